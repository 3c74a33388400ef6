"""Slips from the command line."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from conferencer.core.clock import Clock
from conferencer.core.models import MemoryAid, Note
from conferencer.core.notebook import Notebook
from conferencer.core.profile import add_entry
from tests.cli.conftest import Ask, meet
from tests.conftest import TODAY


@pytest.fixture
def met(class_4b: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Notebook:
    """Learners 1 and 2 were met today; the present folder is an empty one."""
    notebook = Notebook(class_4b, Clock(TODAY)).open()
    meet(notebook, 1, step="Read to my sister", step_due="fri")
    meet(notebook, 2, step="Draw a map")
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return notebook


def pdf_text(path: Path) -> str:
    """The words of a PDF."""
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_everyone_met_today_gets_a_slip(ask: Ask, met: Notebook) -> None:
    text = ask("slips", "--format", "text").out
    assert "Read to my sister" in text
    assert "Draw a map" in text
    assert "Fri 27 Nov" in text


def test_a_named_learner_gets_only_their_own(ask: Ask, met: Notebook) -> None:
    text = ask("slips", "o'brien-nandu", "--format", "text").out
    assert "Read to my sister" in text
    assert "Draw a map" not in text
    assert "Lopez" not in text


def test_the_pdf_goes_to_a_new_file_and_its_path_is_printed(ask: Ask, met: Notebook) -> None:
    first, second = ask("slips"), ask("slips")
    assert (first.code, first.err) == (0, "")
    assert Path(first.out.strip()) == Path.cwd() / "slips-2026-11-22.pdf"
    assert first.out != second.out
    assert "Read to my sister" in pdf_text(Path(first.out.strip()))
    if os.name == "posix":
        assert Path(first.out.strip()).stat().st_mode & 0o777 == 0o600


def test_only_a_file_named_on_purpose_is_replaced(ask: Ask, met: Notebook) -> None:
    mine = Path("mine.pdf")
    mine.write_text("old")
    answer = ask("slips", "1", "--out", mine, "--paper", "letter", "--per-page", "4")
    assert (answer.code, answer.out) == (0, "mine.pdf\n")
    page = PdfReader(io.BytesIO(mine.read_bytes())).pages[0]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (612, 792)


def test_paper_and_slips_a_page_follow_the_settings(ask: Ask, met: Notebook, home: Path) -> None:
    (home / "settings.toml").write_text('paper = "letter"\nper_page = 4\n', "utf-8")
    pages = PdfReader(io.BytesIO(Path(ask("slips").out.strip()).read_bytes())).pages
    assert len(pages) == 1
    assert float(pages[0].mediabox.width) == 612


def test_text_goes_to_a_file_that_is_named(ask: Ask, met: Notebook) -> None:
    assert ask("slips", "1", "--format", "text", "--out", "one.txt").out == "one.txt\n"
    assert "Read to my sister" in Path("one.txt").read_text("utf-8")


def test_what_was_cut_is_said_beside_the_slip(ask: Ask, met: Notebook) -> None:
    meet(met, 3, step="A long way " * 200)
    answer = ask("slips", "3", "--format", "text")
    assert answer.code == 0
    assert "…" in answer.out
    assert answer.err.startswith("conferencer: Ana")
    assert "cut" in answer.err


def test_nobody_met_is_one_sentence(ask: Ask, met: Notebook) -> None:
    for args in (("--on", "yesterday"), ("--on", "2026-11-20"), ("4",)):
        answer = ask("slips", *args)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.count("\n") == 1
    assert list(Path.cwd().iterdir()) == []


def test_a_missing_notebook_has_nobody_met(ask: Ask, home: Path) -> None:
    answer = ask("slips")
    assert (answer.code, answer.out) == (1, "")
    assert not home.exists()


def test_of_several_named_those_without_a_conference_are_said(ask: Ask, met: Notebook) -> None:
    answer = ask("slips", "1", "4", "--format", "text")
    assert answer.code == 1
    assert "Read to my sister" in answer.out
    assert "Évil" in answer.err


def test_a_day_narrows_the_named_learners_down(ask: Ask, met: Notebook) -> None:
    text = ask("slips", "2", "--on", "today", "--format", "text").out
    assert "Draw a map" in text
    assert "Read to my sister" not in text
    assert ask("slips", "2", "--on", "yesterday").code == 1
    assert "Draw a map" in ask("slips", "2", "--class", "4B", "--format", "text").out


def test_a_class_has_its_own_slips(ask: Ask, met: Notebook) -> None:
    meet(met, 3, class_id=None, step="Somewhere else")
    text = ask("slips", "--class", "4b", "--format", "text").out
    assert "Draw a map" in text
    assert "Somewhere else" not in text


@pytest.mark.parametrize(
    "args",
    [
        ("--on", "someday"),
        ("--format", "text", "--print"),
        ("--paper", "a3"),
        ("--per-page", "3"),
        ("--paper", "a5", "--per-page", "8"),
        ("--lang", "xx"),
    ],
)
def test_what_makes_no_sense_is_asked_wrongly(
    args: tuple[str, ...], ask: Ask, met: Notebook
) -> None:
    answer = ask("slips", *args)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


def test_a_folder_that_is_missing_is_one_sentence(ask: Ask, met: Notebook) -> None:
    answer = ask("slips", "--out", "nowhere/x.pdf")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1


def test_without_a_printer_the_path_is_told(
    ask: Ask, met: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("DISPLAY", raising=False)
    answer = ask("slips", "1", "--print")
    assert answer.code == 0
    assert "slips-2026-11-22.pdf" in answer.out


@pytest.mark.parametrize("kind", ["before", "learner", "family", "handover", "tomorrow"])
def test_every_kind_of_page_is_made_for_a_learner_and_holds_no_secret(
    kind: str, ask: Ask, met: Notebook
) -> None:
    with met.write() as session:
        session.add(MemoryAid(student_id=1, text="SECRETAID", changed_at=met.now()))
        for n, field in enumerate(("needs_and_concerns", "my_view", "noticed")):
            talk = Note(conference_id=1, voice="learner", field=field, text=f"SECRET{n}")
            talk.changed_at = met.now()
            session.add(talk)
    add_entry(met, 1, "support", "SECRETSUPPORT", "teacher", TODAY)
    named = ("--class", "4b") if kind == "tomorrow" else ("1",)
    for form in ("text", "html", "pdf"):
        answer = ask("slips", *named, "--kind", kind, "--format", form, "--lang", "en")
        assert answer.code == 0, answer.err
        said = answer.out if form != "pdf" else pdf_text(Path(answer.out.strip()))
        assert "SECRET" not in said
        assert "Read to my sister" in " ".join(said.split()) or kind == "family"


def test_each_gets_a_numbered_file_in_a_private_folder(ask: Ask, met: Notebook) -> None:
    answer = ask("slips", "--each", "--out", "papers")
    assert answer.code == 0
    assert sorted(path.name for path in Path("papers").iterdir()) == [
        "slips-2026-11-22-01.pdf",
        "slips-2026-11-22-02.pdf",
    ]


def test_a_pdf_goes_to_standard_output(met: Notebook) -> None:
    command = [sys.executable, "-m", "conferencer", "slips", "--lang", "en", "--out", "-"]
    assert subprocess.run(command, capture_output=True).stdout.startswith(b"%PDF-")


def test_where_there_is_no_typst_a_page_for_the_browser_is_made(
    ask: Ask, met: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    answer = ask("slips", "--lang", "en")
    assert answer.code == 0 and "browser" in answer.err
    path = Path(answer.out.strip())
    assert path.suffix == ".html" and "Read to my sister" in path.read_text("utf-8")


def test_large_print_in_two_languages_on_a5(ask: Ask, met: Notebook) -> None:
    args = ("--paper", "a5", "--large", "--per-page", "1", "--lang", "es+en")
    answer = ask("slips", *args)
    assert "machine-drafted" in answer.err
    assert "Mi próximo paso · My next step" in pdf_text(Path(answer.out.strip()))
