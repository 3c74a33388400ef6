"""Two conferences side by side: which two at first, and what each says of the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conferencer.core.school_years import school_year_of
from conferencer.core.threads import Talk


@dataclass(frozen=True)
class Pair:
    """What two conferences say in one field."""

    field: str
    label: str
    voice: str
    then: str
    now: str


def first_and_latest(talks: Sequence[Talk], today: date) -> tuple[Talk, Talk] | None:
    """The first met conference of this school year and the latest; None without two.

    Where this school year has only one, or none, the latest before them take their places.

    Args:
        talks: newest first.
    """
    met = [talk for talk in talks if talk.status == "met"]
    if len(met) < 2:
        return None
    this_year = [t for t in met if school_year_of(t.held_on) == school_year_of(today)]
    then = this_year[-1] if len(this_year) > 1 else met[1]
    return then, met[0]


def neighbour(talks: Sequence[Talk], talk_id: int, by: int, but: int) -> int:
    """The met conference next to one: older for 1, newer for -1; the same at an end.

    Args:
        talks: newest first.
        but: a conference that is passed over.
    """
    met = [talk.id for talk in talks if talk.status == "met" and talk.id != but]
    if talk_id not in met:
        return talk_id
    return met[min(max(met.index(talk_id) + by, 0), len(met) - 1)]


def side_by_side(
    order: Sequence[tuple[str, str, str]], then: dict[str, str], now: dict[str, str]
) -> list[Pair]:
    """The fields that say something in at least one of the two.

    Args:
        order: key, label and voice of every field, in the order of the panes.
        then: field -> text, likewise `now`.
    """
    return [
        Pair(key, label, voice, then.get(key, "").strip(), now.get(key, "").strip())
        for key, label, voice in order
        if then.get(key, "").strip() or now.get(key, "").strip()
    ]
