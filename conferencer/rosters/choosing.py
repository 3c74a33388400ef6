"""Which class of a file is meant."""

from collections.abc import Sequence
from dataclasses import replace

from conferencer.core.errors import AskedWronglyError
from conferencer.core.text import clean_line, fold, is_visible
from conferencer.rosters.shape import Roster, RosterClass

_MOST = 80
"""Classes that are listed in one message."""


def choose_class(roster: Roster, name: str | None, file_stem: str) -> RosterClass:
    """The class that is meant, under the name that it is to have in the notebook.

    In a file with several classes the name picks one, by title, class code or sourcedId; otherwise
    it names the class. Without a name it is called what the file calls it, else like the file.

    Raises:
        AskedWronglyError: several classes, and the name is missing, unknown or ambiguous.
    """
    if name is not None and not is_visible(clean_line(name)):
        raise AskedWronglyError("No name", "--class needs a name with a visible character.")
    classes = [
        group if group.name else replace(group, name=_stem(file_stem)) for group in roster.classes
    ]
    if not classes:
        raise AskedWronglyError("No class", "The file has no class in it; nothing was changed.")
    if len(classes) == 1:
        return replace(classes[0], name=clean_line(name)) if name else classes[0]
    if name is None:
        raise AskedWronglyError(
            "Which class?",
            f"The file has {len(classes)} classes; choose with --class, or all with --all: "
            f"{listed(classes)}.",
        )
    return _picked(classes, clean_line(name))


def choose_classes(
    roster: Roster, names: Sequence[str], every: bool, file_stem: str
) -> list[RosterClass]:
    """The classes that are meant: those of the names, all of them, or the only one.

    Raises:
        AskedWronglyError: as `choose_class`.
    """
    if every and roster.classes:
        return [replace(group, name=group.name or _stem(file_stem)) for group in roster.classes]
    if len(names) < 2:
        return [choose_class(roster, names[0] if names else None, file_stem)]
    if len(roster.classes) < 2:
        raise AskedWronglyError(
            "Which class?", "The file has one class, so that --class may name only one."
        )
    return [choose_class(roster, name, file_stem) for name in dict.fromkeys(names)]


def _stem(file_stem: str) -> str:
    stem = clean_line(file_stem)
    return stem if is_visible(stem) else "My class"


def _picked(classes: list[RosterClass], name: str) -> RosterClass:
    for signs in (_exact, _folded):
        wanted = name if signs is _exact else fold(name)
        found = [group for group in classes if wanted in signs(group)]
        if len(found) == 1:
            return found[0]
        if found:
            raise AskedWronglyError(
                "Which class?",
                f"{len(found)} classes of the file answer to “{name}”; choose one by its code: "
                f"{listed(found)}.",
            )
    raise AskedWronglyError(
        "Which class?", f"The file has no class “{name}”; it has {listed(classes)}."
    )


def _exact(group: RosterClass) -> tuple[str, ...]:
    return (group.name, *group.outside_ids.values())


def _folded(group: RosterClass) -> tuple[str, ...]:
    return tuple(fold(sign) for sign in _exact(group))


def listed(classes: list[RosterClass]) -> str:
    """The classes in one line, each with its code and how many learners it has."""
    names = [group.name for group in classes]
    codes = [group.outside_ids.get("classCode", "") for group in classes]
    said = []
    for group, name, code in zip(classes, names, codes, strict=True):
        told_apart = names.count(name) == 1 or (code and codes.count(code) == 1)
        code = code if told_apart else group.outside_ids.get("sourcedId", code)
        count = len(group.rows)
        learners = "1 learner" if count == 1 else f"{count} learners"
        learners += f", {group.teacher}" if group.teacher else ""
        said.append(f"“{name}” ({code}, {learners})" if code else f"“{name}” ({learners})")
    more = f" and {len(said) - _MOST} more" if len(said) > _MOST else ""
    return "; ".join(said[:_MOST]) + more
