"""A teacher's whole day in a real terminal: from an empty home to a slip, and the day after."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader

from conferencer.cli import main
from tests.terminal import Terminal, needs_a_terminal

pytestmark = needs_a_terminal

CLASS = """First,Last,Grade
Amina,Bello,4
Björn,Dahl,4
Chloé,Martin,4
Diego,Ruiz,4
"""
VICTORIES = "I finished the whole chapter, even the long page"
LESSONS = "Slowing down helps"
GOAL = "Read one chapter book a month"
WHY = "so that I can talk about it with my cousin"
TAUGHT = "Stop at each page and say who is speaking"
STEP = "Read to my sister"
WHEN = "after supper"
SAID = {
    ("victories", "learner", VICTORIES),
    ("lessons_learned", "learner", LESSONS),
    ("goal", "learner", GOAL),
    ("goal_why", "learner", WHY),
    ("taught", "teacher", TAUGHT),
    ("step", "learner", STEP),
    ("step_when", "learner", WHEN),
    ("step_due", "learner", "fri"),
}
MOST_KEYS = 40
"""What a standard conference may cost, beyond the words and the file's path."""

Ask = Callable[..., str]
Size = tuple[int, int]
SIZES = pytest.mark.parametrize(
    "size",
    [
        pytest.param((80, 24), id="80x24"),
        pytest.param((120, 36), id="120x36", marks=pytest.mark.slow),
    ],
)


