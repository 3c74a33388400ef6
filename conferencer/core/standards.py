"""Frameworks in the notebook: bringing them in, re-importing, putting away, and reading them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, insert, select

from conferencer.core.errors import ConferencerError
from conferencer.core.models import Framework, GoalStandard, Standard, new_uid
from conferencer.core.notebook import Notebook
from conferencer.core.search_words import folded
from conferencer.standards.diff import ABOUT, FIELDS, Changes, Known, compare
from conferencer.standards.finding import Catalogue, Shelf, Shelved
from conferencer.standards.shape import FrameworkRead, StandardRow

_AT_ONCE = 500
_LONG = 16
"""Characters from which on an identifier is nobody else's: a UUID, an address."""


@dataclass(frozen=True)
class Preview:
    """What bringing in a framework would do."""

    read: FrameworkRead
    framework: Framework | None
    """The framework, if the notebook knows it."""
    changes: Changes


def preview(notebook: Notebook, read: FrameworkRead) -> Preview:
    """What it would do; nothing is written, and a missing notebook is an empty one."""
    if not notebook.exists:
        return Preview(read, None, compare(read, ()))
    with notebook.session() as session:
        return _preview(session, read)


def apply(notebook: Notebook, shown: Preview) -> Framework:
    """Write what was shown, in one transaction; what has changed since is looked at again."""
    rows = shown.read.rows
    words = {row.identifier: folded(f"{row.code} {row.statement}") for row in rows}
    with notebook.write() as session:
        now = _preview(session, shown.read)
        framework = now.framework or Framework(
            identifier=shown.read.identifier, title=shown.read.title, imported_at=notebook.now()
        )
        for name in ABOUT:
            setattr(framework, name, getattr(shown.read, name))
        framework.source, framework.archived_on = shown.read.format, None
        framework.imported_at = notebook.now()
        session.add(framework)
        session.flush()
        assert framework.id is not None
        _write(session, framework.id, now, words, notebook.today())
    return framework


def _preview(session: Session, read: FrameworkRead) -> Preview:
    framework = _same_framework(session, read)
    if framework is None or framework.id is None:
        return Preview(read, None, compare(read, ()))
    about = {name: getattr(framework, name) for name in ABOUT}
    return Preview(read, framework, compare(read, _known(session, framework.id), about))


def _same_framework(session: Session, read: FrameworkRead) -> Framework | None:
    """The framework of that identifier.

    A file that does not say what its framework is called is the same as one whose standards are,
    for the most part, called by the same long identifiers: a file may be renamed.
    """
    same = select(Framework).where(Framework.identifier == read.identifier)
    found = session.exec(same).first()
    if found is not None or not read.identifier.startswith("file:"):
        return found
    own = [row.identifier for row in read.rows if len(row.identifier) >= _LONG]
    own = [name for name in own if not name.startswith("words:")]
    counts: Counter[int] = Counter()
    for start in range(0, len(own), _AT_ONCE):
        names = col(Standard.identifier).in_(own[start : start + _AT_ONCE])
        counts.update(session.exec(select(Standard.framework_id).where(names)))
    number, count = next(iter(counts.most_common(1)), (0, 0))
    return session.get(Framework, number) if count * 2 > len(read.rows) else None


def _known(session: Session, framework_id: int) -> list[Known]:
    goals = dict(
        session.exec(
            select(GoalStandard.standard_id, func.count())
            .join(Standard, col(Standard.id) == col(GoalStandard.standard_id))
            .where(Standard.framework_id == framework_id)
            .group_by(col(GoalStandard.standard_id))
        ).all()
    )
    columns = (
        *(Standard.id, Standard.identifier, Standard.statement, Standard.code, Standard.parent_id),
        *(Standard.kind, Standard.grades, Standard.position, Standard.withdrawn_on),
    )
    # Columns and not rows of the model: of ten thousand these take a tenth of the time.
    query = select(*columns).where(Standard.framework_id == framework_id)  # type: ignore[call-overload]
    rows = session.connection().execute(query).all()
    names = {row.id: row.identifier for row in rows}
    return [
        Known(
            id=row.id or 0,
            identifier=row.identifier,
            statement=row.statement,
            code=row.code,
            parent=names.get(row.parent_id, ""),
            kind=row.kind,
            grades=row.grades,
            position=row.position,
            is_withdrawn=row.withdrawn_on is not None,
            goals=goals.get(row.id or 0, 0),
        )
        for row in rows
    ]


