"""What bringing a framework in would change, in words: every kind counted, many named."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from conferencer.core.standards import Preview
from conferencer.core.text import clean_line, first_line, isolated
from conferencer.standards.diff import Change, Known
from conferencer.standards.shape import StandardRow
from conferencer.ui.widgets.note_view import QUIET

_NAMED = 8
"""How many of a kind are named; of what was not read, and of what changed, more are."""
_MORE = 40
_LINE = 100
_FIELDS = {"parent": "its place in the tree", "withdrawn": "back again"}


def preview_in_words(shown: Preview) -> Content:
    """The framework, then each kind of change with those it is about."""
    read, changes = shown.read, shown.changes
    about = " · ".join(part for part in (read.format, read.publisher, read.grades) if part)
    lines = [
        Content.assemble(
            (isolated(clean_line(read.title)), "bold $accent"),
            "  a new framework" if shown.framework is None else "",
        ),
        Content.styled(isolated(clean_line(about)), QUIET),
        Content(""),
    ]
    for name, (before, after) in changes.about.items():
        lines.append(Content(f"Its {name}: {_said(before)} becomes {_said(after)}"))
    if changes.is_reordered:
        lines.append(Content("They stand in another order."))
    if changes.nothing_to_do:
        lines.append(Content("Nothing to do: it is in the notebook just so."))
    lines += _listed("new", [_row(one) for one in changes.new], len(changes.new))
    lines += _listed(
        "changed", [_change(one) for one in changes.changed[:_MORE]], len(changes.changed), _MORE
    )
    lines += _listed("withdrawn", [_gone(one) for one in changes.withdrawn], len(changes.withdrawn))
    lines += _listed("unchanged", [], len(changes.unchanged))
    left = [
        Content.assemble(f"entry {one.row}: {one.reason}", (f"  {isolated(one.text)}", QUIET))
        for one in read.not_read[:_MORE]
    ]
    lines += _listed("not read", left, len(read.not_read), _MORE)
    return Content("\n").join(lines)


def _listed(
    words: str, said: Sequence[Content], count: int, at_most: int = _NAMED
) -> Iterator[Content]:
    if not count:
        return
    yield Content.styled(f"{count:,} {words}", "bold")
    for line in said[:at_most]:
        yield Content.assemble("  ", line)
    if said and count > at_most:
        yield Content.styled(f"  and {count - at_most:,} more", QUIET)


def _row(one: StandardRow | Known) -> Content:
    code = isolated(clean_line(one.code))
    words = isolated(first_line(clean_line(one.statement), _LINE))
    return Content.assemble((f"{code}  " if code else "", "bold"), words)


def _change(one: Change) -> Content:
    lines = [_row(one.row)]
    for name, (before, after) in one.fields.items():
        if name in _FIELDS:
            lines.append(Content.styled(f"    {_FIELDS[name]}", QUIET))
        else:
            lines.append(Content.assemble((f"    {name} was  ", QUIET), _said(before)))
            lines.append(Content.assemble((f"    {name} is   ", QUIET), _said(after)))
    return Content("\n").join(lines)


def _gone(one: Known) -> Content:
    keep = f"  {one.goals} goals keep it" if one.goals > 1 else "  a goal keeps it"
    return Content.assemble(_row(one), (keep if one.goals else "", "$text-warning"))


def _said(text: str) -> str:
    return isolated(first_line(clean_line(text), _LINE)) or "none"
