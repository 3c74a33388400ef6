"""What can be done from Today beyond looking: resume, pin, skip, move, another type or class."""

from typing import TYPE_CHECKING

from conferencer.core import turns
from conferencer.core.dates import nearby
from conferencer.core.guide import conference_types, panes_for
from conferencer.core.names import full_names
from conferencer.core.profile import profile_of
from conferencer.core.removals import bring_back, recent_removals
from conferencer.core.text import isolated
from conferencer.ui.conference_menu import type_in_words
from conferencer.ui.dialogs import Pick
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import Confer, Resume
from conferencer.ui.private import Supports
from conferencer.ui.removal_words import back_in_words

if TYPE_CHECKING:
    from conferencer.ui.screens.today import TodayScreen


def resume(screen: "TodayScreen") -> None:
    """Go on with the draft; with several, pick one."""
    drafts, today = screen.rows.drafts, screen.desk.today()
    if len(drafts) == 1:
        screen.post_message(Resume(drafts[0].conference_id))
        return
    titles = {pane.key: pane.title for pane in panes_for("full", screen.desk.guide("reading"))}
    rows = [
        (
            str(draft.conference_id),
            f"{isolated(name)}\n{titles.get(draft.pane, draft.pane)}"
            f" · begun {nearby(draft.held_on, today)}",
        )
        for name, draft in zip(full_names(drafts), drafts, strict=True)
    ]

    def go_on(key: str | None) -> None:
        if key:
            screen.post_message(Resume(int(key)))

    screen.app.push_screen(Pick("Resume with …", rows), go_on)


def pick_type(screen: "TodayScreen") -> None:
    """Begin a conference of another type."""
    student_id = screen.turns.student_id
    rows = [
        (kind.key, type_in_words(kind.name, kind.minutes)) for kind in conference_types().values()
    ]

    def begin(key: str | None) -> None:
        if key and student_id is not None:
            screen.post_message(Confer(student_id, screen.class_id, key))

    screen.app.push_screen(Pick("Which type of conference?", rows), begin)


def note_that_they_asked(screen: "TodayScreen") -> None:
    """The learner asked for a conference; again takes it back."""
    student_id, today = screen.turns.student_id, screen.desk.today()
    if student_id is None:
        return
    name = screen.turns.name_of(student_id)
    stands = turns.ask_to_meet(screen.desk.notebook, student_id, today)
    words = "asked to meet" if stands else "no longer asks to meet"
    screen.reload()
    screen.notify(f"{isolated(name)} {words}.", markup=False)


def show_supports(screen: "TodayScreen") -> None:
    """Show the supports of the learner under the bar, until a key comes."""
    student_id = screen.turns.student_id
    if student_id is None:
        return
    lines = [one.text for one in profile_of(screen.desk.notebook, student_id, ("support",))]
    screen.app.push_screen(Supports(screen.turns.name_of(student_id), lines))


def _place_of(screen: "TodayScreen", student_id: int) -> int | None:
    standings = (turn.standing for turn in screen.rows.turns)
    return next((s.place for s in standings if s.student_id == student_id), None)


def pin_or_let_go(screen: "TodayScreen") -> None:
    """On top for today, or back to where the list would have them."""
    student_id, class_id = screen.turns.student_id, screen.class_id
    if student_id is None or class_id is None:
        return
    place = _place_of(screen, student_id)
    if place is not None and place >= 0:
        turns.unplace(screen.desk.notebook, class_id, student_id)
    else:
        turns.pin(screen.desk.notebook, class_id, student_id, screen.desk.today())
    screen.reload()


def skip_or_let_go(screen: "TodayScreen") -> None:
    """Out for today, or back."""
    student_id, class_id = screen.turns.student_id, screen.class_id
    if student_id is None or class_id is None:
        return
    if _place_of(screen, student_id) == turns.SKIPPED:
        turns.unplace(screen.desk.notebook, class_id, student_id)
    else:
        turns.skip(screen.desk.notebook, class_id, student_id, screen.desk.today())
    screen.reload()


def move(screen: "TodayScreen", by: int) -> None:
    """One place up or down; what stands above is then settled for today."""
    student_id, class_id = screen.turns.student_id, screen.class_id
    order = list(screen.turns.order)
    if student_id not in order or class_id is None:
        return
    at = order.index(student_id)
    to = min(max(at + by, 0), len(order) - 1)
    if to == at:
        return
    order.insert(to, order.pop(at))
    skipped = {
        t.standing.student_id for t in screen.rows.turns if t.standing.place == turns.SKIPPED
    }
    settled = [one for one in order[: max(at, to) + 1] if one not in skipped]
    turns.put_in_order(screen.desk.notebook, class_id, settled, screen.desk.today())
    screen.reload()


def take_back(screen: "TodayScreen") -> None:
    """Bring back what was taken away last."""
    recent = recent_removals(screen.desk.notebook)
    if not recent:
        screen.notify("Nothing was taken away lately.", markup=False)
        return
    back = bring_back(screen.desk.notebook, recent[0].id)
    screen.reload()
    screen.notify(back_in_words(back), markup=False)


def pick_class(screen: "TodayScreen") -> None:
    """Show another class."""
    group = screen.rows.group

    def show(uid: str | None) -> None:
        if uid:
            with kindly(screen):
                screen.desk.change_settings(class_uid=uid)
            screen.reload()

    rows = [(row.uid, isolated(row.name)) for row in screen.rows.classes]
    screen.app.push_screen(Pick("Which class?", rows, at=group.uid if group else ""), show)
