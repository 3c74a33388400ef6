"""How a learner is called on screen and on paper, found, and sorted."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from conferencer.core.text import fold

_EAST_ASIAN = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")

_LONGEST_IN_PATH = 100


class Named(Protocol):
    """Anything with the names of a learner: a `Student`, or a row from a roster."""

    @property
    def given_name(self) -> str:
        """The given name."""

    @property
    def family_name(self) -> str:
        """The family name; empty for none."""

    @property
    def preferred_name(self) -> str:
        """What the learner wants to be called; empty for the given name."""


def first_name(student: Named) -> str:
    """What the learner is called: the preferred name, else the given, else the family name."""
    return student.preferred_name or student.given_name or student.family_name


def full_name(student: Named) -> str:
    """The whole name as people write it: preferred name first, then the family name.

    Names in Chinese, Japanese or Korean letters stand family name first and without a space.
    """
    first, family = first_name(student), student.family_name
    if not family or first == family and not (student.preferred_name or student.given_name):
        return first
    if _EAST_ASIAN.fullmatch(first) and _EAST_ASIAN.fullmatch(family):
        return family + first
    return f"{first} {family}"


def search_name(student: Named) -> str:
    """All the names, accents folded, for finding."""
    names = (student.preferred_name, student.given_name, student.family_name)
    return fold(" ".join(part for part in names if part))


def sort_name(student: Named) -> str:
    """Family name, then given name, accents folded."""
    return fold(f"{student.family_name or student.given_name}\t{student.given_name}")


def short_names(students: Iterable[Named]) -> list[str]:
    """First names, told apart where they are the same.

    Two learners called Ana become `Ana L.` and `Ana M.`; the same initial gets the whole family
    name; the same whole name gets a number in the order given.
    """
    listed = list(students)
    firsts = [first_name(student) for student in listed]
    initials = [
        f"{first} {student.family_name[0]}." if student.family_name else first
        for first, student in zip(firsts, listed, strict=True)
    ]
    full = [full_name(student) for student in listed]
    first_count, initial_count, full_count = (
        Counter(map(fold, firsts)),
        Counter(map(fold, initials)),
        Counter(map(fold, full)),
    )
    told: list[str] = []
    seen: Counter[str] = Counter()
    for first, initial, whole in zip(firsts, initials, full, strict=True):
        if first_count[fold(first)] == 1:
            told.append(first)
        elif initial_count[fold(initial)] == 1:
            told.append(initial)
        elif full_count[fold(whole)] == 1:
            told.append(whole)
        else:
            seen[fold(whole)] += 1
            told.append(f"{whole} ({seen[fold(whole)]})")
    return told


def full_names(students: Iterable[Named]) -> list[str]:
    """Whole names for a list on screen; the same name gets the grade, else a number.

    Where two learners are called alike, `grade` tells them apart if the rows have it. The numbers
    follow the ids, so that a learner keeps theirs however the list is ordered.
    """
    listed = list(students)
    names = [full_name(student) for student in listed]
    count = Counter(map(fold, names))
    with_grade = [
        f"{name} · {grade}" if (grade := getattr(student, "grade", "")) else name
        for name, student in zip(names, listed, strict=True)
    ]
    graded = Counter(map(fold, with_grade))
    told = list(names)
    seen: Counter[str] = Counter()
    for at in sorted(range(len(listed)), key=lambda at: _id_of(listed[at])):
        name, grade_name = names[at], with_grade[at]
        if count[fold(name)] == 1:
            continue
        if graded[fold(grade_name)] == 1:
            told[at] = grade_name
        else:
            seen[fold(name)] += 1
            told[at] = f"{name} ({seen[fold(name)]})"
    return told


def name_in_path(student: Named) -> str:
    """The whole name for a file's name: letters, digits and marks, the rest as hyphens.

    At most 100 bytes, since file names end at 255; empty where nothing is left.
    """
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in full_name(student))
    short = kept.encode()[:_LONGEST_IN_PATH].decode(errors="ignore")
    return "-".join(part for part in short.split("-") if part)


def _id_of(student: Named) -> int:
    return getattr(student, "student_id", None) or getattr(student, "id", None) or 0
