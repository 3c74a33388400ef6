"""Slips as PDF, by typst: tagged, for A4 or Letter, one or four a page.

Words go in as data and are never part of the template's source.
"""

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from conferencer.core.errors import ConferencerError
from conferencer.paper.parts import LANGUAGE, Part, Slip, labels
from conferencer.paper.room import print_width, step_size

if TYPE_CHECKING:
    from typst import Fonts

_FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_noto_sans_devanagari")
_OUR_FONTS = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari")
_OTHER_FONTS = (
    *("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans", "Yu Gothic"),
    *("Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"),
    *("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Noto Emoji"),
)
"""What the three systems come with; typst looks further by itself."""

FONTS = [*_OUR_FONTS, *_OTHER_FONTS]
"""In the order in which they are asked for a letter."""
_LONG = 14
"""A word of so many average letters may be wider than a narrow line."""


def write_pdf(slips: Sequence[Slip], paper: str = "a4", per_page: int = 1) -> bytes:
    """The slips as one PDF. They must have been made for the same `per_page`.

    Raises:
        ConferencerError: this computer has no typst (Windows on ARM), or there is nothing to print.
    """
    if not slips:
        raise ConferencerError("No slips", "There is nobody to make a slip for.")
    data = json.dumps(
        {
            "title": labels()["title"],
            "lang": LANGUAGE,
            "fonts": FONTS,
            "paper": paper,
            "per_page": per_page,
            "slips": [_slip(slip) for slip in slips],
        }
    )
    return compiled("slips.typ", data)


def compiled(template: str, data: str) -> bytes:
    """What a template of ours makes of data.

    Args:
        template: the name of a file beside this one.
        data: JSON, handed to it as `sys.inputs.data`.

    Raises:
        ConferencerError: this computer has no typst (Windows on ARM).
    """
    try:
        import typst
    except ImportError as error:
        raise ConferencerError(
            "No PDF on this computer",
            "PDF files cannot be made on this computer; plain text can, with `--format text`.",
        ) from error
    source = files(__package__).joinpath(template).read_bytes()
    # A PDF/UA stops at one glyph that no font has. Then the system's fonts are asked as well
    # (0.5 s, once), and if they lack it too, a slip with an empty box is better than none.
    for with_system in (False, True):
        compiler = typst.Compiler(
            font_paths=_fonts(with_system),
            ignore_system_fonts=not with_system,
            sys_inputs={"data": data},
        )
        try:
            return _one(compiler.compile(source, pdf_standards=["ua-1"]))
        except typst.TypstError:
            continue
    return _one(compiler.compile(source))


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


def _slip(slip: Slip) -> dict[str, object]:
    return {"name": _words(slip.name), "date": slip.date, "parts": [_part(p) for p in slip.parts]}


def _part(part: Part) -> dict[str, object]:
    return {
        "key": part.key,
        "label": part.label,
        "lines": [
            {
                **_words(line.text),
                "by_when": line.by_when,
                # Details share one line: none may turn its neighbour round.
                "details": [f"\u2068{detail}\u2069" for detail in line.details],
            }
            for line in part.lines
        ],
        "by_when": labels()["by_when"],
        "size": step_size(len(part.lines)),
    }


def _words(text: str) -> dict[str, object]:
    return {
        "lines": text.split("\n"),
        "rtl": is_right_to_left(text),
        "long": any(print_width(word) > _LONG for word in text.split()),
    }


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    directions = map(unicodedata.bidirectional, text)
    return next((d in ("R", "AL") for d in directions if d in ("L", "R", "AL")), False)
