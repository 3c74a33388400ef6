"""Frameworks in the notebook: shown first, written once, and never taken from a goal."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from conferencer.core.clock import Clock
from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.export import export
from conferencer.core.finishing import finish_conference
from conferencer.core.goal_standards import CHOSEN, set_standards, standards_of
from conferencer.core.goal_threads import merge_goals
from conferencer.core.goals import active_goals, add_goal, close_goal
from conferencer.core.goals_by_standard import goals_by_standard
from conferencer.core.import_json import bring_in, read_export
from conferencer.core.models import Framework, GoalStandard, Removal, Standard
from conferencer.core.notebook import Notebook
from conferencer.core.purge import purge, what_would_go
from conferencer.core.standards import apply, catalogue, preview, put_away
from conferencer.standards.diff import Changes
from conferencer.standards.reading import read_bytes
from tests.conftest import TODAY
from tests.core.talks import ANA, CLASS, all_of, with_ana
from tests.standards.files import CSP, EVERY, READING, case, item


def bring(notebook: Notebook, data: bytes, name: str = "file.csv") -> Changes:
    """Bring the framework in; what was shown before."""
    (read,) = read_bytes(data, name)
    shown = preview(notebook, read)
    apply(notebook, shown)
    return shown.changes


def uid_of(notebook: Notebook, typed: str) -> str:
    return catalogue(notebook).find(typed)[0].uid


@pytest.mark.parametrize("name", EVERY)
def test_twice_the_same_is_nothing_to_do(notebook: Notebook, name: str) -> None:
    first = bring(notebook, EVERY[name], name)
    assert first.new and not first.nothing_to_do
    (read,) = read_bytes(EVERY[name], name)
    again = preview(notebook, read).changes
    assert again.nothing_to_do and len(again.unchanged) == len(first.new)


def test_a_preview_writes_nothing(notebook: Notebook) -> None:
    (read,) = read_bytes(READING, "x")
    assert len(preview(notebook, read).changes.new) == 4
    assert len(catalogue(notebook)) == 0


def test_the_notebook_has_the_tree_in_its_order(notebook: Notebook) -> None:
    bring(notebook, READING)
    bring(notebook, CSP)
    shelves = catalogue(notebook)
    assert [shelf.title for shelf in shelves.shelves] == ["Math, Grade 4", "Reading"]
    (top,) = shelves.below(shelves.shelves[1].key)
    assert [one.statement for one in shelves.below(top.uid)] == ["First", "Second"]


def test_a_new_edition_updates_by_identifier(notebook: Notebook) -> None:
    bring(notebook, READING)
    first = uid_of(notebook, "first")
    newer = case(
        [
            item("one", "First, in other words", "RF.4.1", CFItemType="Standard"),
            item("top", "Foundations"),
            item("part", "A part of the first", "RF.4.1"),
            item("three", "Third", "RF.4.3"),
        ],
        [("three", "top", 1), ("one", "top", 2), ("top", "d1", 1), ("part", "top", 3)],
    )
    changes = bring(notebook, newer)
    assert [row.identifier for row in changes.new] == ["three"]
    assert {one.row.identifier: set(one.fields) for one in changes.changed} == {
        "one": {"statement"},
        "part": {"parent"},
    }
    assert [one.identifier for one in changes.withdrawn] == ["two"]
    assert uid_of(notebook, "first other words") == first
    assert catalogue(notebook).find("second")[0].is_withdrawn
    back = bring(notebook, READING)
    assert {one.row.identifier for one in back.changed} == {"one", "part", "two"}
    assert [one.identifier for one in back.withdrawn] == ["three"]


def test_another_order_alone_is_something_to_do(notebook: Notebook) -> None:
    items = [item("a", "A"), item("b", "B")]
    bring(notebook, case(items, [("a", "d1", 1), ("b", "d1", 2)]))
    changes = bring(notebook, case(items, [("a", "d1", 2), ("b", "d1", 1)]))
    assert changes.is_reordered and not changes.changed
    assert [one.statement for one in catalogue(notebook).standards] == ["B", "A"]


def test_one_that_cannot_be_read_any_more_is_not_withdrawn(notebook: Notebook) -> None:
    bring(notebook, case([item("a", "A"), item("b", "B")], []))
    changes = bring(notebook, case([item("a", ""), item("b", "B")], []))
    assert not changes.withdrawn and catalogue(notebook).find("a")


def test_a_renamed_file_is_the_same_framework_where_its_identifiers_say_so(
    notebook: Notebook,
) -> None:
    table = "identifier,fullStatement\n" + "".join(
        f"93a2d99e-2988-11e9-8a65-bf64185a38d{n},Statement {n}\n" for n in range(4)
    )
    bring(notebook, table.encode(), "reading.csv")
    changes = bring(notebook, table.encode(), "reading (1).csv")
    assert not changes.new and len(changes.unchanged) == 4
    bring(notebook, b"code,statement\n1,One\n2,Two\n", "a.csv")
    assert len(bring(notebook, b"code,statement\n1,Other\n2,Words\n", "b.csv").new) == 2


def test_a_goal_keeps_its_standard_whatever_becomes_of_it(notebook: Notebook) -> None:
    with_ana(notebook)
    bring(notebook, READING)
    goal = add_goal(notebook, ANA, "Read aloud", TODAY)
    second = uid_of(notebook, "second")
    set_standards(notebook, goal.id or 0, [second, uid_of(notebook, "rf.4.1")], TODAY)
    (read,) = read_bytes(case([item("one", "First", "RF.4.1")], []), "x")
    shown = preview(notebook, read)
    assert {one.identifier: one.goals for one in shown.changes.withdrawn}["two"] == 1
    framework = apply(notebook, shown)
    put_away(notebook, framework.id or 0, TODAY)
    assert not catalogue(notebook).standards and len(catalogue(notebook, put_away=True)) == 4
    linked = standards_of(notebook, ANA)[goal.id or 0]
    assert [(one.identifier, one.withdrawn_on) for one in linked] == [("two", TODAY), ("one", None)]
    set_standards(notebook, goal.id or 0, [second], TODAY)
    assert [one.uid for one in standards_of(notebook, ANA)[goal.id or 0]] == [second]


def test_what_is_chosen_in_a_conference_is_linked_once_it_is_met(notebook: Notebook) -> None:
    with_ana(notebook)
    bring(notebook, READING)
    first, second = uid_of(notebook, "first"), uid_of(notebook, "second")

    def talk(status: str, **words: str) -> None:
        draft = begin_conference(notebook, ANA, CLASS, TODAY)
        chosen = {f"{CHOSEN}{first}": "RF.4.1  First", f"{CHOSEN}{second}": ""}
        said = {field: ("teacher", text) for field, text in {**words, **chosen}.items()}
        keep_words(notebook, draft.id, said, Place(), 60)
        finish_conference(notebook, draft.id, status)

    talk("absent", goal="Read aloud")
    assert standards_of(notebook, ANA) == {}
    talk("met", goal="Read aloud")
    (goal,) = active_goals(notebook, ANA)
    assert [one.uid for one in standards_of(notebook, ANA)[goal.id or 0]] == [first]
    talk("met", goal_choice="met")
    assert [one.uid for one in standards_of(notebook, ANA)[goal.id or 0]] == [first], "once"


def test_hostile_words_are_kept_as_they_are(notebook: Notebook) -> None:
    words = "[/] :smile: \u202eevil 李雷 ' ; DROP TABLE standard"
    bring(notebook, json.dumps({"standards": [{"code": "[b]", "description": words}]}).encode())
    with notebook.session() as session:
        from sqlmodel import select

        assert session.exec(select(Standard.statement)).one() == words
        assert session.exec(select(Framework.source)).one() == "JSON list of standards"


def linked_goal(notebook: Notebook) -> int:
    """A goal of Ana's that belongs to a standard in the midst of a tree; its id."""
    with_ana(notebook)
    bring(notebook, READING)
    goal = add_goal(notebook, ANA, "Read aloud", TODAY)
    set_standards(notebook, goal.id or 0, [uid_of(notebook, "second")], TODAY)
    return goal.id or 0


