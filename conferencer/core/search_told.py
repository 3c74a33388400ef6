"""A hit in words: whose it is, what it answers, and how it stands."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from conferencer.core.as_json import Plain
from conferencer.core.dates import in_words
from conferencer.core.guide import Guide, field_shape
from conferencer.core.search_hits import Hit
from conferencer.core.search_words import Sentence

_LABELS = {
    "strength": "Strength",
    "interest": "Interest",
    "helps_me": "What helps",
    "goal": "Goal",
    "goal_why": "Why this goal",
    "goal_sign": "How they will know",
    "step": "Next step",
    "step_when": "Next step, when",
    "step_obstacle": "Next step, in the way",
    "step_sign": "Next step, the sign",
}
"""What is known of a learner outside a conference."""
_STATUS = {"met": "met", "parked": "parked", "changed": "changed", "done": "done"}
"""How a goal or a step stands; *active* and *open* need no word."""

_ENDINGS = {
    "draft": "unfinished",
    "absent": "absent",
    "declined": "declined",
    "postponed": "put off",
}
"""How a conference that was not met is called."""

Guides = Mapping[str, Guide]


def label_of(hit: Hit, guides: Guides) -> str:
    """What the text answers: the label of its field."""
    if hit.table in ("note", "note_revision", "follow_up"):
        return field_shape(hit.field, guides.get(hit.guide) or hit.guide).label
    return _LABELS[hit.field]


def standing_of(hit: Hit, today: date) -> list[str]:
    """How it stands: unfinished, an earlier text, done, of earlier years; nothing where it is

    simply what was said.
    """
    said = []
    if hit.conference_id is not None and hit.status in _ENDINGS:
        said.append(_ENDINGS[hit.status])
    if hit.table in ("note_revision", "goal_revision"):
        said.append(f"earlier text, until {in_words(_local(hit.changed_at), today)}")
    elif hit.table in ("goal", "next_step") and hit.status in _STATUS:
        said.append(_STATUS[hit.status])
    elif hit.table == "profile_entry" and hit.status:
        said.append("no longer")
    if hit.is_of_earlier_years:
        said.append("earlier years")
    return said


def day_of(hit: Hit, today: date) -> str:
    """When it was said; empty for a step of which nobody knows."""
    return in_words(hit.day, today) if hit.day > date.min else ""


def _local(stamp: str) -> date:
    moment = datetime.fromisoformat(stamp)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone().date()


def hit_as_json(hit: Hit, sentence: Sentence) -> Plain:
    """A hit for programs: the names of the tables, ISO dates."""
    return {
        "table": hit.table,
        "id": hit.id,
        "column": hit.column,
        "field": hit.field,
        "voice": hit.voice,
        "text": hit.text,
        "sentence": sentence.text,
        "spans": [list(span) for span in sentence.spans],
        "day": hit.day.isoformat() if hit.day > date.min else None,
        "status": hit.status,
        "conference_id": hit.conference_id,
        "conference_uid": hit.conference_uid or None,
        "student": hit.whose.full_name,
        "student_id": hit.student_id,
        "student_uid": hit.whose.uid,
        "class": hit.class_name,
        "earlier_text": hit.table in ("note_revision", "goal_revision"),
        "earlier_years": hit.is_of_earlier_years,
    }
