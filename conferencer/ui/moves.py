"""Where somebody wants to go: screens say so, and the app goes there."""

from dataclasses import dataclass

from textual.message import Message

TRY_DEMO = "demo"
"""What the app returns when somebody wants to look at the demo class."""


class Move(Message):
    """A wish to go elsewhere; `conferencer.ui.going` knows the way."""


@dataclass
class Confer(Move):
    """Begin a conference, or take up the one that waits."""

    student_id: int
    class_id: int | None
    type: str = ""
    """A type's key; empty for the learner's or the class's own."""


@dataclass
class Resume(Move):
    """Go on with a draft."""

    conference_id: int


@dataclass
class Left(Move):
    """Somebody left a conference: its words are kept."""


@dataclass
class Finished(Move):
    """A conference has ended."""

    name: str
    status: str


@dataclass
class ContinueHere(Move):
    """Go on here with a draft that another window has."""

    conference_id: int


@dataclass
class OpenLibrary(Move):
    """Look at the standards."""


@dataclass
class BringStandards(Move):
    """Bring standards in from a file."""


@dataclass
class OpenLearner(Move):
    """Look at one learner."""

    student_id: int
    class_id: int | None = None
    at: str = ""
    """A row to stand on: `goal-3`, `step-5`, `entry-7`; empty for the first."""


@dataclass
class Compare(Move):
    """Look at two conferences of one learner, together."""

    student_id: int


@dataclass
class OpenConference(Move):
    """Read one conference again."""

    conference_id: int
    field: str = ""
    """The field to stand on; empty for the first."""


@dataclass
class OpenSearch(Move):
    """Look for words."""

    student_id: int | None = None
    """Only this learner's; None for everybody's."""


@dataclass
class OpenRoster(Move):
    """Look at the classes and who is in them."""

    class_id: int | None = None
    with_earlier: bool = False
    """Begin at the classes of earlier years."""


@dataclass
class BringIn(Move):
    """Bring a class in: from a file, or from a pasted list."""

    way: str = "file"
    class_name: str = ""


@dataclass
class BroughtIn(Move):
    """A class was brought in."""

    class_uid: str


@dataclass
class TryDemo(Move):
    """Close this notebook and look at the made-up class."""


@dataclass
class Covered(Message):
    """The screen was covered, or uncovered."""

    covered: bool


@dataclass
class Retype(Move):
    """Go on with another type of conference."""

    conference_id: int
    type: str


@dataclass
class OpenRemovals(Move):
    """Look at what was taken away lately."""


@dataclass
class OpenClass(Move):
    """Look at the whole class."""

    class_id: int


@dataclass
class OpenPaper(Move):
    """Print, save or open slips and pages."""

    class_id: int | None = None
    student_id: int | None = None


@dataclass
class MeetGroup(Move):
    """Sit down with a group, or go on where it was left."""

    group_id: int