def _write(
    session: Session, framework_id: int, shown: Preview, words: dict[str, str], today: date
) -> None:
    """Write what changes, what others are a part of first, since these need its number."""
    query = select(Standard).where(Standard.framework_id == framework_id)
    there = {row.identifier: row for row in session.exec(query)}
    ids = {name: row.id for name, row in there.items()}
    for level in _by_depth(shown.read.rows):
        made = []
        for position, row in level:
            values = {name: getattr(row, name) for name in FIELDS if name != "parent"}
            values |= {
                "parent_id": ids.get(row.parent),
                "position": position,
                "words": words[row.identifier],
                "withdrawn_on": None,
            }
            if (one := there.get(row.identifier)) is not None:
                for name, value in values.items():
                    if getattr(one, name) != value:
                        setattr(one, name, value)
                continue
            fixed = {"framework_id": framework_id, "identifier": row.identifier, "uid": new_uid()}
            made.append(fixed | values)
        ids |= _inserted(session, framework_id, made)
    for known in shown.changes.withdrawn:
        there[known.identifier].withdrawn_on = today


def _inserted(
    session: Session, framework_id: int, made: list[dict[str, object]]
) -> dict[str, int | None]:
    """Insert rows; identifier -> number of all that are there then."""
    if not made:
        return {}
    session.connection().execute(insert(Standard), made)
    query = select(Standard.identifier, Standard.id).where(Standard.framework_id == framework_id)
    return dict(session.exec(query).all())


def _by_depth(rows: Sequence[StandardRow]) -> list[list[tuple[int, StandardRow]]]:
    depth: dict[str, int] = {"": -1}
    levels: dict[int, list[tuple[int, StandardRow]]] = defaultdict(list)
    for position, row in enumerate(rows):
        depth[row.identifier] = depth[row.parent] + 1  # a parent stands before its parts
        levels[depth[row.identifier]].append((position, row))
    return [levels[number] for number in sorted(levels)]


# Reading


def catalogue(notebook: Notebook, put_away: bool = False) -> Catalogue:
    """Every standard, to browse and to find in; those of frameworks put away only if asked."""
    if not notebook.exists:
        return Catalogue([], [])
    parent = select(Standard.id, Standard.uid).subquery()
    with notebook.session() as session:
        query = select(Framework).order_by(col(Framework.archived_on), col(Framework.title))
        shelves = [
            Shelf(
                one.id or 0,
                one.uid,
                one.title,
                one.subject,
                one.publisher,
                one.grades,
                one.archived_on is not None,
            )
            for one in session.exec(query)
            if put_away or one.archived_on is None
        ]
        rows = session.connection().execute(
            select(  # type: ignore[call-overload]
                Standard.uid,
                Standard.framework_id,
                Standard.code,
                Standard.statement,
                Standard.words,
                parent.c.uid,
                Standard.kind,
                Standard.grades,
                Standard.withdrawn_on,
            )
            .outerjoin(parent, parent.c.id == Standard.parent_id)
            .order_by(Standard.position, Standard.id)
        )
        by_shelf: dict[int, list[Shelved]] = {shelf.id: [] for shelf in shelves}
        for uid, number, code, statement, words, above, kind, grades, withdrawn in rows:
            if (listed := by_shelf.get(number)) is not None:
                gone = withdrawn is not None
                listed.append(
                    Shelved(uid, number, code, statement, words, above or "", kind, grades, gone)
                )
    shelves.sort(key=lambda shelf: (shelf.is_put_away, folded(shelf.title), shelf.id))
    return Catalogue(shelves, [one for shelf in shelves for one in by_shelf[shelf.id]])


def put_away(notebook: Notebook, framework_id: int, today: date | None) -> None:
    """Put a framework away, or take it out again (None): goals keep what they belong to.

    Raises:
        ConferencerError: there is no such framework any more.
    """
    with notebook.write() as session:
        framework = session.get(Framework, framework_id)
        if framework is None:
            raise ConferencerError("No framework", "There is no such framework; look again.")
        framework.archived_on = today
