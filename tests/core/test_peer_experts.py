"""Who can help whom: asked first, offered by first name, never without a yes."""

from datetime import timedelta

import pytest

from conferencer.core.errors import ConferencerError
from conferencer.core.goals import add_goal, close_goal
from conferencer.core.models import PeerExpert
from conferencer.core.notebook import Notebook
from conferencer.core.peer_experts import help_in_class, helpers_for, say_yes, take_back_yes
from conferencer.core.roster import add_class, add_student, end_enrollment
from tests.conftest import TODAY
from tests.core.talks import CLASS, all_of

ANA, BEN, CHIDI = 1, 2, 3


@pytest.fixture
def met(notebook: Notebook) -> Notebook:
    """Ana met a goal that Ben has now; Chidi has another."""
    add_class(notebook, "Room 12")
    for given, family in (("Ana", "Lopez"), ("Ben", "Adeyemi"), ("Chidi", "Okafor")):
        add_student(notebook, CLASS, given, family)
    goal = add_goal(notebook, ANA, "Find two clues before I guess", TODAY)
    close_goal(notebook, goal.id or 0, "met", TODAY)
    add_goal(notebook, BEN, "Guess from the clues", TODAY)
    add_goal(notebook, CHIDI, "Use commas", TODAY)
    return notebook


def offered(notebook: Notebook, student_id: int = BEN, words: str = "") -> list[str]:
    return helpers_for(notebook, student_id, CLASS, words, TODAY)


def test_who_met_a_goal_like_one_of_now_could_be_asked(met: Notebook) -> None:
    (one,) = help_in_class(met, CLASS, TODAY).could_ask
    assert one.student_id == ANA and one.others == [BEN]


def test_nobody_is_offered_before_they_said_yes_nor_to_themselves(met: Notebook) -> None:
    assert offered(met) == []
    (one,) = help_in_class(met, CLASS, TODAY).could_ask
    say_yes(met, ANA, "Finding clues", TODAY, one.goal.id)
    assert offered(met) == ["Ana"], "the first name and nothing else"
    assert offered(met, ANA) == []
    told = help_in_class(met, CLASS, TODAY)
    assert [e.student_id for e in told.said_yes] == [ANA] and told.could_ask == []


def test_a_yes_counts_from_its_day_and_a_row_without_one_never(met: Notebook) -> None:
    say_yes(met, ANA, "clues", TODAY + timedelta(days=1))
    with met.write() as session:
        session.add(PeerExpert(student_id=CHIDI, text="commas"))
    assert offered(met) == []


def test_taking_it_back_or_leaving_the_class_takes_the_name_away(met: Notebook) -> None:
    ana, chidi = say_yes(met, ANA, "clues", TODAY), say_yes(met, CHIDI, "commas", TODAY)
    assert offered(met) == ["Ana", "Chidi"]
    take_back_yes(met, ana)
    assert offered(met) == ["Chidi"] and len(all_of(met, PeerExpert)) == 1
    end_enrollment(met, CHIDI, CLASS, TODAY)
    assert offered(met) == [] and chidi
    assert helpers_for(met, BEN, None, "", TODAY) == []


def test_whoever_can_help_with_the_goal_comes_first_and_each_name_once(met: Notebook) -> None:
    for student, text in ((ANA, "clues"), (CHIDI, "commas"), (CHIDI, "poems")):
        say_yes(met, student, text, TODAY)
    assert offered(met, words="Use more commas") == ["Chidi", "Ana"]


def test_a_yes_says_what_to(met: Notebook) -> None:
    with pytest.raises(ConferencerError, match="nothing was changed"):
        say_yes(met, ANA, " \n", TODAY)
