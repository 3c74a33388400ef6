"""Rows as plain data for programs: the names of the tables, ISO dates."""

from datetime import date, datetime

from sqlmodel import SQLModel

from conferencer.core.history import History, Told
from conferencer.core.models import NextStep, Student
from conferencer.core.names import full_name

Plain = dict[str, object]

_FOR_THE_PROGRAM_ONLY = {"search_name", "sort_name"}


def fields_of(row: SQLModel, *without: str) -> Plain:
    """A row's fields, dates and instants in ISO form."""
    return {
        name: _plain(getattr(row, name))
        for name in type(row).model_fields
        if name not in _FOR_THE_PROGRAM_ONLY and name not in without
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def step_as_json(step: NextStep, student: Student) -> Plain:
    """A next step with the learner's name."""
    return fields_of(step) | {"student": full_name(student), "student_uid": student.uid}


def history_as_json(history: History) -> Plain:
    """A learner's history as one object."""
    revisions = history.goal_revisions
    return {
        "student": fields_of(history.student)
        | {
            "classes": history.classes,
            # Supports are seen on the Learner screen alone.
            "profile": [fields_of(entry) for entry in history.profile if entry.kind != "support"],
        },
        "conferences": [_told(one, history) for one in history.conferences],
        "goals": [
            fields_of(goal)
            | {
                "revisions": [
                    fields_of(r, "id", "goal_id") for r in revisions if r.goal_id == goal.id
                ]
            }
            for goal in history.goals
        ],
        "next_steps": [fields_of(step) for step in history.next_steps],
    }


def _told(one: Told, history: History) -> Plain:
    return fields_of(one.conference, "discarded_at") | {
        "notes": [
            {
                "field": note.field,
                "voice": note.voice,
                "text": note.text,
                "changed_at": _plain(note.changed_at),
                "revisions": [
                    {"text": r.text, "changed_at": _plain(r.changed_at)}
                    for r in one.revisions_of(note.field)
                ],
            }
            for note in one.notes
        ],
        "next_steps": [fields_of(step) for step in one.next_steps],
        "follow_ups": [
            fields_of(f)
            | {"next_step": step.text if (step := history.step(f.next_step_id)) else ""}
            for f in one.follow_ups
        ],
    }
