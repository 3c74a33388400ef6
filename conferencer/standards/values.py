"""Values out of JSON of any make: texts, numbers, lists, and texts wrapped in objects."""

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
Node: TypeAlias = "dict[str, Json]"

_WRAPPED = ("value", "@value", "literal", "prefLabel", "title", "name", "text", "label")
_NAMES = ("identifier", "@id", "id", "uri", "value", "sourcedId", "guid")
_PREFIX = re.compile(r"(?:asn|dcterms|dc|gemq|skos|rdf|rdfs|case|cf)_(?=[a-zA-Z])")
_TO_LOCAL = re.compile(r"[#/:]")


def local_name(key: str) -> str:
    """A key without what stands before it: `http://…/statementNotation`, `asn_listID`."""
    return _PREFIX.sub("", _TO_LOCAL.split(key)[-1], count=1)


@lru_cache(maxsize=4096)
def plain_key(key: str) -> str:
    """A key by its letters and digits alone, small: `Human Coding Scheme`, `humanCodingScheme`."""
    return "".join(c for c in local_name(key).lower() if c.isalnum())


def text_of(value: "Json", wrapped: tuple[str, ...] = _WRAPPED) -> str:
    """The text of a value; of a list the first that says anything; empty for none."""
    for _ in range(8):
        if isinstance(value, str):
            return value
        if isinstance(value, bool) or value is None:
            return ""
        if isinstance(value, int | float):
            return number_in_text(value)
        if isinstance(value, list):
            value = next((one for one in value if text_of_flat(one, wrapped)), None)
        else:
            value = next((value[name] for name in wrapped if value.get(name)), None)
    return ""


def text_of_flat(value: "Json", wrapped: tuple[str, ...] = _WRAPPED) -> bool:
    """Whether a value of a list may hold a text."""
    if isinstance(value, dict):
        return any(value.get(name) for name in wrapped)
    return isinstance(value, str | int | float) and not isinstance(value, bool) and value != ""


def texts_of(value: "Json") -> list[str]:
    """Every text of a value."""
    listed = value if isinstance(value, list) else [value]
    return [text for one in listed if (text := text_of(one))]


def name_of(value: "Json") -> str:
    """What a reference refers to: an identifier, or the last part of an address."""
    return tail(text_of(value, _NAMES))


def names_of(value: "Json") -> list[str]:
    """What each of several references refers to."""
    listed = value if isinstance(value, list) else [value]
    return [name for one in listed if (name := name_of(one))]


def tail(address: str) -> str:
    """The last part of an address; anything else as it is."""
    address = address.strip()
    if "://" not in address:
        return address
    return re.split(r"[/#]", address.rstrip("/#"))[-1]


def number_in_text(value: float) -> str:
    """A number as people write it: 3.0 is 3."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    try:
        return str(value)
    except ValueError:  # an integer of more than 4,300 digits
        return ""


def place_of(value: "Json") -> float | None:
    """A number that says where something stands; None for none."""
    if isinstance(value, str):
        try:
            value = float(value.strip())
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def get(node: Mapping[str, "Json"], *names: str) -> "Json":
    """The first of some keys that holds anything, whatever their case and what stands before."""
    for name in names:
        if name in node and node[name] not in (None, "", [], {}):
            return node[name]
    known = {plain_key(key): value for key, value in node.items()}
    for name in names:
        value = known.get(plain_key(name))
        if value not in (None, "", [], {}):
            return value
    return None


def objects_in(value: "Json") -> Iterator["Node"]:
    """The objects of a list, or of an object's values."""
    listed = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    yield from (one for one in listed if isinstance(one, dict))
