"""Cleaning, folding, isolating and cutting what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.errors import ConferencerError
from conferencer.core.text import (
    clean_line,
    clean_name,
    clean_note,
    first_line,
    fold,
    is_visible,
    isolated,
)

HOSTILE = "[/] :smile: O'Brien-Ñandú 李雷"
CONTROLS = [chr(n) for n in (*range(0x20), *range(0x7F, 0xA0))]
FAMILY = "👩‍👩‍👧‍👦"
anything = st.text(st.characters(codec=None))


def test_a_note_keeps_newlines_and_tabs_and_loses_other_controls() -> None:
    assert clean_note("".join(CONTROLS)) == "\t\n\n"
    assert clean_note("a\r\nb\rc\u2028d\u2029e\tf") == "a\nb\nc\nd\ne\tf"


def test_lone_surrogates_go_and_real_pairs_stay() -> None:
    assert clean_note("a\ud800b\udfffc") == "abc"
    assert clean_note(FAMILY) == FAMILY


def test_a_line_has_neither_newline_nor_tab_and_no_space_at_its_ends() -> None:
    assert clean_line("  Ana\n\t\r\nLopez\u2028Diaz ") == "Ana Lopez Diaz"


@given(anything)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_note(clean_note(text)) == clean_note(text)
    clean_note(text).encode("utf-8")
    assert "\n" not in clean_line(text) and "\t" not in clean_line(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize("text", [HOSTILE, FAMILY, "e\u0301 and é", "שלום \u202eabc", "a\u00a0b"])
def test_all_else_is_kept_unnormalised(text: str) -> None:
    assert clean_note(text) == text
    assert clean_line(text) == text


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\u3164", "\u2800", "\u200e\u202e", "\x00\x1b"]
)
def test_a_name_without_a_visible_character_is_refused(text: str) -> None:
    with pytest.raises(ConferencerError, match="at least one visible character"):
        clean_name(text)


@pytest.mark.parametrize("text", ["A", "李", "'", "👩", HOSTILE, "\u202eAna"])
def test_a_name_with_a_visible_character_is_kept(text: str) -> None:
    assert is_visible(text)
    assert clean_name(f"  {text}\n") == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łucja", "lucja"),
        ("Ñandú", "nandu"),
        ("ANA", "ana"),
        ("Ærø", "aero"),
        ("Straße", "strasse"),
    ],
)
def test_folding_takes_accents_and_case_away(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_text_without_bidi_controls_is_not_touched() -> None:
    for text in (HOSTILE, "שלום", "a\nb", ""):
        assert isolated(text) is text


def test_an_open_override_is_closed_and_a_stray_end_goes() -> None:
    assert isolated("\u202eAna") == "\u2068\u202eAna\u202c\u2069"
    assert isolated("Ana\u2069\u202c") == "\u2068Ana\u2069"
    assert isolated("\u2067a\u202eb") == "\u2068\u2067a\u202eb\u202c\u2069\u2069"


@given(st.text(st.sampled_from("aב\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200f\n")))
def test_bidi_controls_are_balanced_line_by_line_and_no_letter_is_lost(text: str) -> None:
    shown = isolated(text)
    for line in shown.split("\n"):
        assert sum(c in "\u202a\u202b\u202d\u202e" for c in line) == line.count("\u202c")
        assert sum(c in "\u2066\u2067\u2068" for c in line) == line.count("\u2069")
    letters = [[c for c in t if c in "aב\n"] for t in (text, shown)]
    assert letters[0] == letters[1]


def test_a_first_line_is_cut_at_a_word() -> None:
    assert first_line("\n  \nRead every day\nand more", 60) == "Read every day"
    assert first_line("Read every single day", 12) == "Read every…"
    assert first_line("x" * 20, 10) == "x" * 9 + "…"
    assert first_line("", 10) == ""


@given(st.text(), st.integers(2, 40))
def test_a_first_line_is_never_longer_than_asked(text: str, width: int) -> None:
    assert len(first_line(text, width)) <= width
