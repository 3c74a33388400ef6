"""settings.toml: read into what is understood, refused in a sentence, written privately."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.errors import ConferencerError
from conferencer.settings import WEEKDAYS, Settings, read_settings, write_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings are."""
    return tmp_path / "home" / "settings.toml"


def test_no_file_means_the_defaults(path: Path) -> None:
    assert read_settings(path) == Settings()
    assert not path.exists()
    assert Settings().school_days == frozenset(range(5))


def test_what_is_written_is_what_is_read(path: Path) -> None:
    wanted = Settings(
        theme="conferencer-dark",
        cadence=7,
        school_weekdays=("sunday", "monday"),
        day_first=False,
        paper="letter",
        per_page=4,
        printer='Staff "room" [2]',
        clock=False,
        class_uid="u-1",
    )
    write_settings(path, wanted)
    assert read_settings(path) == wanted
    assert wanted.school_days == frozenset({6, 0})


def test_the_file_is_private_and_nothing_stays_beside_it(path: Path) -> None:
    before = os.umask(0)
    write_settings(path, Settings())
    os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cadence = 0", "between 1 and 200"),
        ("cadence = 1.5", "a whole number"),
        ("cadence = true", "a whole number"),
        ("day_first = 1", "true or false"),
        ("theme = 3", "a text"),
        ('paper = "a3"', "a4 or letter"),
        ("per_page = 3", "1 or 2 or 4"),
        ('school_weekdays = ["freitag"]', "weekdays"),
        ("school_weekdays = []", "weekdays"),
        ('school_weekdays = "monday"', "weekdays"),
        ("cadence =", "Invalid value"),
        ('theme = "a"\ntheme = "b"', "overwrite"),
    ],
)
def test_what_is_not_understood_is_told_and_the_file_not_touched(
    path: Path, text: str, says: str
) -> None:
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(ConferencerError) as caught:
        read_settings(path)
    assert says in caught.value.message
    assert str(path) in caught.value.message and "was not touched" in caught.value.message
    assert path.read_text() == text


def test_bytes_that_are_no_text_are_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"theme = '\xff\xfe'")
    with pytest.raises(ConferencerError, match="cannot be read"):
        read_settings(path)


def test_what_a_later_version_may_have_written_is_let_be(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("cadence = 5\nlock_after = 10\n")
    assert read_settings(path) == Settings(cadence=5)


def test_a_folder_that_cannot_be_written_to_is_told(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(ConferencerError, match="cannot be written"):
        write_settings(path, Settings())


@given(
    st.builds(
        Settings,
        theme=st.text(),
        cadence=st.integers(1, 200),
        school_weekdays=st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True).map(tuple),
        printer=st.text(),
        class_uid=st.text(),
    )
)
def test_any_settings_survive_the_file(
    tmp_path_factory: pytest.TempPathFactory, wanted: Settings
) -> None:
    path = tmp_path_factory.getbasetemp() / "any" / "settings.toml"
    write_settings(path, wanted)
    assert read_settings(path) == wanted
