"""What a column or a key holds, by what it is called."""

import tomllib
from functools import cache
from importlib import resources

from conferencer.standards.values import plain_key


@cache
def meanings() -> dict[str, dict[str, int]]:
    """Meaning -> what it is called, each with its rank; the first is the best."""
    text = resources.files("conferencer.standards").joinpath("meanings.toml").read_text("utf-8")
    told: dict[str, list[str]] = tomllib.loads(text)
    return {
        meaning: {name: rank for rank, name in enumerate(names)} for meaning, names in told.items()
    }


def rank_of(meaning: str, key: str) -> int | None:
    """How well a key fits a meaning, 0 for best; None where it does not."""
    return meanings()[meaning].get(plain_key(key))


def best(meaning: str, keys: "list[str]") -> int | None:
    """Which of some keys holds a meaning; None for none."""
    ranked = [
        (rank, at) for at, key in enumerate(keys) if (rank := rank_of(meaning, key)) is not None
    ]
    return min(ranked)[1] if ranked else None
