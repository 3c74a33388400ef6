"""The rule of a purge: which rows go and which stay, on plain rows, whatever file they are from.

For the notebook, dates decide:

- A conference goes when it was held before the day, however it ended; a draft counts by the last
  day on which it was taken up. With it go its notes and their earlier texts, its follow-ups and the
  memory aids on it.
- A next step that it set goes with it, but for two kinds that stay, without their conference: one
  that is still open, and one that a later conference asks about that stays, which would else tell
  of something that is nowhere.
- A goal goes when it was closed before the day; one that is active stays, however old.
- Earlier texts of notes and earlier wordings of goals go when they gave way before the day, also
  those of what stays. So do profile entries that ended, memory aids that were last changed,
  meetings that were planned, requests that were made, and removals that were recorded before it.
- What was answered in passing, and the plan of a day, go when they were made for a day before it. A
  group goes that ended before the day or of which no member stays. Who said yes to helping stays
  so until they take it back; from then on what they said counts by the day of their yes.
- A learner goes whole, with open steps and active goals, who left every class before the day and of
  whom nothing is dated on the day or after it. In which class a learner who stays was, and when,
  stays.
- A goal's link to a standard goes with the goal. Frameworks and standards stay: they are nobody's.
- A class goes that was archived before the day and that nothing and nobody who stays belongs to.

For a backup the notebook has decided: what stays in the notebook stays in its backups, and what
goes goes, whatever the backup's own dates say. What the notebook does not have (any longer) goes
when it is dated before the day.
"""

from collections import defaultdict
from collections.abc import Callable

from conferencer.core.purge_known import WITH_UID, Cut, Ids, Known, Names, Row, Tables

_DATES = {
    "conference": ("held_on",),
    "goal": ("since", "closed_on"),
    "profile_entry": ("since", "until"),
    "memory_aid": ("changed_at",),
    "appointment": ("planned_on", "kept_on"),
    "request": ("asked_on", "answered_on"),
    "peer_expert": ("consent_on",),
    "group_member": ("joined_on", "left_on"),
    "planned_turn": ("day",),
}
"""What tells that there was something with a learner on a day."""


def what_goes(
    tables: Tables, cut: Cut, known: Known | None = None, around: Ids | None = None
) -> Ids:
    """The rows that go.

    Args:
        tables: of notes, only those are needed whose conference was begun before the day and is
            one of the day or later.
        known: what the notebook has decided; None for the notebook itself.
        around: what goes of the rows that these belong to, where these are part of a removal.
    """
    return _Rule(tables, cut, known, around).apply()


