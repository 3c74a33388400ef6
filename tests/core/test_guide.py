"""Guides and types of conference, shipped and a teacher's own."""

import os
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.errors import ConferencerError
from conferencer.core.guide import (
    Guide,
    conference_types,
    field_shape,
    guide_for,
    load_guides,
    panes_for,
    voice_of,
)
from conferencer.core.guide_files import read_conference, read_guide

CONFERENCE = read_conference(
    "conference.toml", files("conferencer").joinpath("guides/conference.toml").read_bytes()
)
SHIPPED = ["math", "mentoring", "reading", "writing"]
LEARNER = """
my_view victories lessons_learned needs_and_concerns my_strength goal goal_why goal_sign goal_choice
goal_about resource helper step step_when step_due step_obstacle step_sign step_owner follow_up
follow_up_outcome
"""
TEACHER = "looked_at strength noticed taught strategy goal_chosen_by goal_standard next_meeting"
FULL = """
last_time: follow_up_outcome follow_up
now: my_view victories lessons_learned needs_and_concerns my_strength strength looked_at noticed
going: goal_choice goal goal_why goal_sign goal_chosen_by goal_standard
how: taught strategy resource helper step step_when step_due step_obstacle step_sign step_owner
close: next_meeting
"""
MAKES_LEARNERS = [
    "How will you know that this source is any good?",
    "Who has done this before?",
    "What will you try first if it doesn't work?",
]

GRADING = {"grade", "grades", "level", "levels", "score", "scores", "rank", "points"}

