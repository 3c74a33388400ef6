"""Cutting a whole name into given and family name."""

import re

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|junior|senior)\.?", re.IGNORECASE)
_EAST_ASIAN = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_PARTICLE = re.compile(
    r"(?:de|da|do|das|dos|du|del|della|dello|dei|degli|di|d|den|der|des|dem|het|'t|ten|ter|te|van"
    r"|von|vom|vander|zu|zum|zur|la|las|le|les|los|lo|el|al|as|bin|ibn|bint|binti|abu|af|av|ap|ab"
    r"|san|santa|ste?\.?|e|y|i)"
)
_ALSO_CAPITALISED = re.compile(
    r"(?:de|da|del|della|di|den|der|van|von|la|el|al|bin|ibn|bint|abu|dos|du|st\.?|le)",
    re.IGNORECASE,
)


def is_suffix(text: str) -> bool:
    """Whether a part of a name is one such as `Jr.`."""
    return bool(_SUFFIX.fullmatch(text))


def split_whole(text: str) -> tuple[str, str]:
    """Given and family name of a name written in the order it is spoken, or as `Lopez, Ana`.

    The cut is at the last space; particles and suffixes stay with the family name. Names in
    Chinese, Japanese or Korean letters have the family name in front, and without a space are
    left whole.
    """
    if "," in text:
        return split_sortable(text)
    words = text.split()
    if len(words) < 2 or is_number(words[-1]):  # "Student 4"
        return text.strip(), ""
    if all(_EAST_ASIAN.fullmatch(word) for word in words):
        return " ".join(words[1:]), words[0]
    start = len(words) - 1
    if start > 1 and is_suffix(words[start]):
        start -= 1
    while start > 1 and _is_particle(words[start - 1]):
        start -= 2 if words[start - 1] in ("y", "e", "i") and start > 2 else 1
    return " ".join(words[:start]), " ".join(words[start:])


def _is_particle(word: str) -> bool:
    return bool(_PARTICLE.fullmatch(word) or _ALSO_CAPITALISED.fullmatch(word))


def is_number(text: str) -> bool:
    """Whether a text has a digit and no letter, and so cannot be a name."""
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def split_sortable(text: str) -> tuple[str, str]:
    """Given and family name of `Lopez, Ana`, of `Smith, Bob, Jr.`, or of `LOPEZ Ana`."""
    parts = text.split(",")
    named = [part for part in parts if not is_number(part)]
    if len(named) < len(parts):  # "Ana Lopez, 4"
        return split_whole(",".join(named))
    family, *rest = (part.strip() for part in text.split(","))
    given = [part for part in rest if part]
    if not given:
        return _family_in_front(text.strip(" ,"))
    if not family:
        return " ".join(given), ""
    if is_suffix(given[0]):  # "Bob Smith, Jr."
        return split_whole(" ".join([family, *given]))
    if len(given) > 1 and is_suffix(given[-1]):
        family = f"{family} {given.pop()}"
    return " ".join(given), family


def _family_in_front(text: str) -> tuple[str, str]:
    words = text.split()
    if len(words) < 2:
        return text, ""
    end = shouted(words)
    if end == 0:
        end = 1
        while end < len(words) - 1 and _is_particle(words[end - 1]):
            end += 1
    return " ".join(words[end:]), " ".join(words[:end])


def shouted(words: list[str]) -> int:
    """How many words in front are in capitals, as in `DE LA CRUZ Ana`; 0 when all are, or none."""
    count = 0
    while count < len(words) and words[count].isupper() and len(words[count]) > 1:
        count += 1
    return 0 if count == len(words) else count
