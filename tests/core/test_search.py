"""Where did somebody say that? Words, filters and order, on a real notebook."""

import json
import random
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from conferencer.core.amending import amend_note
from conferencer.core.conferences import (
    Place,
    begin_conference,
    discard_draft,
    keep_words,
)
from conferencer.core.finishing import finish_conference
from conferencer.core.goals import active_goals, reword_goal
from conferencer.core.memory_aid import keep_memory_aid
from conferencer.core.models import NextStep, Note
from conferencer.core.notebook import Notebook
from conferencer.core.profile import add_entry, end_entry
from conferencer.core.removals import bring_back, recent_removals
from conferencer.core.roster import add_class, add_student, archive_class
from conferencer.core.search import Found, driver_of, prepare, search
from conferencer.core.search_entries import Entries
from conferencer.core.search_query import understood_query
from tests.conftest import TODAY
from tests.core.talks import ANA, all_of, talk, with_ana

BEN, CLASS_5A = 2, 2
OCTOBER = date(2026, 10, 5)
BLNS = Path(__file__).parents[1] / "data" / "blns" / "blns.json"


@pytest.fixture
def room(notebook: Notebook) -> Notebook:
    """Ana in Room 12, Ben in 5A."""
    with_ana(notebook)
    add_class(notebook, "5A")
    add_student(notebook, CLASS_5A, "Ben", "Łoś")
    return notebook


def told(notebook: Notebook, words: str, **how: bool | int) -> list[str]:
    """The texts that are found, after what is new was read."""
    return [hit.text for hit in found(notebook, words, **how).hits]


def found(notebook: Notebook, words: str, **how: bool | int) -> Found:
    """The same with everything about it."""
    while prepare(notebook):
        pass
    return search(notebook, words, **how)  # type: ignore[arg-type]


def talk_with_ben(notebook: Notebook, field: str, text: str, voice: str = "learner") -> int:
    """A conference of October with Ben, met."""
    draft = begin_conference(notebook, BEN, CLASS_5A, OCTOBER)
    keep_words(notebook, draft.id, {field: (voice, text)}, Place(), 60)
    finish_conference(notebook, draft.id)
    return draft.id


def test_every_place_where_words_are_kept_is_searched(room: Notebook) -> None:
    words = {
        "noticed": "plums one",
        "goal": "plums two",
        "goal_why": "plums three",
        "goal_sign": "plums four",
        "step": "plums five",
        "step_when": "plums six",
        "step_obstacle": "plums seven",
        "step_sign": "plums eight",
        "step_due": "fri",
    }
    id = talk(room, words)
    amend_note(room, id, "noticed", "teacher", "plums nine")
    reword_goal(room, active_goals(room, ANA)[0].id or 0, "plums ten", "plums eleven")
    add_entry(room, ANA, "interest", "plums twelve", "learner", TODAY)
    step = NextStep(student_id=ANA, text="plums thirteen", due_on=TODAY)
    with room.write() as session:
        session.add(step)
    numbers = "one two three four five six seven eight nine ten eleven twelve thirteen"
    assert sorted(told(room, "plums")) == sorted(f"plums {number}" for number in numbers.split())
    hits = {hit.text.split()[1]: hit for hit in found(room, "plums").hits}
    assert hits["one"].table == "note_revision" and hits["one"].changed_at
    assert hits["two"].table == "note" and hits["ten"].table == "goal"
    assert hits["twelve"].table == "profile_entry" and hits["twelve"].field == "interest"
    assert hits["thirteen"].conference_id is None and hits["seven"].field == "step_obstacle"


def test_supports_memory_aids_and_discarded_drafts_are_never_found(room: Notebook) -> None:
    add_entry(room, ANA, "support", "plums in front", "teacher", TODAY)
    keep_memory_aid(room, ANA, "plums for me alone")
    draft = talk(room, {"victories": "plums thrown away"}, "draft")
    (hit,) = found(room, "plums").hits
    assert hit.is_draft and hit.text == "plums thrown away"
    discard_draft(room, draft)
    assert told(room, "plums") == []
    with driver_of(room) as connection:
        entries = " ".join(row[0] for row in connection.execute("SELECT words FROM search_entry"))
    assert "plums" not in entries
    bring_back(room, recent_removals(room)[0].id)
    assert told(room, "plums") == ["plums thrown away"]


def test_words_phrases_and_beginnings_are_found_without_their_accents(room: Notebook) -> None:
    talk(room, {"victories": "Mañana leo el Straßenatlas de Łódź", "noticed": "el leo"})
    assert told(room, "manana strasse") == ["Mañana leo el Straßenatlas de Łódź"]
    assert told(room, '"leo el"') == ["Mañana leo el Straßenatlas de Łódź"]
    assert len(told(room, "leo el")) == 2 and told(room, "strass ") == []
    assert told(room, "lod") == told(room, "LÓDŹ ") != []


SCRIPTS = (
    ("我昨天读完了第三章", "读完"),
    ("今日は図書館で本を読みました", "図書館"),
    ("ฉันอ่านหนังสือจบแล้ว", "หนังสือ"),
    ("나는 초등학교에서 읽었다", "학교"),
    ("Я дочитал ёжика до конца", "ежик"),
    ("Διάβασα την Οδύσσεια", "οδυσσ"),
    ("قرأتُ الكتابَ كلَّه", "الكتاب"),
    ("קָרָאתִי סֵפֶר", "ספר"),
    ("मैंने पूरी कहानी पढ़ी", "कहानी"),
    ("Tôi đã đọc truyện", "doc truyen"),
    ("நான் கதை படித்தேன்", "கதை"),
    ("ትምህርት ቤት ሄድኩ", "ቤት"),
)
"""A sentence, and a part of it that somebody looks for."""