def test_an_export_comes_back_with_its_standards_and_links(
    notebook: Notebook, tmp_path: Path
) -> None:
    goal = linked_goal(notebook)
    export(notebook, tmp_path / "out", [])
    again = Notebook(tmp_path / "again.db", Clock(TODAY)).open()
    path = tmp_path / "out" / "notebook.json"
    exported = read_export(path)
    assert exported is not None
    bring_in(again, path, exported)
    assert catalogue(again).standards == catalogue(notebook).standards
    assert standards_of(again, ANA)[goal][0].code == "RF.4.2"
    sheet = (tmp_path / "out" / "goals_by_standard.csv").read_text("utf-8-sig").splitlines()
    assert sheet[1] == f"Reading,RF.4.2,Second,,Ana Lopez,Read aloud,active,{TODAY},"
    again.close()


def test_a_purge_takes_the_link_with_its_goal_and_leaves_the_standards(notebook: Notebook) -> None:
    goal = linked_goal(notebook)
    set_standards(notebook, goal, [], TODAY)  # what was let go of goes as well
    set_standards(notebook, goal, [uid_of(notebook, "second")], TODAY)
    close_goal(notebook, goal, "met", TODAY)
    plan = what_would_go(notebook, TODAY + timedelta(days=1))
    assert (plan.total["goal"], plan.total["goal_standard"]) == (1, 1)
    purge(notebook, plan)
    assert all_of(notebook, GoalStandard) == all_of(notebook, Removal) == []
    assert len(catalogue(notebook)) == 4


def test_goals_are_told_by_standard_under_the_goal_they_were_merged_into(
    notebook: Notebook,
) -> None:
    first = linked_goal(notebook)
    other = add_goal(notebook, ANA, "Read to the cat", TODAY)
    set_standards(notebook, other.id or 0, [uid_of(notebook, "second")], TODAY)
    ((under),) = goals_by_standard(notebook, TODAY, CLASS)
    assert [goal.wording for goal, _ in under.goals] == ["Read aloud", "Read to the cat"]
    merge_goals(notebook, other.id or 0, first, TODAY)
    ((under),) = goals_by_standard(notebook, TODAY, student_id=ANA)
    assert [goal.wording for goal, _ in under.goals] == ["Read aloud"]
    assert under.learners == 1 and goals_by_standard(notebook, TODAY, class_id=99) == []
