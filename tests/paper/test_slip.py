"""What stands on a slip, and what has to go when the paper is full."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from conferencer.core.slips import SlipFacts, StepFacts
from conferencer.paper.lines import ELLIPSIS, cells, fitted, letters, wrapped
from conferencer.paper.slip import cut_words, slip_of, usual_look
from conferencer.paper.text import NARROW, WIDTH, write_text
from tests.conftest import TODAY
from tests.paper.samples import FULL, HOSTILE, MAYA, SAMPLES


def labels_of(facts: SlipFacts) -> list[str]:
    return [part.label for part in slip_of(facts).parts]


def test_the_parts_stand_in_their_order() -> None:
    assert labels_of(MAYA) == [
        "My strength",
        "My goal",
        "My next step",
        "Who or what can help",
        "By when",
        "Next meeting",
        "How did it go?",
    ]


def test_an_empty_part_is_left_out_but_for_the_room_to_write() -> None:
    assert labels_of(SlipFacts(1, "Maya", TODAY)) == ["How did it go?"]


def test_a_text_with_nothing_to_see_counts_as_empty() -> None:
    assert labels_of(SlipFacts(1, "Maya", TODAY, goal="\u200b \n\t")) == ["How did it go?"]


def test_a_name_with_nothing_to_see_becomes_a_dash() -> None:
    assert slip_of(SlipFacts(1, "\x00", TODAY)).name == "—"


def test_steps_with_one_day_share_it_and_others_each_have_their_own() -> None:
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    same = SlipFacts(1, "M", TODAY, steps=(StepFacts("a", "", friday), StepFacts("b", "", friday)))
    apart = SlipFacts(1, "M", TODAY, steps=(StepFacts("a", "", friday), StepFacts("b", "", monday)))
    assert labels_of(same) == ["My next steps", "By when", "How did it go?"]
    assert labels_of(apart) == ["My next steps", "How did it go?"]
    assert [line.by_when for line in slip_of(apart).parts[0].lines] == ["Fri 27 Nov", "Mon 30 Nov"]


def test_words_that_are_no_date_are_shown_as_they_were_typed() -> None:
    facts = SlipFacts(
        1, "M", TODAY, steps=(StepFacts("a", due_words="after lunch"),), next_meeting_words="soon"
    )
    text = write_text([slip_of(facts)])
    assert "after lunch" in text and "soon" in text


def test_who_does_it_is_said_only_when_it_is_not_the_learner() -> None:
    text = write_text([slip_of(SlipFacts(1, "M", TODAY, steps=(StepFacts("a"),)))])
    assert "Who does it" not in text
    together = SlipFacts(1, "M", TODAY, steps=(StepFacts("a", owner="together"),))
    assert "Who does it: my teacher and I" in write_text([slip_of(together)])


def test_a_cue_that_begins_with_when_is_not_told_twice() -> None:
    facts = SlipFacts(1, "M", TODAY, steps=(StepFacts("a", "When I am lost"),))
    assert slip_of(facts).parts[0].lines[0].details == ("When I am lost",)


def test_a_helper_that_is_the_resource_too_is_named_once() -> None:
    slip = slip_of(SlipFacts(1, "M", TODAY, helper="the librarian", resource="the librarian"))
    assert [line.text for line in slip.parts[0].lines] == ["the librarian"]


def test_words_of_a_usual_length_are_never_cut() -> None:
    for facts in (MAYA, FULL):
        assert slip_of(facts).cut == ()
    assert slip_of(MAYA, usual_look(per_page=4)).cut == ()


def test_what_does_not_fit_is_cut_at_a_word_and_named() -> None:
    words = [f"word{number}" for number in range(4000)]
    slip = slip_of(SlipFacts(1, "Maya", TODAY, goal=" ".join(words)), usual_look(per_page=4))
    goal = slip.parts[0].lines[0].text
    assert goal.endswith(ELLIPSIS)
    assert goal.removesuffix(ELLIPSIS).split() == words[: len(goal.split())]
    assert slip.cut == ("My goal",)
    assert cut_words(slip.cut) == "“My goal” was too long for the slip and was cut."


def test_a_list_of_lines_is_cut_between_two_of_them() -> None:
    assert fitted("one\ntwo\nthree\nfour", 2, 20, cells).text == "one\ntwo…"


def test_a_day_typed_on_two_lines_is_printed_on_one() -> None:
    slip = slip_of(SlipFacts(1, "Maya", TODAY, next_meeting_words="after\nlunch"))
    assert slip.parts[0].lines[0].text == "after lunch"


def test_several_cuts_are_named_in_one_sentence() -> None:
    assert cut_words(["A", "B", "A", "C"]) == (
        "“A”, “B” and “C” were too long for the slip and were cut."
    )
    assert cut_words([]) == ""


def test_an_emoji_family_is_never_torn_apart() -> None:
    family = "👩‍👩‍👧‍👦"
    assert letters(f"a{family}b") == ["a", family, "b"]
    cut = fitted(family * 50, 1, 20, cells).text.removesuffix(ELLIPSIS)
    assert cut and cut.replace(family, "") == ""


@given(st.text(max_size=400), st.integers(4, 40))
@settings(deadline=None)
def test_wrapping_loses_no_letter_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= width or len(letters(line)) == 1 for line in lines)


@given(st.text(max_size=400), st.integers(1, 4), st.integers(4, 40))
@settings(deadline=None)
def test_a_fitted_text_fits_and_begins_like_the_original(text: str, lines: int, width: int) -> None:
    kept, was_cut = fitted(text, lines, width, cells)
    assert len(wrapped(kept, width, cells)) <= lines
    assert text.startswith(kept.removesuffix(ELLIPSIS)) if was_cut else kept == text


def test_the_plain_text_says_the_same_as_the_paper_in_the_same_order() -> None:
    text = write_text([slip_of(MAYA)])
    found = [
        text.index(words)
        for words in ("Maya", "My strength", "I noticed", "My goal", "Work out", "My next step")
        + ("Mark two", "When: I read at home", "Who or what", "Ms. Ruiz", "By when", "Fri 27 Nov")
        + ("Next meeting", "Fri 4 Dec", "How did it go?", "____")
    ]
    assert found == sorted(found)


def test_plain_text_keeps_to_its_width_in_every_script() -> None:
    for look, width in ((usual_look(), WIDTH), (usual_look("roll80"), NARROW)):
        text = write_text([slip_of(facts, look) for facts in SAMPLES])
        assert max(map(cells, text.splitlines())) <= width


def test_a_cut_line_stands_between_two_slips() -> None:
    text = write_text([slip_of(MAYA), slip_of(FULL)])
    assert text.count("- - -") and text.index("Maya") < text.index("- - -") < text.index("Zoë")


def test_a_hostile_name_is_printed_as_it_is() -> None:
    assert "[/] :smile: O'Brien-Ñandú 李雷" in write_text([slip_of(HOSTILE)])


def test_bidi_controls_reach_no_further_than_their_own_words() -> None:
    slip = slip_of(SlipFacts(1, "Maya", TODAY, goal="a \u202e b"))
    assert slip.parts[0].lines[0].text == "\u2068a \u202e b\u202c\u2069"
