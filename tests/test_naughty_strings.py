"""The Big List of Naughty Strings, each as a name and as a note, through the record and outputs."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from conferencer import cli
from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.errors import ConferencerError
from conferencer.core.export import export
from conferencer.core.finishing import finish_conference
from conferencer.core.guide import Guide
from conferencer.core.history import history_of
from conferencer.core.import_json import bring_in, read_export
from conferencer.core.models import Goal, Student
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_class, add_student
from conferencer.core.slips import latest_met, slip_facts
from conferencer.core.spreadsheet import unguarded
from conferencer.core.text import clean_line, clean_note, is_visible
from conferencer.paper.history_page import history_markdown, history_text
from conferencer.paper.orders import Order, slip_pages
from tests.conftest import TODAY

STRINGS: list[str] = json.loads((Path(__file__).parent / "data/blns/blns.json").read_text("utf-8"))
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def test_there_are_as_many_strings_as_the_list_has() -> None:
    assert len(STRINGS) == 515


@pytest.fixture
def told(notebook: Notebook) -> tuple[Notebook, dict[int, str]]:
    """A class named by every string that can be a name; each conference says it in its notes."""
    group = add_class(notebook, "Room 12")
    assert group.id is not None
    said: dict[int, str] = {}
    refused = 0
    for text in STRINGS:
        try:
            student = add_student(notebook, group.id, text, "")
        except ConferencerError as error:
            refused += 1
            assert not is_visible(clean_line(text)) or len(clean_line(text)) > 200
            assert error.message.endswith("nothing was changed.")
            continue
        assert student.id is not None
        assert student.given_name == clean_line(text)
        said[student.id] = text
        draft = begin_conference(notebook, student.id, group.id, TODAY)
        fields = ("victories", "my_strength", "goal", "step", "helper", "noticed")
        words = {field: ("learner", text) for field in fields}
        keep_words(notebook, draft.id, words, Place(), 60)
        finish_conference(notebook, draft.id)
    assert len(said) + refused == len(STRINGS)
    print(f"{len(said)} strings kept as names, {refused} refused")
    return notebook, said


@pytest.mark.slow
def test_every_string_is_kept_as_typed_told_and_printed(
    told: tuple[Notebook, dict[int, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    notebook, said = told
    guides: dict[str, Guide] = {}
    for number, (student_id, text) in enumerate(said.items()):
        history = history_of(notebook, student_id)
        kept = {n.field: n.text for n in history.conferences[0].notes}
        assert kept["victories"] == kept["noticed"] == clean_note(text)
        for page in (history_text, history_markdown):
            assert not _CONTROLS.search(page(history, TODAY, guides))
        if number % 16 == 0:  # the whole command takes its time
            assert cli.main(["history", str(student_id), "--json"]) == 0
            answer = json.loads(capsys.readouterr().out)
            notes = {n["field"]: n["text"] for n in answer["conferences"][0]["notes"]}
            assert notes["noticed"] == clean_note(text)
    facts = slip_facts(notebook, [latest_met(notebook, student_id) or 0 for student_id in said])
    pages = slip_pages(facts, Order(per_page=4, language="en"))
    assert not _CONTROLS.search(pages.text() + pages.html())
    assert len(PdfReader(io.BytesIO(pages.pdf())).pages) == -(-len(said) // 4)
    with capsys.disabled():
        print(f"\n{len(said)} strings round-tripped as name and as note, and printed")


def test_every_string_goes_out_and_comes_back(notebook: Notebook, tmp_path: Path) -> None:
    texts = [clean_note(text) for text in STRINGS]
    with notebook.write() as session:
        for n, text in enumerate(texts, start=1):
            session.add(Student(id=n, given_name=clean_line(text), outside_ids={"id": text}))
        session.flush()
        for n, text in enumerate(texts, start=1):
            session.add(Goal(student_id=n, wording=text, why=f"'{text}", since=TODAY))
    export(notebook, tmp_path / "out", [])
    exported = read_export(tmp_path / "out" / "notebook.json")
    again = Notebook(tmp_path / "again.db").open()
    assert exported is not None
    bring_in(again, tmp_path, exported)
    with notebook.plain() as one, again.plain() as other:
        assert list(one.iterdump()) == list(other.iterdump())
    again.close()
    for table, column, kept in (
        ("goal", "wording", texts),
        ("goal", "why", [f"'{text}" for text in texts]),
        ("student", "given_name", [clean_line(text) for text in STRINGS]),
    ):
        with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            cells = [row[column] for row in csv.DictReader(file)]
        assert [unguarded(cell) for cell in cells] == kept
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n"))]


def test_a_list_of_names_comes_in_as_it_is_written(
    notebook: Notebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"{n}x {clean_line(text)}"[:150] for n, text in enumerate(STRINGS) if text.strip()]
    plain = [name for name in names if not re.search(r'[",;\t|]', name)]
    rows = ["first name,last name", *(f"{name},Surname{n}" for n, name in enumerate(plain))]
    (tmp_path / "list.csv").write_text("\n".join(rows), "utf-8")
    assert cli.main(["import", str(tmp_path / "list.csv"), "--yes", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert cli.main(["import", str(tmp_path / "list.csv"), "--yes", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["new"] == again["changed"] == again["left"] == []
    assert len(again["unchanged"]) == len(first["new"])
    given = {row["family_name"]: row["given_name"] for row in first["new"]}
    same = sum(given.get(f"Surname{n}") == name.strip() for n, name in enumerate(plain))
    assert same >= len(plain) - len(first["not_read"])