@pytest.fixture
def class_list(tmp_path: Path) -> Path:
    """A class list as a school would send it."""
    path = tmp_path / "4B.csv"
    path.write_text(CLASS, "utf-8")
    return path


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Ask on the command line; what it answers."""

    def answer(*words: str | Path) -> str:
        assert main([str(word) for word in words]) == 0
        return capsys.readouterr().out

    return answer


@dataclass
class Learner:
    """Whom we sat with."""

    name: str
    others: list[str]

    def is_alone_on(self, screen: str) -> bool:
        """Whether no other learner can be read there."""
        return not any(other in screen for other in self.others)


def bring_the_class_in(terminal: Terminal, class_list: Path) -> None:
    """From the empty Today, with nothing but the keyboard."""
    terminal.wait_for("Who is in your class?")
    terminal.press("i")
    terminal.wait_for("Where is the class list?")
    terminal.type(str(class_list))
    terminal.press("enter")
    terminal.wait_for("Amina")
    terminal.press("enter")
    terminal.wait_for("Who is next?")


def begin_with_the_first_learner(terminal: Terminal) -> Learner:
    """Enter on the list; the conference is open then."""
    terminal.wait_for("Diego")
    terminal.settle()
    terminal.press("enter")
    terminal.wait_for("Where are you right now?")
    names = [line.split(",") for line in CLASS.splitlines()[1:]]
    name = next(given for given, _, _ in names if given in terminal.screen[1])
    others = [word for given, family, _ in names if given != name for word in (given, family)]
    return Learner(name, others)


def say(terminal: Terminal, words: str) -> None:
    """Type words, and see the last of them."""
    terminal.type(words)
    terminal.wait_for(words.split()[-1])
    terminal.settle()


def talk(terminal: Terminal) -> None:
    """Type in three panes, with ctrl+n, tab and words alone."""
    say(terminal, VICTORIES)
    terminal.press("tab")
    say(terminal, LESSONS)
    terminal.press("ctrl+n")
    terminal.wait_for("Where are you going?")
    say(terminal, GOAL)
    terminal.press("tab")
    say(terminal, WHY)
    terminal.press("ctrl+n")
    terminal.wait_for("How will you get there?")
    say(terminal, TAUGHT)
    terminal.press("tab", "tab", "tab", "tab")
    say(terminal, STEP)
    terminal.press("tab")
    say(terminal, WHEN)
    terminal.press("tab")
    say(terminal, "fri")
    terminal.wait_for("27 Nov")


@SIZES
def test_from_an_empty_home_to_a_slip_in_forty_keys(
    home: Path, tmp_path: Path, class_list: Path, ask: Ask, size: Size
) -> None:
    with Terminal(home=home, size=size) as terminal:
        bring_the_class_in(terminal, class_list)
        learner = begin_with_the_first_learner(terminal)
        talk(terminal)
        terminal.press("ctrl+s")
        terminal.wait_for(f"Finish with {learner.name}?")
        terminal.press("enter")
        terminal.wait_for(f"Thank you, {learner.name}.")
        terminal.press("enter")
        terminal.wait_for("Who is next?")
        assert terminal.keys <= MOST_KEYS
        terminal.press("q")
        assert terminal.wait_for_end() == 0

    history = json.loads(ask("history", learner.name, "--json"))
    (conference,) = history["conferences"]
    assert conference["status"] == "met"
    said = {(note["field"], note["voice"], note["text"]) for note in conference["notes"]}
    assert said >= SAID
    assert [step["text"] for step in history["next_steps"]] == [STEP]
    assert STEP in ask("slips", "--format", "text")
    ask("slips", "--out", tmp_path / "slips.pdf")
    words = " ".join(page.extract_text() for page in PdfReader(tmp_path / "slips.pdf").pages)
    assert STEP in " ".join(words.split())
    assert learner.is_alone_on(words)


@pytest.mark.slow
@SIZES
def test_no_single_key_leads_from_a_conference_to_other_names(
    home: Path, class_list: Path, ask: Ask, size: Size
) -> None:
    ask("import", class_list, "--yes")
    with Terminal(home=home, size=size) as terminal:
        learner = begin_with_the_first_learner(terminal)
        say(terminal, VICTORIES)
        frames = terminal.watch()
        for key, shown in (("escape", "Leave?"), ("ctrl+s", "Finish with"), ("ctrl+l", "F8")):
            terminal.press(key)
            terminal.wait_for(shown)
            terminal.settle()
            terminal.press("ctrl+l" if key == "ctrl+l" else "escape")
            terminal.wait_for("Where are you right now?")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
    assert frames
    assert all(learner.is_alone_on(frame) for frame in frames)


@pytest.mark.slow
@SIZES
def test_leaving_and_finishing_show_the_list_only_after_one_more_key(
    home: Path, class_list: Path, ask: Ask, size: Size
) -> None:
    ask("import", class_list, "--yes")
    with Terminal(home=home, size=size) as terminal:
        learner = begin_with_the_first_learner(terminal)
        say(terminal, VICTORIES)
        for key, card in (("escape", "Leave?"), ("ctrl+s", "Finish with")):
            frames = terminal.watch()
            terminal.press(key)
            terminal.wait_for(card)
            if key == "ctrl+s":
                terminal.press("enter")
                terminal.wait_for("Thank you")
            terminal.settle()
            assert all(learner.is_alone_on(frame) for frame in frames)
            terminal.press("enter")
            terminal.wait_for("Who is next?")
            terminal.wait_for(learner.others[0])
            if key == "escape":
                terminal.press("r")
                terminal.wait_for("Where are you right now?")


@pytest.mark.slow
def test_tomorrow_last_times_step_is_the_first_thing_in_view(
    home: Path, class_list: Path, ask: Ask
) -> None:
    ask("import", class_list, "--yes")
    with Terminal(home=home) as terminal:
        learner = begin_with_the_first_learner(terminal)
        terminal.press("ctrl+n", "ctrl+n")
        terminal.wait_for("How will you get there?")
        terminal.press("tab", "tab", "tab", "tab")
        say(terminal, STEP)
        terminal.press("tab", "tab")
        say(terminal, "fri")
        terminal.press("ctrl+s")
        terminal.wait_for("Finish with")
        terminal.press("enter")
        terminal.wait_for("Thank you")
    with Terminal(home=home, today="2026-11-23") as terminal:
        terminal.wait_for("Who is next?")
        terminal.settle()
        terminal.press("/")
        terminal.wait_for("a part of a name")
        terminal.type(learner.name)
        terminal.press("enter")
        terminal.wait_for("What did you try")
        assert terminal.shows(STEP)
        assert terminal.shows("27 Nov")
