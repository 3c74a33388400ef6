"""Real files, where they lie beside the project."""

from pathlib import Path

import pytest

from conferencer.core.errors import ConferencerError
from conferencer.rosters.reading import read_roster

SAMPLES = Path(__file__).parents[3] / "shared" / "data"
SCHOOL = SAMPLES / "roster-oneroster" / "gospelnerd-school-small-gn-demo-1"

pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")


@pytest.mark.parametrize("where", [".", "oneroster-school-small.zip"])
def test_the_sample_school_comes_in_whole(where: str) -> None:
    roster = read_roster(SCHOOL / where)
    assert len(roster.classes) == 42 and not roster.not_read
    assert sum(len(group.rows) for group in roster.classes) == 504
    learners = {row.outside_ids["sourcedId"] for group in roster.classes for row in group.rows}
    assert len(learners) == 72


def test_the_other_oneroster_sample_comes_in_whole() -> None:
    roster = read_roster(SAMPLES / "roster-oneroster" / "edfi-v1.1")
    assert [(group.name, len(group.rows)) for group in roster.classes] == [
        ("ENG-1", 5),
        ("ALG-1", 5),
    ]


def test_lists_without_headings_are_recognised_by_what_is_in_them() -> None:
    roster = read_roster(SAMPLES / "roster-messy/markus/doc-import_samples-students.csv")
    first, second, _ = roster.classes[0].rows
    assert (first.given_name, first.family_name) == ("Domenico", "Zipoli")
    assert (second.email, second.outside_ids["id"]) == ("mikulas@gmail.com", "g9zmesk")


def test_every_sample_is_read_or_refused_in_one_sentence() -> None:
    files = [path for path in SAMPLES.glob("roster-*/**/*") if path.is_file()]
    assert len(files) > 50
    for file in files:
        try:
            roster = read_roster(file)
        except ConferencerError as error:
            assert "\n" not in error.message and error.message.endswith((".", "id."))
        else:
            assert any(group.rows for group in roster.classes)
            assert "P@ss" not in repr(roster)
