"""Finding among standards, by code or words, and going up and down their tree."""

import pytest

from conferencer.core.search_words import folded
from conferencer.standards.finding import Catalogue, Shelf, Shelved

ROWS = [
    ("top", "", "", "Reading: Foundational skills"),
    ("rf44", "top", "CCSS.ELA-Literacy.RF.4.4", "Read with sufficient accuracy and fluency"),
    ("rf44a", "rf44", "CCSS.ELA-Literacy.RF.4.4a", "Read on-level text with purpose"),
    ("rf14", "top", "CCSS.ELA-Literacy.RF.1.4", "Read with accuracy"),
    ("fr", "", "", "Lis à voix haute, avec aisance: ½ page"),
    ("ł", "", "Ł.2", "Łódź naïve 4 rf"),
    ("zh", "", "", "阅读课文"),
]


@pytest.fixture
def shelves() -> Catalogue:
    """A small framework, and one that has been withdrawn from."""
    rows = [
        Shelved(uid, 1, code, words, folded(f"{code} {words}"), parent)
        for uid, parent, code, words in ROWS
    ]
    gone = Shelved("gone", 2, "RF.4.4", "Old", folded("RF.4.4 Old"), is_withdrawn=True)
    return Catalogue([Shelf(1, "f1", "Reading"), Shelf(2, "f2", "Before")], [*rows, gone])


def found(shelves: Catalogue, typed: str) -> list[str]:
    return [one.uid for one in shelves.find(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("4.rf", "rf44"),
        ("RF.4.4", "rf44"),
        ("rf44", "rf44"),
        ("rf.4.4a", "rf44a"),
        ("rf 1", "rf14"),
        ("fluency read", "rf44"),
        ("aisance LIS", "fr"),
        ("lodz", "ł"),
        ("l.2", "ł"),
        ("读课", "zh"),
        ("skills found", "top"),
    ],
)
def test_it_is_found_first(shelves: Catalogue, typed: str, first: str) -> None:
    assert found(shelves, typed)[0] == first


def test_letter_by_letter_the_same_is_found_as_at_once(shelves: Catalogue) -> None:
    words = "read with acc rf 4"
    for end in [*range(1, len(words) + 1), *range(len(words), 0, -2)]:
        typed = words[:end]
        fresh = Catalogue(shelves.shelves, shelves.standards)
        assert shelves.find(typed) == fresh.find(typed), typed
        assert shelves.count(typed) == len(fresh.find(typed, 100)), typed


def test_what_was_withdrawn_comes_last_and_nothing_typed_finds_nothing(shelves: Catalogue) -> None:
    assert found(shelves, "rf 4 4")[-1] == "gone"
    assert found(shelves, "") == found(shelves, " .,;") == found(shelves, "zzz") == []


def test_one_goes_down_and_up_the_tree(shelves: Catalogue) -> None:
    assert [one.uid for one in shelves.below("framework:f1")] == ["top", "fr", "ł", "zh"]
    assert [one.uid for one in shelves.below("top")] == ["rf44", "rf14"]
    assert shelves.path("rf44a") == ["framework:f1", "top", "rf44", "rf44a"]
    assert shelves.above("framework:f1") == "" and shelves.get("nobody") is None
