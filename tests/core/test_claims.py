"""Two windows on one draft: one writes, and no word of either is lost."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from conferencer.core import claims
from conferencer.core.claims import claim, release, renew, take_over, this_window
from conferencer.core.clock import Clock
from conferencer.core.conferences import (
    Basis,
    Place,
    begin_conference,
    discard_draft,
    keep_apart,
    keep_words,
    leave_empty_draft,
    read_draft,
)
from conferencer.core.errors import ConferencerError, NotebookBusyError, TakenOverError
from conferencer.core.finishing import finish_conference
from conferencer.core.history import history_of
from conferencer.core.models import Conference
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_class, add_student
from tests.conftest import TODAY


class MovableClock(Clock):
    """A clock that can be moved by hand."""

    moved = timedelta()

    def now(self) -> datetime:
        """This instant, moved."""
        return datetime.now(UTC) + MovableClock.moved


@pytest.fixture
def draft_id(notebook: Notebook) -> Iterator[int]:
    """A draft with one learner; the clock can be moved."""
    notebook.clock = MovableClock(TODAY)
    group = add_class(notebook, "Room 12")
    assert group.id is not None
    student = add_student(notebook, group.id, "Ana", "Lopez")
    assert student.id is not None
    yield begin_conference(notebook, student.id, group.id, TODAY).id
    MovableClock.moved = timedelta()


def said(notebook: Notebook) -> tuple[dict[str, str], list[str]]:
    """What stands in the draft's notes, and what was kept apart."""
    (told,) = history_of(notebook, 1).conferences
    notes = {note.field: note.text for note in told.notes}
    return notes, [revision.text for revision in told.revisions]


def write(notebook: Notebook, draft_id: int, text: str, basis: Basis | None = None) -> int:
    return keep_words(notebook, draft_id, {"victories": ("learner", text)}, Place("now"), 60, basis)


def test_a_draft_belongs_to_the_window_that_claimed_it_first(
    notebook: Notebook, draft_id: int
) -> None:
    one, two = this_window(), this_window()
    assert claim(notebook, draft_id, one) is None
    assert claim(notebook, draft_id, one) is None
    assert claim(notebook, draft_id, two) is not None
    assert not renew(notebook, draft_id, two)
    release(notebook, draft_id, two)
    assert renew(notebook, draft_id, one)
    release(notebook, draft_id, one)
    assert claim(notebook, draft_id, two) is None


@pytest.mark.parametrize(
    ("seconds", "is_free"), [(29, False), (31, True), (-4, False), (-3600, True)]
)
def test_a_claim_lapses_thirty_seconds_after_its_last_renewal_or_when_the_clock_is_set_back(
    notebook: Notebook, draft_id: int, seconds: int, is_free: bool
) -> None:
    assert claim(notebook, draft_id, this_window()) is None
    MovableClock.moved = timedelta(seconds=seconds)
    assert (claim(notebook, draft_id, this_window()) is None) == is_free


def test_the_claim_of_a_process_that_was_killed_lapses_at_once(
    notebook: Notebook, draft_id: int
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    host = this_window().split()[0]
    take_over(notebook, draft_id, f"{host} {ended.pid} 0123456789ab")
    assert claim(notebook, draft_id, this_window()) is None


def test_the_claim_of_another_computer_holds(notebook: Notebook, draft_id: int) -> None:
    take_over(notebook, draft_id, "another-computer 1 0123456789ab")
    assert claim(notebook, draft_id, this_window()) is not None


def test_who_was_taken_over_from_writes_nothing_and_keeps_its_words_apart(
    notebook: Notebook, draft_id: int
) -> None:
    one, two = this_window(), this_window()
    claim(notebook, draft_id, one)
    version = write(notebook, draft_id, "we read", Basis(one, 0, {}))
    take_over(notebook, draft_id, two)
    with pytest.raises(TakenOverError):
        write(notebook, draft_id, "we read on", Basis(one, version, {"victories": "we read"}))
    keep_apart(notebook, draft_id, {"victories": ("learner", "we read on")})
    write(notebook, draft_id, "we sang", Basis(two, version, {"victories": "we read"}))
    assert said(notebook) == ({"victories": "we sang"}, ["we read on"])


def test_a_window_that_slept_overwrites_nothing_that_was_written_meanwhile(
    notebook: Notebook, draft_id: int
) -> None:
    asleep, awake = this_window(), this_window()
    version = write(notebook, draft_id, "first", Basis(asleep, 0, {}))
    known = {"victories": "first"}
    MovableClock.moved = timedelta(seconds=40)
    assert claim(notebook, draft_id, awake) is None
    write(notebook, draft_id, "theirs", Basis(awake, version, known))
    release(notebook, draft_id, awake)
    words = {"victories": ("learner", "mine"), "lessons_learned": ("learner", "slow helps")}
    later = keep_words(notebook, draft_id, words, Place(), 60, Basis(asleep, version, known))
    assert later > version + 1
    notes, apart = said(notebook)
    assert notes == {"victories": "theirs", "lessons_learned": "slow helps"}
    assert apart == ["mine"]


def test_words_kept_apart_keep_an_empty_draft_from_vanishing(
    notebook: Notebook, draft_id: int
) -> None:
    keep_apart(notebook, draft_id, {"victories": ("learner", "only here")})
    leave_empty_draft(notebook, draft_id)
    assert read_draft(notebook, draft_id).words == {}
    discard_draft(notebook, draft_id)
    with notebook.session() as session:
        assert session.get_one(Conference, draft_id).discarded_at is not None


def test_what_has_ended_cannot_be_claimed_and_holds_no_claim(
    notebook: Notebook, draft_id: int
) -> None:
    claim(notebook, draft_id, this_window())
    finish_conference(notebook, draft_id)
    with pytest.raises(ConferencerError, match="finished or discarded"):
        claim(notebook, draft_id, this_window())
    with notebook.session() as session:
        assert session.get_one(Conference, draft_id).claimed_by == ""


def type_in_a_process(path: Path, draft_id: int, field: str, times: int) -> str:
    """Write a field again and again, whatever the other process does."""
    notebook = Notebook(path, Clock(TODAY)).open()
    window, version, known = claims.this_window(), 0, ""
    for number in range(times):
        text = f"{known} {field}{number}".strip()
        words = {field: ("learner", text)}
        basis = Basis(window, version, {field: known})
        while True:
            try:
                version = keep_words(notebook, draft_id, words, Place(), number, basis)
                known = text
                break
            except TakenOverError:
                take_over(notebook, draft_id, window)
            except NotebookBusyError:
                continue
    notebook.close()
    return known


def test_two_processes_that_write_at_once_lose_nothing(notebook: Notebook, draft_id: int) -> None:
    fields = ("victories", "lessons_learned")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        at_work = [
            pool.submit(type_in_a_process, notebook.path, draft_id, field, 40) for field in fields
        ]
        wanted = dict(zip(fields, [work.result() for work in at_work], strict=True))
    notes, apart = said(notebook)
    assert notes == wanted and apart == []
    assert all(len(text.split()) == 40 for text in notes.values())