def test_any_script_is_found(room: Notebook) -> None:
    talk(room, {f"own_{number}": said for number, (said, _) in enumerate(SCRIPTS)})
    for said, sought in SCRIPTS:
        for form in ("NFC", "NFD"):
            assert told(room, unicodedata.normalize(form, sought)) == [said]


def test_filters_look_only_there(room: Notebook) -> None:
    talk(room, {"victories": "plums", "goal": "Read aloud", "step": "plums at home"})
    talk_with_ben(room, "noticed", "plums, said Ben", "teacher")
    assert told(room, "plums class:5") == told(room, "plums learner:los") == ["plums, said Ben"]
    assert told(room, "plums to:october") == told(room, "plums said:teacher") == ["plums, said Ben"]
    assert told(room, "plums from:november") == told(room, 'plums goal:"aloud read"')
    assert sorted(told(room, "plums goal:rea")) == ["plums", "plums at home"]
    assert told(room, "plums", student_id=BEN) == told(room, "plums", class_id=CLASS_5A)
    assert sorted(told(room, "class:room said:learner")) == ["Read aloud", "plums", "plums at home"]
    nobody = found(room, "plums class:9z")
    assert nobody.hits == [] and nobody.remarks == ["There is no class “9z”."]


def test_the_newest_come_first_or_the_best(room: Notebook) -> None:
    talk_with_ben(room, "victories", "the small step")
    talk(room, {"victories": "the step was not so small", "noticed": "stepping on small stones"})
    newest = told(room, "small step")
    assert newest[2] == "the small step" and len(newest) == 3
    assert told(room, "small step", best_first=True) == [
        "the small step",
        "the step was not so small",
        "stepping on small stones",
    ]


def test_the_same_words_are_told_once(room: Notebook) -> None:
    talk(room, {"goal": "Read aloud", "step": "Read to Ben"})
    assert sorted(told(room, "read")) == ["Read aloud", "Read to Ben"]


def test_who_is_archived_is_found_as_of_earlier_years(room: Notebook) -> None:
    talk_with_ben(room, "victories", "plums")
    archive_class(room, CLASS_5A, TODAY)
    (hit,) = found(room, "plums").hits
    assert hit.is_of_earlier_years and hit.class_name == "5A" and hit.whose.name == "Ben Łoś"


def test_an_entry_that_ended_is_found(room: Notebook) -> None:
    entry = add_entry(room, ANA, "strength", "plums", "teacher", TODAY)
    end_entry(room, entry.id or 0, TODAY)
    assert [hit.status for hit in found(room, "plums").hits] == ["ended"]


def test_there_is_more_than_is_shown(room: Notebook) -> None:
    talk(room, {"victories": "plums 1", "noticed": "plums 2", "step": "plums 3"})
    some = found(room, "plums", at_most=2)
    assert len(some.hits) == 2 and some.is_more
    assert not found(room, "plums", at_most=3).is_more


WORDS = ("small", "step", "read", "reading", "我", "读完", "Łódź", "don't", "a", "said:learner")
PARTS = (*WORDS, '"', "*", " ", "class:Room", "re", "from:2026")
QUERY = st.lists(st.sampled_from(PARTS), max_size=6)


@pytest.fixture
def many(room: Notebook) -> Notebook:
    """A notebook with a few dozen notes out of few words."""
    rng = random.Random(12)
    for _ in range(8):
        fields = ("victories", "noticed", "step", "lessons_learned")
        talk(room, {field: " ".join(rng.choices(WORDS, k=5)) for field in fields})
    assert prepare(room) == 0
    return room


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(parts=QUERY)
def test_with_and_without_fts5_the_same_is_found(many: Notebook, parts: list[str]) -> None:
    terms = understood_query(" ".join(parts), TODAY).terms
    with driver_of(many) as connection:
        by_index, by_words = Entries(connection, True), Entries(connection, False)
        assert by_index.with_all(terms, [], 99) == by_words.with_all(terms, [], 99)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(query=st.text(max_size=40) | st.text("\"*:- ()^{}\\%_'aclstor:", max_size=30))
def test_no_query_is_an_error(many: Notebook, query: str) -> None:
    for best_first in (False, True):
        for hit in search(many, query, best_first=best_first).hits:
            assert hit.text


@pytest.mark.slow
def test_no_naughty_string_is_an_error_and_each_finds_itself(room: Notebook) -> None:
    strings = [text for text in json.loads(BLNS.read_text("utf-8")) if text.strip()]
    for start in range(0, len(strings), 40):
        some = {f"own_{n}": text for n, text in enumerate(strings[start : start + 40])}
        talk(room, some, "absent")
    while prepare(room):
        pass
    notes = {note.text for note in all_of(room, Note)}
    for text in strings:
        got = search(room, text)
        search(room, f'"{text}" class:{text} goal:"{text}" from:{text} said:{text}')
        kept = text.strip()
        if got.query.terms and not got.remarks and not _has_filter(got) and kept in notes:
            texts = {hit.text.strip() for hit in search(room, text, at_most=600).hits}
            assert kept in texts, text


def _has_filter(got: Found) -> bool:
    query = got.query
    return bool(query.class_name or query.goal or query.learner or query.since or query.until)


def test_a_word_of_a_note_is_found_as_soon_as_it_was_read(room: Notebook) -> None:
    id = talk(room, {"victories": "plums"}, "draft")
    assert search(room, "plums").hits == [] and search(room, "plums").unread > 0
    assert told(room, "plums") == ["plums"]
    keep_words(room, id, {"victories": ("learner", "pears")}, Place(), 60)
    assert told(room, "plums") == [] and told(room, "pears") == ["pears"]
    with room.session() as session:
        assert session.exec(select(NextStep)).all() == []
