"""What a file of standards would change, in words for people and as data for programs."""

from collections.abc import Sequence

from conferencer.core.text import clean_line, first_line, isolated
from conferencer.standards.diff import Changes, Known
from conferencer.standards.shape import FrameworkRead, NotRead, StandardRow

_SHOWN = 5
"""How many are named; the others are counted."""
_FIELDS = {"parent": "place", "withdrawn": "back again", "statement": "words"}


def label(one: StandardRow | Known, width: int = 40) -> str:
    """A standard by its code, else by how it begins."""
    return isolated(clean_line(one.code or first_line(one.statement, width)))


def preview_lines(changes: Changes, not_read: Sequence[NotRead]) -> list[str]:
    """A line for each kind of change; one sentence where there is none."""
    lines = []
    if changes.new:
        lines.append(f"{len(changes.new):,} new: {_named([label(one) for one in changes.new])}")
    if changes.changed:
        told = [
            f"{label(one.row)} ({', '.join(_FIELDS.get(name, name) for name in one.fields)})"
            for one in changes.changed
        ]
        lines.append(f"{len(changes.changed):,} changed: {_named(told)}")
    for name, (before, after) in changes.about.items():
        lines.append(
            f"its {name}: {isolated(before) or 'none'} becomes {isolated(after) or 'none'}"
        )
    if changes.is_reordered:
        lines.append("another order")
    if changes.unchanged:
        lines.append(f"{len(changes.unchanged):,} unchanged")
    if changes.withdrawn:
        kept = sum(1 for one in changes.withdrawn if one.goals)
        keep = f"; {kept} with goals, which keep them" if kept else ""
        said = _named([label(one) for one in changes.withdrawn])
        lines.append(f"{len(changes.withdrawn):,} withdrawn: {said}{keep}")
    if changes.nothing_to_do:
        lines.append("nothing to do: it is in the notebook just so")
    if not_read:
        said = _named([f"entry {one.row} ({one.reason})" for one in not_read])
        lines.append(f"{len(not_read):,} not read: {said}")
    return lines


def _named(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def as_json(read: FrameworkRead, changes: Changes) -> dict[str, object]:
    """The same for programs: every entry of the file stands in one of the lists."""
    return {
        "framework": read.title,
        "identifier": read.identifier,
        "format": read.format,
        "new": [_row(one) for one in changes.new],
        "changed": [
            _row(one.row)
            | {"changes": {k: {"before": a, "after": b} for k, (a, b) in one.fields.items()}}
            for one in changes.changed
        ],
        "unchanged": [_row(one) for one in changes.unchanged],
        "withdrawn": [
            {"identifier": one.identifier, "code": one.code, "statement": one.statement}
            for one in changes.withdrawn
        ],
        "not_read": [
            {"row": one.row, "reason": one.reason, "text": one.text} for one in read.not_read
        ],
    }


def _row(row: StandardRow) -> dict[str, object]:
    return {
        "row": row.row,
        "identifier": row.identifier,
        "code": row.code,
        "statement": row.statement,
    }
