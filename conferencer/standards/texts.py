"""What a statement says, as plain text: markup goes, its meaning stays.

Frameworks write HTML into their statements: breaks, lists, powers, entities, pictures. Only tags
that are known as such are taken for markup, so that `a < b` and `<3` stay what they are.
Mathematics between dollar signs or in `\\(…\\)` is left as it is written.
"""

import html
import re

from conferencer.core.text import clean_line, clean_note, is_visible

LONGEST = 20_000
"""Characters of a statement: some are a page, none is five."""
LONGEST_LINE = 500
"""Characters of a code, a title, a kind."""

_BREAKS = "p|br|div|li|ul|ol|tr|table|h[1-6]|hr|blockquote|dl|dt|dd|section|article|pre|tbody|thead"
_INLINE = (
    "b|i|u|s|em|strong|span|a|font|small|big|code|q|cite|sub|sup|img|td|th|mark|abbr|tt|del|ins|"
    "math|semantics|mrow|mi|mn|mo|msup|msub|mfrac|msqrt|mroot|mtext|mspace|mstyle|mfenced|o:p|"
    "col|colgroup|caption|label|wbr|center|strike|nobr|figure|figcaption|svg|path|g|input"
)
_TAG = re.compile(rf"<(/?)({_BREAKS}|{_INLINE})(\s[^<>]{{0,4000}}|\s*/)?>", re.IGNORECASE)
_GONE = re.compile(
    r"<(script|style|annotation(?:-xml)?)\b[^<>]{0,4000}>[^<]{0,100000}</\1\s*>|<!--[^<>]{0,4000}-->",
    re.IGNORECASE,
)
_BREAK = re.compile(rf"(?:{_BREAKS})\Z", re.IGNORECASE)
_RAISED = re.compile(r"<(su[pb])\b[^<>]{0,200}>([^<>]{1,40})</\1\s*>", re.IGNORECASE)
_PICTURE = re.compile(r"\balt\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_SUP = str.maketrans("0123456789+-=()nix", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣ")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BLANKS = re.compile(r"[ \t\u00a0]+")


def statement_in_text(text: str) -> str:
    """A statement as plain text, its lines kept."""
    if _is_plain(text):
        return text.strip()
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    lines = [_BLANKS.sub(" ", line).strip() for line in clean_note(text).split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip()


def _is_plain(text: str) -> bool:
    """Whether it is one line without markup, as most are: then nothing has to be sought in it."""
    return text.isprintable() and not ("<" in text or "&" in text or "  " in text)


def line_in_text(text: str) -> str:
    """A code or a title as it is kept: one line without markup."""
    if _is_plain(text):
        return text.strip()[:LONGEST_LINE]
    return clean_line(" ".join(statement_in_text(text).split("\n")))[:LONGEST_LINE]


def says_anything(text: str) -> bool:
    """Whether there is a visible character in it."""
    return is_visible(text)


def _without_tags(text: str) -> str:
    text = _GONE.sub("", text)
    if _TAG.search(text) is None:
        return text
    if re.search(r"<(?:p|br|li|div)\b", text, re.IGNORECASE):
        text = re.sub(r"\s*\n\s*", " ", text)  # between such tags a line's end is a space
    text = _RAISED.sub(_raised, text)
    return _TAG.sub(_instead_of, text)


def _raised(found: re.Match[str]) -> str:
    is_up, words = found[1].lower() == "sup", found[2].strip()
    table = _SUP if is_up else _SUB
    if all(ord(c) in table for c in words):
        return words.translate(table)
    return (
        f"{'^' if is_up else '_'}({words})" if len(words) > 1 else f"{'^' if is_up else '_'}{words}"
    )


def _instead_of(found: re.Match[str]) -> str:
    closes, name = found[1], found[2].lower()
    if name == "img":
        alt = _PICTURE.search(found[3] or "")
        return f" {alt[1][1:-1]} " if alt else ""
    if name == "li":
        return "" if closes else "\n• "
    if name in ("td", "th"):
        return " " if closes else ""
    return "\n" if _BREAK.match(name) else ""
