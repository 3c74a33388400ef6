"""Where somebody wants to go: screens say so, and the app goes there."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Confer(Message):
    """Begin a conference, or take up the one that waits."""

    student_id: int
    class_id: int | None
    type: str = ""
    """A type's key; empty for the learner's or the class's own."""


@dataclass
class Resume(Message):
    """Go on with a draft."""

    conference_id: int


@dataclass
class Left(Message):
    """Somebody left a conference: its words are kept."""


@dataclass
class Finished(Message):
    """A conference has ended."""

    name: str
    status: str


@dataclass
class ContinueHere(Message):
    """Go on here with a draft that another window has."""

    conference_id: int


@dataclass
class OpenLearner(Message):
    """Look at one learner."""

    student_id: int
    class_id: int | None = None


@dataclass
class Compare(Message):
    """Look at two conferences of one learner, together."""

    student_id: int


@dataclass
class OpenConference(Message):
    """Read one conference again."""

    conference_id: int


@dataclass
class OpenRoster(Message):
    """Look at the classes and who is in them."""

    class_id: int | None = None


@dataclass
class BringIn(Message):
    """Bring a class in: from a file, or from a pasted list."""

    way: str = "file"
    class_name: str = ""


@dataclass
class BroughtIn(Message):
    """A class was brought in."""

    class_uid: str


@dataclass
class TryDemo(Message):
    """Close this notebook and look at the made-up class."""


@dataclass
class Covered(Message):
    """The screen was covered, or uncovered."""

    covered: bool


@dataclass
class Retype(Message):
    """Go on with another type of conference."""

    conference_id: int
    type: str
