"""The command that tells who shares a need, with the evidence, and which groups there are."""

from typing import TYPE_CHECKING

from conferencer.commands.answers import print_json
from conferencer.commands.given import class_meant, reading
from conferencer.core.text import clean_line, isolated

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.groups import GroupNow, Needs
    from conferencer.core.models import ClassGroup
    from conferencer.core.notebook import Notebook

Plain = dict[str, object]


def list_groups(asked: "Namespace") -> int:
    """Per class: the groups that have not ended, and the needs that two or more share."""
    from conferencer.core.groups import groups_of, needs_of_class

    with reading(asked) as notebook:
        told = [
            (group.name, groups_of(notebook, id), needs_of_class(notebook, id, notebook.today()))
            for group in _classes(notebook, asked.class_name)
            if notebook and (id := group.id) is not None
        ]
    if asked.json:
        print_json([_as_json(name, groups, needs) for name, groups, needs in told])
        return 0
    for name, groups, needs in told:
        _tell(name, groups, needs)
    if not told:
        print("There are no classes yet.")
    return 0


def _classes(notebook: "Notebook | None", class_name: str | None) -> "list[ClassGroup]":
    from conferencer.core.roster import classes

    only = class_meant(notebook, class_name).uid if class_name is not None else None
    listed = classes(notebook) if notebook else []
    return [group for group in listed if only is None or group.uid == only]


def _tell(name: str, groups: "list[GroupNow]", needs: "Needs") -> None:
    from conferencer.core.names import full_names, short_names

    names = dict(zip(needs.students, full_names(needs.students.values()), strict=True))
    print(_line(name))
    for one in groups:
        members = ", ".join(map(_line, short_names(one.members)))
        print(f"  group since {one.group.since.isoformat()}: {_line(one.group.need)} ({members})")
    for need in needs.needs:
        print(f"  {' · '.join(map(_line, need.words))}")
        for said in need.evidence:
            print(f"    {_line(names[said.student_id])}, {said.kind}: {_line(said.text)}")
    if not groups and not needs.needs:
        print("  Nothing that two learners share just now.")


def _line(text: str) -> str:
    return isolated(clean_line(text))


def _as_json(name: str, groups: "list[GroupNow]", needs: "Needs") -> Plain:
    from conferencer.core.as_json import fields_of
    from conferencer.core.names import full_name

    def who(student_id: int) -> Plain:
        student = needs.students[student_id]
        return {"student": full_name(student), "student_uid": student.uid}

    return {
        "class": name,
        "groups": [
            fields_of(one.group, "id", "class_id")
            | {
                "last_met": one.last_met.isoformat() if one.last_met else None,
                "members": [
                    {"student": full_name(member), "student_uid": member.uid}
                    for member in one.members
                ],
            }
            for one in groups
        ],
        "needs": [
            {
                "words": list(need.words),
                "evidence": [
                    who(said.student_id) | {"kind": said.kind, "text": said.text}
                    for said in need.evidence
                ],
            }
            for need in needs.needs
        ],
    }
