"""From the cells of one row to a learner, or to the reason why not."""

from collections.abc import Iterable, Mapping

from conferencer.core.text import clean_line, is_visible
from conferencer.rosters.headings import ID, is_no_name, is_other_role, is_test_person
from conferencer.rosters.person_names import is_number, split_sortable, split_whole
from conferencer.rosters.shape import NotRead, RosterRow

LONGEST_NAME = 200
"""Characters; what is longer is a text that strayed into the column."""
_NOTHING = frozenset(("", "-", "--", "n/a", "na", "none", "null", "nil", "#n/a"))


def learner(row: int, cells: Mapping[str, str], text: str) -> RosterRow | NotRead:
    """What one row says.

    Args:
        row: as a spreadsheet counts.
        cells: kind of column (see `headings.kind_of`) -> cell.
        text: the row, to be shown when it cannot be read.
    """
    if is_other_role(cells.get("role", "")):
        return NotRead.of(row, f"{cells['role']}, not a learner", text)
    given, family, guessed = _names(cells)
    ids = {
        kind.removeprefix(ID): _value(cell)
        for kind, cell in cells.items()
        if kind.startswith(ID) and _value(cell)
    }
    email = _value(cells.get("email", ""))
    if reason := _no_learner(given, family, bool(ids or email)):
        return NotRead.of(row, reason, text)
    preferred = _name(cells.get("preferred", ""))
    return RosterRow(
        row=row,
        given_name=given,
        family_name=family,
        preferred_name="" if preferred == given else preferred,
        pronouns=_value(cells.get("pronouns", "")),
        grade=_value(cells.get("grade", "")),
        email=email,
        home_language=_value(cells.get("home_language", "")),
        class_name=_class_name(cells),
        outside_ids=ids,
        split_guessed=guessed,
    )


def _no_learner(given: str, family: str, is_known_elsewhere: bool) -> str:
    whole = f"{given} {family}".strip()
    if not whole:
        return "no name"
    if len(whole) > LONGEST_NAME:
        return f"a name of more than {LONGEST_NAME} characters"
    if is_test_person(whole):
        return "a test student, not a learner"
    if is_no_name(whole) and not is_known_elsewhere:
        return "no email or id, and no learner's name"
    return ""


def _name(text: str) -> str:
    name = clean_line(text)
    return name if is_visible(name) and not is_number(name) else ""


def _value(text: str) -> str:
    value = clean_line(text)
    return "" if value.lower() in _NOTHING or not is_visible(value) else value


def _class_name(cells: Mapping[str, str]) -> str:
    parts = (_value(cells.get("class_name", "")), _value(cells.get("section", "")))
    return " ".join(part for part in parts if part)


def _names(cells: Mapping[str, str]) -> tuple[str, str, bool]:
    """Given name, family name, and whether the cut between them is a guess."""
    given = _name(cells.get("given", ""))
    parts = (_name(cells.get(kind, "")) for kind in ("particle", "family", "family_more"))
    family = " ".join(part for part in parts if part)
    whole = _name(cells.get("full_name", "") or cells.get("name", ""))
    sortable = _name(cells.get("sortable_name", ""))
    if given and family or (given or family) and not (whole or sortable):
        return given, family, False
    if sortable and ("," in sortable or not whole):
        split = split_sortable(sortable)
        return given or split[0], family or split[1], "," not in sortable
    if given and whole.casefold().startswith(given.casefold()):
        return given, whole[len(given) :].strip(" ,"), False
    if given or family:
        return given, family, False
    split = split_whole(whole)
    return *split, "," not in whole


def told_apart(
    found: Iterable[RosterRow | NotRead], texts: Mapping[int, str]
) -> tuple[list[RosterRow], list[NotRead]]:
    """The learners, and the rows that gave none: unreadable, or said already.

    Two rows are the same learner when they agree in an id, in email and name, or in every cell with
    an email or id among them, within one class. The same name alone is another learner.

    Args:
        texts: row -> the row as it is shown to people.
    """
    learners: list[RosterRow] = []
    not_read: list[NotRead] = []
    seen: dict[tuple[str, ...], int] = {}
    for one in found:
        if isinstance(one, NotRead):
            not_read.append(one)
            continue
        for reason, key in _signs(one):
            if key in seen:
                said = NotRead.of(one.row, f"{reason} above (row {seen[key]})", texts[one.row])
                not_read.append(said)
                break
        else:
            learners.append(one)
            seen.update(dict.fromkeys((key for _, key in _signs(one)), one.row))
    return learners, not_read


def _signs(one: RosterRow) -> list[tuple[str, tuple[str, ...]]]:
    place = one.class_name.casefold()
    names = (one.given_name.casefold(), one.family_name.casefold())
    ids = sorted(one.outside_ids.items())
    rest = (one.preferred_name, one.pronouns, one.grade, one.email, one.home_language)
    flat = tuple(part for item in ids for part in item)
    whole = ("row", place, one.given_name, one.family_name, *rest, *flat)
    signs = [("the same row stands", whole)] if ids or one.email else []
    signs += [(f"the {kind} {value} stands", ("id", place, kind, value)) for kind, value in ids]
    if "@" in one.email and not ids:
        same = ("email", place, one.email.casefold(), *names)
        signs.append(("the same email and name stand", same))
    return signs
