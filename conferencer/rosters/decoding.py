"""From the bytes of a class list to its text.

Byte order mark, then UTF-8, then the letters decide. Left to itself charset-normalizer calls short
western lists cp1250 (Peña becomes Peńa) or Mac Roman and short Chinese ones Korean, so it is asked
only about the alphabets for which it was right, with `cp_isolation`.
"""

import codecs
import locale
import re
import unicodedata

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CENTRAL = ("cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq")
_OTHER_ALPHABETS = ["cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "big5", "euc_jp"]
_FITTING = frozenset("’‘“”„«»–—…´`·ºª\u00a0")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_STRAY = 0.02
"""The part of a text that may be NUL; more of them is no text."""
_HANGUL = re.compile("[\uac00-\ud7a3]")


def is_guess(data: bytes) -> bool:
    """Whether nothing but the letters themselves says how a text is encoded."""
    marked = any(data.startswith(mark) for mark, _ in _BOMS)
    return not (marked or b"\0" in data or _strictly(data, "utf-8") is not None)


def decode(data: bytes, encoding: str = "") -> str | None:
    """The text, or None when the bytes are no text in any usual encoding.

    Args:
        encoding: the one that was asked for; empty to find out.
    """
    if encoding:
        asked = _strictly(data, encoding)
        return asked.removeprefix("\ufeff") if asked else asked
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _without_strays(_strictly(data, encoding))
    if b"\0" in data:
        text = _sixteen_bits(data)
        if text is not None or data.count(0) > max(1, _STRAY * len(data)):
            return text
        data = data.replace(b"\0", b"")
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    high = len(re.findall(rb"[\x80-\xff]", data))
    paired = sum(len(run) for run in re.findall(rb"[\x80-\xff]{2,}", data))
    if paired > 0.6 * high:
        return _other_alphabets(data) or _western(data)
    return _western(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _without_strays(text: str | None) -> str | None:
    if text is None or text.count("\0") > max(1, _STRAY * len(text)):
        return text
    return text.replace("\0", "")


def _sixteen_bits(data: bytes) -> str | None:
    # Latin text in UTF-16 without a mark has its zeros on one side only, and nearly everywhere.
    even, odd = data[0::2].count(0), data[1::2].count(0)
    most = 0.4 * (len(data) / 2)
    if odd > max(most, 3 * even):
        return _strictly(data, "utf-16-le")
    return _strictly(data, "utf-16-be") if even > max(most, 3 * odd) else None


def _other_alphabets(data: bytes) -> str | None:
    japanese = _strictly(data, "cp932")
    if japanese is not None and not _HALF_WIDTH.search(japanese):
        return japanese
    korean, chinese = _strictly(data, "cp949"), _strictly(data, "gb18030")
    if korean is not None and all(
        _HANGUL.match(letter) for letter in korean if letter.isalpha() and not letter.isascii()
    ):
        return korean
    if chinese is not None:
        return chinese
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_OTHER_ALPHABETS).best()
    return str(best) if best else None


def _western(data: bytes) -> str | None:
    language = (locale.getlocale()[0] or "")[:2]
    first = "cp1254" if language == "tr" else "cp1250" if language in _CENTRAL else "cp1252"
    candidates = dict.fromkeys((first, "cp1252", "cp1250", "mac_roman", "latin-1"))
    texts = [text for name in candidates if (text := _strictly(data, name)) is not None]
    return min(texts, key=_oddness, default=None)


def _oddness(text: str) -> int:
    """How often a letter outside ASCII stands where no name has one."""
    odd = 0
    for before, letter in zip(" " + text, text, strict=False):
        if letter.isascii():
            # An ASCII letter after a capital from elsewhere is fine; a sign within a word is not.
            odd += (
                letter.islower()
                and not before.isascii()
                and not before.isalpha()
                and (before not in _FITTING or before in "–—…")
            )
        elif unicodedata.category(letter)[0] == "L":
            odd += letter.isupper() and before.islower()
        elif letter not in _FITTING:
            odd += 2
    return odd
