"""What a class list changes, in words for people and as data for programs."""

from collections.abc import Mapping, Sequence

from conferencer.core.names import full_name
from conferencer.core.text import isolated
from conferencer.rosters.diff import FIELDS, OUTSIDE, Changes, KnownStudent, Match
from conferencer.rosters.shape import NotRead, RosterRow

_MOST = 40
"""Names in one line; more are counted."""
_FIELD_WORDS = {
    "given_name": "given name",
    "family_name": "family name",
    "preferred_name": "preferred name",
    "home_language": "home language",
}


def preview_lines(changes: Changes, not_read: Sequence[NotRead]) -> list[str]:
    """What would be written, line by line; names are isolated, and nothing in them is markup."""
    lines: list[str] = []
    if _is_of_others(changes):
        lines.append("Nobody on this list is in the class now: is it another class?")
    if changes.new:
        lines.append(f"{len(changes.new)} new: {_names([m.row for m in changes.new])}")
    if changes.changed:
        told = "; ".join(_change(match) for match in changes.changed)
        lines.append(f"{len(changes.changed)} changed: {told}")
    if changes.unchanged:
        lines.append(f"{len(changes.unchanged)} unchanged")
    if changes.left:
        lines.append(
            f"{len(changes.left)} no longer in the file (will be marked as left): "
            f"{_names(changes.left)}"
        )
    if not_read:
        rows = "1 row" if len(not_read) == 1 else f"{len(not_read)} rows"
        lines.append(f"{rows} could not be read:")
        lines += [f"  row {one.row}: {one.reason} — {isolated(one.text)}" for one in not_read]
    return lines or ["Nobody in the file, and nobody in the class."]


def _is_of_others(changes: Changes) -> bool:
    found = (*changes.new, *changes.changed, *changes.unchanged)
    here = any(match.known is not None and match.known.in_class for match in found)
    return bool(found and changes.left) and not here


def _names(people: Sequence[RosterRow | KnownStudent]) -> str:
    names = [isolated(full_name(one)) for one in people[:_MOST]]
    more = [f"and {len(people) - _MOST} more"] if len(people) > _MOST else []
    return ", ".join(names + more)


def _change(match: Match) -> str:
    assert match.known is not None
    told = ", ".join(_one_change(name, pair) for name, pair in match.changes.items())
    return f"{isolated(full_name(match.known))} ({told})"


def _one_change(name: str, pair: tuple[str, str]) -> str:
    before, after = map(isolated, pair)
    if name == "enrollment":
        return "back in the class"
    name = _FIELD_WORDS.get(name, name.removeprefix(OUTSIDE))
    return f"{name} {before} → {after}" if before else f"{name}: {after}"


def as_json(changes: Changes, not_read: Sequence[NotRead]) -> dict[str, list[dict[str, object]]]:
    """The same for programs; each change is `[before, after]`."""
    return {
        "new": [_person(match.row) for match in changes.new],
        "changed": [
            _person(match.row, match.known)
            | {"changes": {name: list(pair) for name, pair in match.changes.items()}}
            for match in changes.changed
        ],
        "unchanged": [_person(match.row, match.known) for match in changes.unchanged],
        "left": [_person(one) for one in changes.left],
        "not_read": [{"row": one.row, "reason": one.reason, "text": one.text} for one in not_read],
    }


def _person(one: RosterRow | KnownStudent, known: KnownStudent | None = None) -> dict[str, object]:
    """A learner as the notebook has or will have them: a blank in the file keeps what is known."""
    before: RosterRow | KnownStudent = known or one
    ids: Mapping[str, str] = {**before.outside_ids, **one.outside_ids}
    person: dict[str, object] = {
        name: getattr(one, name) or getattr(before, name) for name in FIELDS
    }
    return person | {"outside_ids": dict(ids)}
