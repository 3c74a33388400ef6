"""How wide text is in print, so that lines can be counted before anything is rendered.

Thousandths of the type's size, read off Noto Sans at its regular weight; the scripts that other
fonts bring are counted by their usual letters, rather too wide than too narrow.
"""

import unicodedata
from functools import cache, lru_cache

_ASCII = (
    269,
    408,
    646,
    572,
    831,
    732,
    225,
    300,
    300,
    551,
    572,
    268,
    322,
    268,
    372,
    572,
    572,
    572,
    572,
    572,
    572,
    572,
    572,
    572,
    572,
    268,
    268,
    572,
    572,
    572,
    434,
    899,
    639,
    650,
    632,
    730,
    556,
    519,
    728,
    741,
    339,
    273,
    619,
    524,
    907,
    760,
    781,
    605,
    781,
    622,
    549,
    556,
    731,
    600,
    930,
    586,
    566,
    572,
    329,
    372,
    329,
    572,
    444,
    281,
    561,
    615,
    480,
    615,
    564,
    344,
    615,
    618,
    258,
    258,
    534,
    258,
    935,
    618,
    605,
    615,
    615,
    413,
    479,
    361,
    618,
    508,
    786,
    529,
    510,
    470,
    380,
    551,
    380,
    572,
)
"""From ! to ~."""
_OTHERS = {
    **dict.fromkeys("“”", 359),
    **dict.fromkeys("‘’", 175),
    **{" ": 260, "\u00a0": 260, "–": 500, "—": 1000, "…": 791, "·": 268, "•": 376, "☐": 821},
    **{"«": 509, "»": 509, "¿": 434, "¡": 269, "ß": 631, "æ": 864, "œ": 946, "Æ": 944, "Œ": 1000},
    **{"đ": 617, "ł": 270, "ı": 258, "ø": 605, "þ": 615, "ð": 605, "ŋ": 618},
}
_BOLD = 1.04
"""Labels and steps are heavier."""


@lru_cache(20_000)  # words come again and again
def print_width(text: str) -> float:
    """How wide a text is in print, against the size of the type."""
    return _BOLD * sum(map(_letter_width, text)) / 1000


@cache
def _letter_width(c: str) -> int:
    if c in _OTHERS:
        return _OTHERS[c]
    if "!" <= c <= "~":
        return _ASCII[ord(c) - 33]
    kind = unicodedata.category(c)
    if kind in ("Mn", "Me", "Cf", "Cc"):
        return 0
    base = unicodedata.normalize("NFD", c)[0]
    if base != c and "!" <= base <= "~":
        return _ASCII[ord(base) - 33]
    if unicodedata.east_asian_width(c) in "WF":
        return 1020
    if "\ufdf0" <= c <= "\ufdfd":
        return 5600
    return 760 if kind == "Lu" else 720 if "\u0980" <= c <= "\u1dff" else 640
