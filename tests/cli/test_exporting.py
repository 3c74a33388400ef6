"""Numbers out: the folder, the way back, and every figure on the board counted a second time."""

import csv
import json
import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from conferencer.core.clock import Clock
from conferencer.core.demo import demo_notebook, write_demo
from conferencer.core.models import Conference
from conferencer.core.notebook import Notebook
from conferencer.core.roster import end_enrollment, update_student
from tests.cli.conftest import Ask, meet
from tests.conftest import TODAY
from tests.core.made_up_class import DAYS

Sheet = list[dict[str, str]]


def sheet(folder: Path, table: str) -> Sheet:
    """A table's rows, read by nothing of ours."""
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


class Count:
    """The coverage board, counted from the CSV files day by day."""

    def __init__(self, folder: Path, today: date) -> None:
        self.today = today
        self.term = date(today.year if today.month >= 8 else today.year - 1, 8, 1)
        self.closed = {row["day"] for row in sheet(folder, "school_day")}
        self.steps = sheet(folder, "next_step")
        self.talks = sheet(folder, "conference")
        self.places = [
            row
            for row in sheet(folder, "enrollment")
            if row["joined_on"] <= str(today)
            and not (row["left_on"] and row["left_on"] <= str(today))
        ]
        self.cadence = {row["id"]: int(row["cadence"] or 10) for row in sheet(folder, "student")}

    def is_school(self, one: date) -> bool:
        return one.weekday() < 5 and str(one) not in self.closed

    def school_days(self, after: date) -> int:
        """One by one, from the day after to today."""
        count = 0
        while after < self.today:
            after += timedelta(days=1)
            count += self.is_school(after)
        return count

    def row(self, place: dict[str, str]) -> tuple[object, ...]:
        """What the board says of one learner."""
        who = place["student_id"]
        met = [
            row
            for row in self.talks
            if row["student_id"] == who
            and row["status"] == "met"
            and row["held_on"] <= str(self.today)
        ]
        term = [row for row in met if row["held_on"] >= str(self.term)]
        still = [row for row in self.steps if (row["student_id"], row["status"]) == (who, "open")]
        late = [row for row in still if row["due_on"] and row["due_on"] < str(self.today)]
        last = max((row["held_on"] for row in met), default="")
        waited = self.school_days(day(last) or date.fromisoformat(place["joined_on"]))
        state = "fresh" if waited <= self.cadence[who] else "due"
        if waited > 2 * self.cadence[who]:
            state = "overdue"
        minutes = int(sum(int(row["seconds"]) for row in term) / 60 + 0.5)
        return (last or None, waited, len(term), minutes, len(still), len(late), state)

    def one_round(self) -> int | None:
        """School days for one round, by the conferences of the last twenty."""
        days, one = 0, self.today + timedelta(days=1)
        while days < 20:
            one -= timedelta(days=1)
            days += self.is_school(one)
        learners = {place["student_id"] for place in self.places}
        met = sum(
            row["status"] == "met"
            and row["student_id"] in learners
            and str(one) <= row["held_on"] <= str(self.today)
            for row in self.talks
        )
        return None if not met else next(n for n in range(1, 9999) if n * met >= len(learners) * 20)