class _Rule:
    def __init__(self, tables: Tables, cut: Cut, known: Known | None, around: Ids | None) -> None:
        self.tables, self.cut, self.known = tables, cut, known
        self.in_removal = around is not None
        self.names = Names(tables)
        self.going: Ids = defaultdict(set)
        for name, ids in (around or {}).items():  # a row's own removal may hold what it belongs to
            self.going[name] = ids - {row["id"] for row in self._rows(name)}

    def apply(self) -> Ids:
        """What others belong to comes first."""
        old = self.cut.is_old
        self._judge("student", self._learner_goes())
        self._judge("conference", lambda row: old(row["held_on"]))
        self._judge("goal", self._goal_goes)
        self._judge("next_step", self._step_goes())
        self._judge("answer_in_passing", lambda row: old(row["answered_on"]))
        self._judge("planned_turn", lambda row: old(row["day"]))
        self._judge("peer_expert", self._expert_goes)
        self._judge("strategy_group", self._group_goes())
        self._judge("group_member", lambda row: row["group_id"] in self.going["strategy_group"])
        self._judge("appointment", lambda row: old(row["planned_on"]))
        self._judge("request", lambda row: old(row["asked_on"]))
        self._judge("enrollment", lambda row: False)
        self._judge("profile_entry", self._entry_goes)
        self._judge("memory_aid", lambda row: old(row["changed_at"]))
        self._judge("note", self._note_goes)
        self._judge("note_revision", lambda row: old(row["changed_at"]))
        self._judge("goal_revision", lambda row: old(row["changed_at"]))
        self._judge("goal_standard", lambda row: False)
        self._judge("follow_up", lambda row: False)
        self._judge("connection", self._connection_goes)
        self._judge("class_group", self._class_goes())
        self._judge("removal", lambda row: old(row["removed_at"]))
        return self.going

    def _rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def _judge(self, table: str, by_itself: Callable[[Row], bool]) -> None:
        for row in self._rows(table):
            if self._belongs_to_what_goes(table, row):
                goes = True
            else:
                said = self._said_by_the_notebook(table, row)
                goes = by_itself(row) if said is None else said
            if goes:
                self.going[table].add(row["id"])

    def _belongs_to_what_goes(self, table: str, row: Row) -> bool:
        parents = ["student_id"]
        # Those can do without a conference, or without the goal that was met.
        if table not in ("appointment", "next_step", "peer_expert"):
            parents += ["conference_id", "next_step_id", "goal_id"]
        if table == "removal":
            parents += ["class_id"]
        return any(row.get(column) in self.going[_table_of(column)] for column in parents)

    def _said_by_the_notebook(self, table: str, row: Row) -> bool | None:
        if self.known is None or table not in WITH_UID:
            return None
        if table == "class_group" and row["id"] in self._used_classes():
            return False
        if row.get("uid") in self.known.kept[table]:
            return False
        return True if row.get("uid") in self.known.gone[table] else None

    def _learner_goes(self) -> Callable[[Row], bool]:
        of_late = self._met_of_late()
        joined = {row["student_id"] for row in self._rows("enrollment")}
        # Who is in no class of the notebook is in none, whatever a backup says.
        end = "left_on" if self.known is None else "joined_on"
        there = {
            row["student_id"]
            for row in self._rows("enrollment")
            if not self.cut.is_old(row.get(end))
        }

        def goes(row: Row) -> bool:
            if row["id"] in of_late or row["id"] in there:
                return False
            has_left = row["id"] in joined or self.cut.is_old(row.get("archived_on"))
            return has_left or self.known is not None

        return goes

    def _met_of_late(self) -> set[int | None]:
        """Learners of whom something is dated on the day or after it, or was until removed."""
        removed: list[Tables] = [
            row["rows"] or {}
            for row in self._rows("removal")
            if not self.cut.is_old(row["removed_at"])
        ]
        return {
            row.get("student_id")
            for tables in (self.tables, *removed)
            for table, columns in _DATES.items()
            for row in tables.get(table, ())
            if any(row.get(c) is not None and not self.cut.is_old(row[c]) for c in columns)
        }

    def _goal_goes(self, row: Row) -> bool:
        if self.known is not None:
            return self.cut.is_old(row["since"])
        return row["status"] != "active" and self.cut.is_old(row["closed_on"] or row["since"])

    def _step_goes(self) -> Callable[[Row], bool]:
        asked_about = {
            row.get(column)
            for row in self._rows("follow_up")
            if row["conference_id"] not in self.going["conference"]
            for column in ("next_step_id", "changed_to_id")
        }

        def goes(row: Row) -> bool:
            talk, due = row["conference_id"], row["due_on"]
            if talk is not None and talk not in self.going["conference"]:
                return False
            if talk is None and due is not None and not self.cut.is_old(due):
                return False
            is_needed = row["status"] == "open" or row["id"] in asked_about
            return self.known is not None or not is_needed

        return goes

    def _entry_goes(self, row: Row) -> bool:
        if self.known is None:
            return self.cut.is_old(row["until"])
        is_kept = self.names.key_of("profile_entry", row) in self.known.keys
        return self.cut.is_old(row["since"]) and not is_kept

    def _expert_goes(self, row: Row) -> bool:
        """A yes that was taken back: in a removal, or in a backup from before that."""
        if not self.cut.is_old(row["consent_on"]):
            return False
        if self.known is None:
            return self.in_removal
        return self.names.key_of("peer_expert", row) not in self.known.keys

    def _group_goes(self) -> Callable[[Row], bool]:
        members = {
            row["group_id"]
            for row in self._rows("group_member")
            if row["student_id"] not in self.going["student"]
        }

        def goes(row: Row) -> bool:
            end = row["ended_on"] if self.known is None else row["since"]
            return self.cut.is_old(end) or row["id"] not in members

        return goes

    def _note_goes(self, row: Row) -> bool:
        """Words that a draft once held, of which the conference that it became says nothing."""
        if self.known is None or not self.cut.is_old(row["changed_at"]):
            return False
        return self.names.key_of("note", row) not in self.known.keys

    def _connection_goes(self, row: Row) -> bool:
        if self.known is None:
            return False
        table, uid = self.names.parent_of(row)
        is_kept = self.names.key_of("connection", row) in self.known.keys
        return uid in self.known.old[table] and not is_kept

    def _used_classes(self) -> set[int | None]:
        return {
            row.get("class_id")
            for table in ("enrollment", "conference", "strategy_group")
            for row in self._rows(table)
            if row["id"] not in self.going[table]
        }

    def _class_goes(self) -> Callable[[Row], bool]:
        used = self._used_classes()

        def goes(row: Row) -> bool:
            is_over = self.known is not None or self.cut.is_old(row["archived_on"])
            return is_over and row["id"] not in used

        return goes


def _table_of(column: str) -> str:
    return "class_group" if column == "class_id" else column.removesuffix("_id")
