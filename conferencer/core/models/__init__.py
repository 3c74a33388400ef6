"""Every table of the notebook, nothing else; one module a subject.

Instants are aware and in UTC; school facts are local dates. Tables do not validate what they are
given (SQLModel does not for `table=True`): the functions in this package that take input do.
"""

from conferencer.core.models.goals import (
    AnswerInPassing,
    Connection,
    FollowUp,
    Goal,
    GoalRevision,
    NextStep,
)
from conferencer.core.models.groups import Group, GroupMember, PeerExpert
from conferencer.core.models.people import ClassGroup, Enrollment, ProfileEntry, Student
from conferencer.core.models.planning import Appointment, PlannedTurn, Request, SchoolDay
from conferencer.core.models.removals import Removal
from conferencer.core.models.standards import Framework, GoalStandard, Standard
from conferencer.core.models.talks import Conference, MemoryAid, Note, NoteRevision
from conferencer.core.models.uids import new_uid

__all__ = [
    "AnswerInPassing",
    "Appointment",
    "ClassGroup",
    "Conference",
    "Connection",
    "Enrollment",
    "FollowUp",
    "Framework",
    "Goal",
    "GoalRevision",
    "GoalStandard",
    "Group",
    "GroupMember",
    "MemoryAid",
    "NextStep",
    "Note",
    "NoteRevision",
    "PeerExpert",
    "PlannedTurn",
    "ProfileEntry",
    "Removal",
    "Request",
    "SchoolDay",
    "Standard",
    "Student",
    "new_uid",
]
