"""The words around people's own, in ten languages, and as a school corrects them."""

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from conferencer.core.errors import AskedWronglyError, ConferencerError
from conferencer.paper.wording import CODES, code_for, drafted_words, wording


def table(code: str) -> dict[str, dict[str, object]]:
    """The file of a language."""
    path = files("conferencer.paper").joinpath("languages", f"{code}.toml")
    return tomllib.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("code", CODES)
def test_every_language_says_everything(code: str) -> None:
    assert table(code)["words"].keys() == table("en")["words"].keys()
    assert all(str(said).strip() for said in table(code)["words"].values())
    assert len(wording(code).help_lines) == len(wording("en").help_lines)
    assert {"{done}", "{all}"} <= {f"{{{part}}}" for part in ("done", "all")}
    assert wording(code).steps_done(3, 4).count("3") == 1


def test_dates_stand_in_the_languages_own_form() -> None:
    day = date(2026, 12, 3)
    told = {code: wording(code).day_and_year(day) for code in CODES}
    assert told["en"] == "Thu 3 Dec 2026"
    assert told["de"] == "Do, 3. Dez. 2026"
    assert told["zh"] == "2026年12月3日周四"
    assert told["pt"] == "qui., 3 de dez. de 2026"
    assert wording("es").day(day, day) == "jue 3 dic"
    assert wording("es").day(day, date(2026, 1, 1)) == "jue 3 dic 2026"


@pytest.mark.parametrize(
    ("home_language", "code"),
    [
        ("Spanish", "es"),
        ("español", "es"),
        ("es-MX", "es"),
        ("Chinese (Simplified)", "zh"),
        ("УКРАЇНСЬКА", "uk"),
        ("العربية", "ar"),
        ("Tiếng Việt", "vi"),
        ("Yoruba", None),
        ("", None),
        ("---", None),
    ],
)
def test_a_home_language_is_understood(home_language: str, code: str | None) -> None:
    assert code_for(home_language) == code


def test_two_languages_stand_side_by_side() -> None:
    both = wording("es+en")
    assert both["my_goal"] == "Mi meta · My goal"
    assert both.day_and_year(date(2026, 12, 3)) == "jue 3 dic 2026"
    assert wording("ar+en").right_to_left


@pytest.mark.parametrize("code", ["xx", "", "es+fr+de", "../en", "es+xx"])
def test_an_unknown_language_is_asked_wrongly_and_the_known_ones_are_named(code: str) -> None:
    with pytest.raises(AskedWronglyError, match="en, es, fr"):
        wording(code)


def test_words_that_nobody_has_checked_are_said_to_be_drafts() -> None:
    assert drafted_words(wording("en").drafted) == ""
    assert "Español and English" not in drafted_words(wording("es+en").drafted)
    assert "Español are machine-drafted" in drafted_words(wording("es").drafted)


def test_a_school_corrects_a_word_and_signs_the_language_off(tmp_path: Path) -> None:
    (tmp_path / "es.toml").write_text('checked_by = "Rosa"\n[words]\nmy_goal = "Mi objetivo"\n')
    theirs = wording("es", tmp_path)
    assert theirs["my_goal"] == "Mi objetivo"
    assert theirs["my_strength"] == wording("es")["my_strength"]
    assert theirs.drafted == ()


@pytest.mark.parametrize(
    "text",
    ["[words", '[words]\nmy_gaol = "x"\n', "[words]\nmy_goal = 3\n", '[dates]\nmonths = ["a"]\n'],
)
def test_a_correction_that_is_not_understood_is_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "es.toml").write_text(text)
    with pytest.raises(ConferencerError, match=r"es\.toml"):
        wording("es", tmp_path)