def check_board(ask: Ask, folder: Path, today: date, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count the demo class of a day twice; how many figures were compared."""
    monkeypatch.setenv("CONFERENCER_TODAY", today.isoformat())
    notebook = demo_notebook(folder, Clock(today))
    update_student(notebook, 4, cadence=3)
    with notebook.write() as session:
        for number in range(1, 40, 7):
            session.get_one(Conference, number).seconds += 31
    notebook.close()
    assert ask("--notebook", notebook.path, "export", folder / "out").code == 0
    count = Count(folder / "out", today)
    listed = ask("--notebook", notebook.path, "coverage", "--json").json
    assert isinstance(listed, list)
    names = ("last_met", "school_days_since", "count", "minutes")
    names += ("open_steps", "overdue_steps", "state")
    shown = {str(row["id"]): tuple(row[name] for name in names) for row in listed}
    assert shown == {place["student_id"]: count.row(place) for place in count.places}
    assert {row["one_round"] for row in listed} == {count.one_round()}
    assert len(shown) == 26
    return len(shown) * len(names)


@pytest.mark.slow
def test_every_figure_on_the_board_can_be_counted_from_the_csv(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check_board(ask, tmp_path, TODAY, monkeypatch) == 26 * 7


@pytest.mark.slow
@pytest.mark.parametrize("today", DAYS[1:])
def test_the_figures_hold_around_holidays(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    assert check_board(ask, tmp_path, today, monkeypatch) == 26 * 7


def test_an_export_goes_out_and_comes_back(ask: Ask, class_4b: Path, tmp_path: Path) -> None:
    notebook = Notebook(class_4b, Clock(TODAY)).open()
    meet(notebook, 1, victories="=1+1", step="read")
    end_enrollment(notebook, 2, 1, TODAY)
    notebook.close()
    out = tmp_path / "out"
    told = ask("export", out)
    assert (told.code, told.out) == (0, f"{out}\n")
    pages = sorted(path.name for path in (out / "learners").iterdir())
    assert pages == [f"learner-000{n}.md" for n in (1, 2, 3, 4)], "those who left as well"
    assert "=1+1" in (out / "learners" / "learner-0001.md").read_text("utf-8").replace("\\", "")
    (victory,) = (row for row in sheet(out, "note") if row["field"] == "victories")
    assert victory["text"] == "'=1+1"
    refused = ask("export", out)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "choose a new folder" in refused.err

    again = tmp_path / "again.db"
    back = ("import", out / "notebook.json", "--notebook", again)
    shown = ask(*back, "--dry-run")
    assert (shown.code, again.exists()) == (0, False)
    assert "1 class, 4 learners, 1 conference, 2 notes, 0 goals, 1 next step" in shown.out
    assert ask(*back).code == 2, "somebody has to agree"
    assert ask(*back, "--json").code == 2
    assert not again.exists()
    brought = ask(*back, "--yes", "--json").json
    assert isinstance(brought, dict)
    assert brought["rows"]["student"] == 4
    named = ask("--notebook", again, "export", "--names", "--json", tmp_path / "named").json
    assert isinstance(named, dict)
    assert named["rows"]["conference"] == 1
    first, second = (
        json.loads((folder / "notebook.json").read_text("utf-8"))
        for folder in (out, tmp_path / "named")
    )
    assert first.pop("exported_at") != second.pop("exported_at")
    assert first == second
    pages = sorted(path.name for path in (tmp_path / "named" / "learners").iterdir())
    assert pages[0] == "learner-0001-smile-O-Brien-Ñandú-李雷.md"
    assert pages[3] == "learner-0004-Bo-Évil.md"
    full = ask(*back, "--yes")
    assert (full.code, full.err.count("\n")) == (1, 1)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_an_export_that_is_ended_leaves_nothing(tmp_path: Path) -> None:
    notebook = Notebook(tmp_path / "large.db", Clock(TODAY)).open()
    write_demo(notebook, TODAY, 30, 4000)
    notebook.close()
    command = ["--notebook", str(notebook.path), "export", str(tmp_path / "out")]
    ends = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]
    # Under nohup a program does not hear of a hang-up, and in the background not of ctrl+c.
    ends = [end for end in ends if signal.getsignal(end) != signal.SIG_IGN]
    for end in ends:
        export = subprocess.Popen(
            [sys.executable, "-m", "conferencer", *command], stderr=subprocess.PIPE, text=True
        )
        assert export.stderr is not None
        assert export.stderr.read(9) == "Exporting", "it has gone on for a second"
        export.send_signal(signal.SIGSTOP)  # however slow this machine is
        assert list(tmp_path.glob(".conferencer-*.part"))
        export.send_signal(end)
        export.send_signal(signal.SIGCONT)
        export.communicate()
        assert export.returncode == 130
        assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["large.db"]


def test_an_export_is_not_taken_for_a_class_list(
    ask: Ask, class_4b: Path, roster: Path, tmp_path: Path
) -> None:
    assert ask("export", tmp_path / "out").code == 0
    exported = tmp_path / "out" / "notebook.json"
    for asked in ((exported, roster), (exported, "--class", "4B")):
        told = ask("import", *asked, "--yes", "--notebook", tmp_path / "new.db")
        assert (told.code, told.err.count("\n")) == (2, 1)
    cut = tmp_path / "cut.json"
    cut.write_bytes(exported.read_bytes()[:500])
    told = ask("import", cut, "--yes", "--notebook", tmp_path / "new.db")
    assert (told.code, "not a whole export" in told.err) == (1, True)
    assert not (tmp_path / "new.db").exists()
    braces = tmp_path / "braces.txt"
    braces.write_text("{Ana} Lopez\nBen Adams\n", "utf-8")
    assert ask("import", braces, "--yes").code == 0


def test_without_a_notebook_there_is_nothing_to_export(
    ask: Ask, home: Path, tmp_path: Path
) -> None:
    told = ask("export", tmp_path / "out")
    assert (told.code, told.err.count("\n")) == (1, 1)
    assert not home.exists()
    assert not (tmp_path / "out").exists()


def test_the_board_tells_each_class_and_its_pace(ask: Ask, class_4b: Path, roster: Path) -> None:
    assert ask("import", roster, "--class", "Choir", "--yes").code == 0
    told = ask("coverage").out
    assert "4B: since Sat 1 Aug. Nobody was met in the last school day." in told
    assert "Choir: since" in told
    notebook = Notebook(class_4b, Clock(TODAY)).open()
    meet(notebook, 1)
    notebook.close()
    told = ask("coverage", "--class", "4B").out
    assert "One round takes about 4 school days at your pace" in told
    assert "Choir" not in told
    (met,) = (line for line in told.splitlines() if line.startswith("1 "))
    assert met.split()[-9:] == ["Sun", "22", "Nov", "0", "1", "1", "0", "0", "fresh"]
    assert ask("coverage", "--class", "4C").code == 2