ART = """
name = "Art"
my_view = ["I don't know how", "I need a hand", "It is coming", "I could show someone"]

[starters]
now = ["What are you making?", "What does it want to become?"]

[[challenges]]
wording = "I can draw what I see and not what I know."
leads_to = "Seeing more."

[[fields]]
key = "medium"
label = "What it is made of"
kind = "line"
voice = "learner"
pane = "now"
hint = "clay, ink, wire"

[[fields]]
key = "studio_note"
label = "In the studio"
kind = "note"
voice = "teacher"
pane = "now"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "guides"
    own.mkdir()
    return own


def art(folder: Path) -> Guide:
    (folder / "art.toml").write_text(ART, "utf-8")
    shelf = load_guides(folder)
    assert shelf.problems == []
    return shelf.guides["art"]


def fields_in(type_key: str, guide: Guide) -> dict[str, list[str]]:
    return {pane.key: [f.key for f in pane.fields] for pane in panes_for(type_key, guide)}


def test_four_guides_are_shipped_and_none_has_a_problem() -> None:
    shelf = load_guides()
    assert list(shelf.guides) == SHIPPED
    assert shelf.problems == []


@pytest.mark.parametrize("key", SHIPPED)
def test_a_shipped_guide_has_enough_to_talk_about(key: str) -> None:
    guide = load_guides().guides[key]
    panes = ("last_time", "now", "going", "how", "close")
    assert tuple(guide.starters) == panes
    for pane in panes:
        said = guide.starters[pane]
        assert 6 <= len(said) <= 10
        assert len(set(said)) == len(said)
        assert all(len(words) <= 100 for words in said)
    assert 10 <= len(guide.challenges) <= 12
    assert all(c.wording.startswith(("I can ", "I will ")) for c in guide.challenges)
    assert all(len(c.wording) <= 140 and len(c.leads_to) <= 76 for c in guide.challenges)
    assert len(set(guide.my_view)) == 4


@pytest.mark.parametrize("key", SHIPPED)
def test_every_guide_asks_what_makes_learners(key: str) -> None:
    assert set(MAKES_LEARNERS) <= set(load_guides().guides[key].starters["how"])


def test_nothing_in_a_guide_grades_or_ranks() -> None:
    for guide in load_guides().guides.values():
        said = [words for pane in guide.starters.values() for words in pane]
        said += [f"{c.wording} {c.leads_to}" for c in guide.challenges]
        for words in " ".join([*said, *guide.my_view]).lower().replace("?", " ").split():
            assert words.strip(".,:") not in {"grade", "level", "score", "rank", "points"}


def test_the_panes_stand_in_order_and_word_for_word() -> None:
    panes = panes_for("full", load_guides().guides["reading"])
    assert [(pane.key, pane.title) for pane in panes] == [
        ("last_time", "Last time"),
        ("now", "Where are you right now?"),
        ("going", "Where are you going?"),
        ("how", "How will you get there?"),
        ("close", "Close"),
    ]


def test_the_full_conference_has_every_field_in_its_order() -> None:
    panes = fields_in("full", load_guides().guides["math"])
    assert [f"{pane}: {' '.join(fields)}" for pane, fields in panes.items()] == FULL.split("\n")[
        1:-1
    ]


def test_the_types_and_how_long_they_are() -> None:
    types = conference_types()
    assert {key: kind.minutes for key, kind in types.items()} == {
        "full": 5,
        "quick": 2,
        "compliment": 1.5,
        "check-in": 10,
        "written": 10,
    }


@pytest.mark.parametrize("key", ["full", "quick", "compliment", "check-in", "written"])
def test_every_type_keeps_last_time_and_close_and_only_known_fields(key: str) -> None:
    full = fields_in("full", load_guides().guides["reading"])
    panes = fields_in(key, load_guides().guides["reading"])
    assert list(panes)[0] == "last_time" and list(panes)[-1] == "close"
    assert set(conference_types()[key].panes) == set(panes)
    for pane, fields in panes.items():
        assert [field for field in full[pane] if field in fields] == fields


def test_a_shorter_type_asks_less() -> None:
    def count(key: str) -> int:
        return sum(map(len, fields_in(key, load_guides().guides["reading"]).values()))

    assert count("compliment") < count("quick") < count("check-in") < count("full")


def test_an_unknown_type_is_a_full_conference() -> None:
    guide = load_guides().guides["reading"]
    assert panes_for("no such type", guide) == panes_for("full", guide)


def test_what_the_learner_writes_alone_has_no_teacher_fields(folder: Path) -> None:
    for guide in (load_guides().guides["writing"], art(folder)):
        voices = {f.voice for pane in panes_for("written", guide) for f in pane.fields}
        assert voices == {"learner"}
    assert "medium" in fields_in("written", art(folder))["now"]


@pytest.mark.parametrize(
    ("key", "voice"),
    [(k, "learner") for k in LEARNER.split()] + [(k, "teacher") for k in TEACHER.split()],
)
def test_every_field_is_in_the_voice_of_the_record(key: str, voice: str) -> None:
    assert voice_of(key, load_guides().guides["reading"]) == voice
    assert voice_of(key) == voice


def test_labels_are_short_enough_to_stand_beside_their_fields() -> None:
    for pane in panes_for("full", load_guides().guides["reading"]):
        assert all(0 < len(f.label) <= 30 for f in pane.fields)
        assert all(len(f.hint) <= 70 for f in pane.fields)


def test_choices_keep_the_words_of_the_record() -> None:
    values = {
        key: [option.value for option in field_shape(key).options]
        for key in ("follow_up_outcome", "goal_choice", "goal_chosen_by", "step_owner", "my_view")
    }
    assert values == {
        "follow_up_outcome": ["done", "some", "not_yet", "changed"],
        "goal_choice": ["keep", "reword", "met", "park", "add"],
        "goal_chosen_by": ["learner", "together", "teacher"],
        "step_owner": ["learner", "together", "teacher", "family"],
        "my_view": ["1", "2", "3", "4"],
    }


def test_my_view_is_in_the_words_of_the_guide(folder: Path) -> None:
    guide = art(folder)
    (now,) = [pane for pane in panes_for("quick", guide) if pane.key == "now"]
    my_view = now.fields[0]
    assert [o.label for o in my_view.options] == list(guide.my_view)
    assert field_shape("my_view", "math").options[0].label == "I'm stuck"


def test_further_steps_and_follow_ups_have_the_shape_of_the_first() -> None:
    further = field_shape("step_due.2", load_guides().guides["reading"])
    assert (further.key, further.kind, further.voice) == ("step_due.2", "date", "learner")
    assert further.label == field_shape("step_due").label
    followed = field_shape("follow_up_outcome.5f0c-1")
    assert followed.key == "follow_up_outcome.5f0c-1"
    assert len(followed.options) == 4


def test_a_field_whose_guide_has_gone_is_the_teachers() -> None:
    gone = field_shape("studio_note", "no such guide")
    assert (gone.label, gone.voice) == ("Studio note", "teacher")


def test_a_missing_folder_is_no_problem(folder: Path) -> None:
    assert load_guides(folder / "missing").problems == []


def test_a_teacher_adds_a_guide_with_fields_of_its_own(folder: Path) -> None:
    guide = art(folder)
    assert (guide.key, guide.name) == ("art", "Art")
    assert guide.starters == {"now": ("What are you making?", "What does it want to become?")}
    assert guide.challenges[0].leads_to == "Seeing more."
    assert fields_in("full", guide)["now"][-2:] == ["medium", "studio_note"]
    assert fields_in("full", load_guides(folder).guides["math"])["now"][-1] == "noticed"
    assert voice_of("medium", guide) == "learner"
    assert field_shape("medium", guide).hint == "clay, ink, wire"


def test_a_teachers_file_replaces_the_shipped_one_of_its_name(folder: Path) -> None:
    # As Notepad writes it: with a byte order mark and Windows line ends.
    (folder / "math.toml").write_bytes(b'\xef\xbb\xbfname = "Our math"\r\n')
    guide = load_guides(folder).guides["math"]
    assert guide.name == "Our math"
    assert len(guide.my_view) == 4
    assert load_guides().guides["math"].name == "Math"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('title = "Math"', "title is not known here"),
        ("name = 5", "name must be a text"),
        ('name = "\u200b"', "name must be a text"),
        ("my_view = []", "name must be a text"),
        ('name = "M"\nmy_view = ["a", "b"]', "my_view must be four statements"),
        ('name = "M"\nmy_view = "a"', "my_view must be a list of texts"),
        ('name = "M"\n[starters]\nnwo = ["Hi?"]', "starters.nwo is not known here"),
        ('name = "M"\nstarters = 3', "starters must be a table"),
        ('name = "M"\n[starters]\nnow = [""]', "starters.now holds a text that says nothing"),
        ('name = "M"\n[[challenges]]\nwording = "I can"', "challenges 1: leads_to must be a text"),
        ('name = "M"\nchallenges = ["I can"]', "challenges must be a list of tables"),
        ('name = "M"\n[[fields]]\nkey = "goal"\npane = "now"', "key is goal, which is taken"),
        ('name = "M"\n[[fields]]\nkey = "a.b"\npane = "now"', "fields 1: key must be small"),
        ('name = "M"\n[[fields]]\nkey = "ab"\npane = "then"', "fields 1: pane must be one of last"),
        (
            'name = "M"\n[[fields]]\nkey = "ab"\npane = "now"\nkind = "choice"\nlabel = "x"\n'
            'voice = "learner"',
            "fields 1: options belong to a choice",
        ),
        ("name = = 3", "line 1"),
        ("a = " + "[" * 5000, ""),
        ("# " + "x" * 300_000, "larger than a guide can be"),
    ],
)
def test_a_broken_guide_is_left_out_and_named(folder: Path, content: str, said: str) -> None:
    (folder / "math.toml").write_text(content, "utf-8")
    shelf = load_guides(folder)
    assert shelf.guides == load_guides().guides
    (problem,) = shelf.problems
    assert problem.startswith("The guide math.toml was not read: ")
    assert said in problem
    assert problem.endswith(".") and "\n" not in problem


def test_files_that_are_no_guides_are_named_or_passed_over(folder: Path) -> None:
    (folder / "bytes.toml").write_bytes(b'name = "\xff\xfe"')
    (folder / "conference.toml").write_text('name = "x"', "utf-8")
    (folder / ".hidden.toml").write_text("nonsense", "utf-8")
    (folder / "notes.txt").write_text("nonsense", "utf-8")
    (folder / "folder.toml").mkdir()
    shelf = load_guides(folder)
    assert list(shelf.guides) == SHIPPED
    assert [problem.split()[2] for problem in shelf.problems] == ["bytes.toml", "conference.toml"]


@pytest.mark.skipif(os.name == "nt", reason="file names there are always text")
def test_a_file_name_that_cannot_be_shown_is_refused(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/odd\xff.toml")).write_text(ART, "utf-8")
    shelf = load_guides(folder)
    assert list(shelf.guides) == SHIPPED
    assert len(shelf.problems) == 1


def test_a_file_in_place_of_the_folder_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "guides").write_text("", "utf-8")
    shelf = load_guides(tmp_path / "guides")
    assert list(shelf.guides) == SHIPPED
    assert len(shelf.problems) == 1


@given(st.one_of(st.binary(max_size=60), st.text(alphabet='nameq=[]{}"\n .5', max_size=60)))
def test_whatever_a_file_holds_it_is_read_or_refused(content: bytes | str) -> None:
    raw = content.encode() if isinstance(content, str) else content
    try:
        read_guide("any.toml", "any", raw, CONFERENCE)
    except ConferencerError as error:
        assert "any.toml" in str(error)


@pytest.mark.parametrize(
    ("subject", "name", "key"),
    [
        ("Mathematics", "Quixotic Badger", "math"),
        ("", "5B Writing workshop", "writing"),
        ("Homeroom", "Room 12", "mentoring"),
        ("English", "Maths lovers", "reading"),
        ("Science", "Room 12", "reading"),
    ],
)
def test_a_class_gets_the_guide_of_its_subject(subject: str, name: str, key: str) -> None:
    assert guide_for(subject, name) == key
