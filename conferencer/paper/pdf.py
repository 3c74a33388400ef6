"""Slips as PDF, by typst: tagged, in every layout.

Words go in as data and are never part of the template's source.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from conferencer.core.errors import ConferencerError
from conferencer.paper.parts import Part, Slip
from conferencer.paper.qr import qr_code
from conferencer.paper.room import DAY_WIDTH, Room, is_stacked, room_of, step_size
from conferencer.paper.widths import print_width

if TYPE_CHECKING:
    from types import ModuleType

    from typst import Fonts

_FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_noto_sans_devanagari")
_OUR_FONTS = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari")
_OTHER_FONTS = (
    *("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans", "Yu Gothic"),
    *("Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"),
    *("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Noto Emoji"),
)
"""What the three systems come with; typst looks further by itself."""

_NOT_OURS = re.compile(
    "[\u0530-\u05ff\u0700-\u074f\u0780-\u089f\u0980-\u1dff\u2190-\ufb4f\ufe10-\ufe6f\uff00-\uffef"
    "\U00010000-\U0010ffff]"
)
"""Beyond Latin, Cyrillic, Greek, Arabic and Devanagari."""
FONTS = [*_OUR_FONTS, *_OTHER_FONTS]
"""In the order in which they are asked for a letter."""
_LONG = 5
"""A word of so many ems may be wider than a narrow line."""


def write_pdf(slips: Sequence[Slip], printed_on: date | None = None) -> bytes:
    """The slips as one PDF; all of the same layout.

    Raises:
        ConferencerError: this computer has no typst (Windows on ARM), or there is nothing to print.
    """
    if not slips:
        raise ConferencerError("No slips", "There is nobody to make a slip for.")
    return compiled("slips.typ", as_json(slip_data(slips, printed_on)))


def slip_data(
    slips: Sequence[Slip],
    printed_on: date | None = None,
    measure: bool = False,
) -> dict[str, object]:
    """What `slips.typ` is given."""
    layout, words = slips[0].layout, slips[0].words
    return {
        "title": slips[0].title or words["title"],
        "lang": words.code,
        "fonts": FONTS,
        "measure": measure,
        "preview": False,
        "date": document_date(printed_on),
        "layout": {
            **asdict(layout),
            "wide": layout.wide,
            "high": layout.high,
        },
        "slips": [_slip(slip) for slip in slips],
    }


def compiled(template: str, data: str) -> bytes:
    """What a template of ours makes of data.

    Args:
        template: the name of a file beside this one.
        data: JSON, handed to it as `sys.inputs.data`.

    Raises:
        ConferencerError: this computer has no typst (Windows on ARM).
    """
    typst = _typst()
    source = files(__package__).joinpath(template).read_bytes()
    # A PDF/UA stops at one glyph that no font has. Then the system's fonts are asked as well
    # (0.5 s, once), and if they lack it too, a slip with an empty box is better than none.
    for with_system in dict.fromkeys((_wants_system(data), True)):
        compiler = typst.Compiler(
            font_paths=_fonts(with_system),
            ignore_system_fonts=not with_system,
            sys_inputs={"data": data},
        )
        try:
            return _one(compiler.compile(source, pdf_standards=["ua-1", "a-2a"]))
        except typst.TypstError:
            continue
    return _one(compiler.compile(source))


def asked_of(template: str, data: str, label: str) -> list[object]:
    """The values that a template of ours leaves under a label, in their order.

    Raises:
        ConferencerError: this computer has no typst.
    """
    typst = _typst()
    source = files(__package__).joinpath(template).read_bytes()
    found = typst.query(
        source,
        label,
        field="value",
        font_paths=_fonts(_wants_system(data)),
        sys_inputs={"data": data},
    )
    values: list[object] = json.loads(found)
    return values


def is_standard(pdf: bytes) -> bool:
    """Whether a PDF of ours is PDF/UA-1: it is, unless no font has one of its letters."""
    return b"pdfuaid" in pdf


def has_typst() -> bool:
    """Whether PDFs can be made on this computer; there is no typst for Windows on ARM."""
    try:
        _typst()
    except ConferencerError:
        return False
    return True


def _typst() -> "ModuleType":
    try:
        import typst
    except ImportError as error:
        raise ConferencerError(
            "No PDF on this computer",
            "PDF files cannot be made on this computer; pages for the browser can, with "
            "`--format html`, and plain text with `--format text`.",
        ) from error
    return typst


def _wants_system(data: str) -> bool:
    """Whether there are letters that our own fonts do not have.

    Measuring and printing must use the same fonts: the system's Noto Sans may be a little wider.
    """
    return _NOT_OURS.search(data) is not None


def _one(pdf: object) -> bytes:
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _fonts(with_system: bool) -> "Fonts":
    import typst

    return typst.Fonts(
        include_system_fonts=with_system,
        include_embedded_fonts=with_system,
        font_paths=[str(files(package).joinpath("files")) for package in _FONT_PACKAGES],
    )


def as_json(data: object) -> str:
    """Data for a template; letters stay letters, so that their fonts can be chosen."""
    return json.dumps(data, ensure_ascii=False)


def document_date(day: date | None = None) -> dict[str, int]:
    """What PDF/A wants to know: the day, without the time."""
    day = day or date.today()
    return {"year": day.year, "month": day.month, "day": day.day}


def _slip(slip: Slip) -> dict[str, object]:
    how = next((part for part in slip.parts if part.key == "how_did_it_go"), None)
    room = room_of(slip.layout, how, slip.date)
    return {
        "name": words_data(slip.name),
        "lang": slip.words.code,
        "rtl": slip.words.right_to_left,
        "date": slip.date,
        "title": slip.title,
        "hint": slip.hint,
        "most": _largest(slip),
        "parts": [_part(part, slip, room) for part in slip.parts],
    }


def _largest(slip: Slip) -> float:
    """The largest scale of the type that is worth trying: areas grow with its square."""
    if not slip.fullness:
        return 9.0
    return float(slip.layout.least / slip.layout.size * (1.35 / slip.fullness) ** 0.5) + 0.08


def _part(part: Part, slip: Slip, room: Room) -> dict[str, object]:
    return {
        "key": part.key,
        "rtl": slip.words.right_to_left,
        "label": part.label,
        "lines": [
            {
                **words_data(line.text),
                "by_when": line.by_when,
                # Details share one line: none may turn its neighbour round.
                "details": [f"\u2068{detail}\u2069" for detail in line.details],
            }
            for line in part.lines
        ],
        "by_when": part.aside,
        "day_width": DAY_WIDTH if print_width(part.aside) > DAY_WIDTH else None,
        "size": step_size(slip.layout, len(part.lines)),
        "to_write": part.to_write,
        "stacked": is_stacked(part, room),
        "done": part.done,
        "steps": part.steps,
        "qr": _qr(part, slip),
    }


def _qr(part: Part, slip: Slip) -> dict[str, object] | None:
    code = qr_code(part.link, slip.layout.tear_off) if part.link else None
    alt = f"{slip.words['link']}: {part.link}"
    return {"svg": code.svg, "side": code.side, "alt": alt} if code else None


def words_data(text: str) -> dict[str, object]:
    """A text as a template wants it: its lines, its direction, and whether a word is long."""
    return {
        "id": -1,
        "lines": text.split("\n"),
        "rtl": is_right_to_left(text),
        "long": any(print_width(word) > _LONG for word in text.split()),
    }


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    directions = map(unicodedata.bidirectional, text)
    return next((d in ("R", "AL") for d in directions if d in ("L", "R", "AL")), False)
