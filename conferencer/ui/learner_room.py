"""What the Learner screen has read, and what its views are made of, each worked out when wanted."""

from functools import cached_property

from conferencer.core.filtering import all_words, fits, wish_in
from conferencer.core.goal_threads import GoalThread, connections_of, goal_threads
from conferencer.core.guide import conference_types, field_shape
from conferencer.core.history import LearnerPage, page_of
from conferencer.core.said_before import SaidOn, earlier_sayings
from conferencer.core.text import fold
from conferencer.core.threads import Story, Talk, goals_talked_about, story_of
from conferencer.ui.desk import Desk
from conferencer.ui.widgets.talk_lines import LEARNER_FIRST, LONGEST, TAUGHT_FIRST, TEACHER_FIRST

_CHOICES = ("my_view", "goal_about", "goal_choice", "goal_standard")


class LearnerRoom:
    """One learner's record, as it was read.

    Raises:
        ConferencerError: the notebook is out of reach.
    """

    def __init__(self, desk: Desk, student_id: int) -> None:
        fields = (*LEARNER_FIRST, *TAUGHT_FIRST, *TEACHER_FIRST, *_CHOICES)
        self.desk, self.student_id = desk, student_id
        self.page: LearnerPage = page_of(desk.notebook, student_id)
        self.story: Story = story_of(desk.notebook, student_id, fields, LONGEST)

    @cached_property
    def types(self) -> dict[str, str]:
        """A type's key -> its name."""
        return {key: kind.name for key, kind in conference_types().items()}

    @cached_property
    def goals(self) -> list[GoalThread]:
        """Every goal with what hangs on it."""
        connections = connections_of(self.desk.notebook, self.student_id)
        return goal_threads(self.story, self.page.goals, self.page.goal_revisions, connections)

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
    def _said(self) -> dict[int, str]:
        return all_words(self.desk.notebook, self.student_id)

    def talks_that_fit(self, text: str) -> list[Talk]:
        """The conferences that a filter line asks for."""
        wish = wish_in(text)
        if not wish:
            return self.story.talks
        return [
            talk
            for talk in self.story.talks
            if fits(
                wish,
                self._said.get(talk.id, ""),
                self._goals_in_words(talk),
                fold(f"{talk.subject} {self._goal_subjects(talk)}"),
                fold(f"{talk.type} {self.types.get(talk.type, '')} {talk.status}"),
            )
        ]

    def _goals_in_words(self, talk: Talk) -> str:
        about = goals_talked_about(talk, self.page.goals)
        wordings = [goal.wording for goal in self.page.goals if goal.id in about]
        wordings += [r.wording for r in self.page.goal_revisions if r.goal_id in about]
        return fold("\n".join(wordings))

    def _goal_subjects(self, talk: Talk) -> str:
        about = goals_talked_about(talk, self.page.goals)
        return " ".join(goal.subject for goal in self.page.goals if goal.id in about)
