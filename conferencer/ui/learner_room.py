"""What the Learner screen has read, and what its views are made of, each worked out when wanted."""

from collections import defaultdict
from functools import cached_property

from conferencer.core.filtering import all_words, fits, wish_in
from conferencer.core.goal_standards import standards_of
from conferencer.core.goal_threads import GoalThread, connections_of, goal_threads
from conferencer.core.guide import conference_types, field_shape
from conferencer.core.history import LearnerPage, page_of
from conferencer.core.said_before import SaidOn, earlier_sayings
from conferencer.core.text import fold
from conferencer.core.threads import GOAL_FIELDS, GoalFinder, Story, Talk, story_of
from conferencer.ui.desk import Desk
from conferencer.ui.widgets.talk_lines import LONGEST, SAID_BY

_SHOWN = tuple(name for fields in SAID_BY.values() for name in fields)
_AT_ONCE = 40
"""Conferences whose words are read when one of them is seen."""


class LearnerRoom:
    """One learner's record, as it was read.

    Raises:
        ConferencerError: the notebook is out of reach.
    """

    def __init__(self, desk: Desk, student_id: int) -> None:
        self.desk, self.student_id = desk, student_id
        self.page: LearnerPage = page_of(desk.notebook, student_id)
        self._read: set[int] = set()
        self.story: Story = story_of(desk.notebook, student_id, SAID_BY)

    @cached_property
    def types(self) -> dict[str, str]:
        """A type's key -> its name."""
        return {key: kind.name for key, kind in conference_types().items()}

    def words_of(self, talk: Talk) -> dict[str, str]:
        """What the timeline shows of a conference; read with those that come after it."""
        if talk.id not in self._read:
            at = self.story.talks.index(talk)
            talks = [
                one for one in self.story.talks[at : at + _AT_ONCE] if one.id not in self._read
            ]
            self.story.read(talks, _SHOWN, LONGEST)
            self._read.update(one.id for one in talks)
        return talk.words

    @cached_property
    def goals(self) -> list[GoalThread]:
        """Every goal with what hangs on it."""
        connections = connections_of(self.desk.notebook, self.student_id)
        page = self.page
        standards = standards_of(self.desk.notebook, self.student_id)
        return goal_threads(self._whole, page.goals, page.goal_revisions, connections, standards)

    @cached_property
    def _whole(self) -> Story:
        """The story, with the words about goals read."""
        self.story.read(self.story.talks, GOAL_FIELDS, LONGEST)
        return self.story

    @cached_property
    def sayings(self) -> list[SaidOn]:
        """What was named and taught, newest first."""
        return earlier_sayings(self.desk.notebook, self.student_id)

    def view_in_words(self, guide: str, value: str) -> str:
        """One of the four statements of a guide."""
        options = field_shape("my_view", self.desk.guide(guide)).options
        return next((option.label for option in options if option.value == value), value)

    # Filtering

    @cached_property
    def _haystacks(self) -> dict[int, tuple[str, str, str, str]]:
        """Conference -> its words, goals, subjects and kind, all folded."""
        said = all_words(self.desk.notebook, self.student_id)
        finder, found = GoalFinder(self.page.goals), {}
        wordings: dict[int, list[str]] = defaultdict(list)
        subjects = {goal.id: goal.subject for goal in self.page.goals}
        for goal in self.page.goals:
            wordings[goal.id or 0].append(goal.wording)
        for revision in self.page.goal_revisions:
            wordings[revision.goal_id].append(revision.wording)
        for talk in self._whole.talks:
            about = finder.of(talk)
            found[talk.id] = (
                said.get(talk.id, ""),
                fold("\n".join(words for number in about for words in wordings[number])),
                fold(" ".join([talk.subject, *(subjects.get(number, "") for number in about)])),
                fold(f"{talk.type} {self.types.get(talk.type, '')} {talk.status}"),
            )
        return found

    def talks_that_fit(self, text: str) -> list[Talk]:
        """The conferences that a filter line asks for."""
        wish = wish_in(text)
        if not wish:
            return self.story.talks
        return [talk for talk in self.story.talks if fits(wish, *self._haystacks[talk.id])]
