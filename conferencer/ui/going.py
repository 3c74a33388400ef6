"""How the app goes where a screen asks: which draft is taken up, and which screen comes."""

from contextlib import suppress
from functools import singledispatch

from textual.app import App
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import OptionDoesNotExist

from conferencer.core.text import isolated
from conferencer.ui import moves
from conferencer.ui.cards import Card
from conferencer.ui.desk import Desk

# Each screen is imported on the way to it: none but Today is needed for the first frame.


@singledispatch
def go(move: moves.Move, app: App[str]) -> None:
    """Go there.

    Raises:
        ConferencerError: it cannot be done; nothing was changed.
    """
    raise NotImplementedError(type(move))


def _desk(app: App[str]) -> Desk:
    desk = getattr(app, "desk", None)
    assert isinstance(desk, Desk)
    return desk


def _sit_down_together(app: App[str], conference: Screen[None]) -> None:
    app.clear_notifications()  # a toast from before may name another learner
    app.push_screen(conference)


@go.register
def _confer(move: moves.Confer, app: App[str]) -> None:
    from conferencer.core.conferences import begin_conference
    from conferencer.ui.screens.conference import ConferenceScreen

    desk = _desk(app)
    draft = begin_conference(
        desk.notebook,
        move.student_id,
        move.class_id,
        desk.today(),
        move.type,
        desk.settings.day_first,
    )
    _sit_down_together(app, ConferenceScreen(desk, draft))


@go.register
def _resume(move: moves.Resume, app: App[str]) -> None:
    from conferencer.core.conferences import take_up_draft
    from conferencer.ui.screens.conference import ConferenceScreen

    desk = _desk(app)
    day_first = desk.settings.day_first
    draft = take_up_draft(desk.notebook, move.conference_id, desk.today(), day_first)
    _sit_down_together(app, ConferenceScreen(desk, draft))


@go.register
def _retype(move: moves.Retype, app: App[str]) -> None:
    from conferencer.core.conferences import set_type, take_up_draft
    from conferencer.ui.screens.conference import ConferenceScreen

    desk = _desk(app)
    set_type(desk.notebook, move.conference_id, move.type)
    day_first = desk.settings.day_first
    draft = take_up_draft(desk.notebook, move.conference_id, desk.today(), day_first)
    app.switch_screen(ConferenceScreen(desk, draft))


@go.register
def _continue_here(move: moves.ContinueHere, app: App[str]) -> None:
    from conferencer.core.claims import take_over
    from conferencer.core.conferences import read_draft
    from conferencer.ui.screens.conference import ConferenceScreen

    desk = _desk(app)
    take_over(desk.notebook, move.conference_id, desk.window)
    app.switch_screen(ConferenceScreen(desk, read_draft(desk.notebook, move.conference_id)))


@go.register
def _left(move: moves.Left, app: App[str]) -> None:
    app.pop_screen()


@go.register
def _finished(move: moves.Finished, app: App[str]) -> None:
    words = {
        "met": "Your words are kept.",
        "absent": "Kept as absent.",
        "declined": "Kept as declined.",
        "postponed": "Kept as put off.",
    }
    name = isolated(move.name)
    title = f"Thank you, {name}." if move.status == "met" else name
    app.switch_screen(Card(title, words[move.status], back=False))


@go.register
def _open_learner(move: moves.OpenLearner, app: App[str]) -> None:
    from conferencer.ui.screens.learner import LearnerScreen

    screen = LearnerScreen(_desk(app), move.student_id, move.class_id)
    app.push_screen(screen)
    if move.at:
        screen.call_after_refresh(_stand_on, screen, move.at)


def _stand_on(screen: Screen[None], key: str) -> None:
    for rows in screen.query(OptionList):
        with suppress(OptionDoesNotExist):
            rows.highlighted = rows.get_option_index(key)
            rows.focus()
            return


@go.register
def _compare(move: moves.Compare, app: App[str]) -> None:
    from conferencer.ui.screens.compare import CompareScreen

    app.clear_notifications()  # looked at together: a toast may name somebody else
    app.push_screen(CompareScreen(_desk(app), move.student_id))


@go.register
def _open_conference(move: moves.OpenConference, app: App[str]) -> None:
    from conferencer.ui.screens.told import ToldScreen

    app.push_screen(ToldScreen(_desk(app), move.conference_id, move.field))


@go.register
def _open_search(move: moves.OpenSearch, app: App[str]) -> None:
    from conferencer.ui.screens.search import SearchScreen

    app.push_screen(SearchScreen(_desk(app), move.student_id))


@go.register
def _open_library(move: moves.OpenLibrary, app: App[str]) -> None:
    from conferencer.ui.screens.library import LibraryScreen

    app.push_screen(LibraryScreen(_desk(app)))


@go.register
def _bring_standards(move: moves.BringStandards, app: App[str]) -> None:
    from conferencer.ui.screens.bring_standards import BringStandardsScreen

    app.push_screen(BringStandardsScreen(_desk(app)))


@go.register
def _open_roster(move: moves.OpenRoster, app: App[str]) -> None:
    from conferencer.ui.screens.roster import RosterScreen

    app.push_screen(RosterScreen(_desk(app), move.class_id, move.with_earlier))


@go.register
def _open_class(move: moves.OpenClass, app: App[str]) -> None:
    from conferencer.ui.screens.class_room import ClassScreen

    app.push_screen(ClassScreen(_desk(app), move.class_id))


@go.register
def _open_paper(move: moves.OpenPaper, app: App[str]) -> None:
    from conferencer.ui.screens.paper import PaperScreen

    app.push_screen(PaperScreen(_desk(app), move.class_id, move.student_id))


@go.register
def _meet_group(move: moves.MeetGroup, app: App[str]) -> None:
    from conferencer.core.groups import begin_group_talk
    from conferencer.ui.screens.group_talk import GroupTalkScreen

    desk = _desk(app)
    talk = begin_group_talk(desk.notebook, move.group_id, desk.today())
    _sit_down_together(app, GroupTalkScreen(desk, talk))


@go.register
def _open_removals(move: moves.OpenRemovals, app: App[str]) -> None:
    from conferencer.ui.screens.removals import RemovalsScreen

    app.push_screen(RemovalsScreen(_desk(app)))


@go.register
def _bring_in(move: moves.BringIn, app: App[str]) -> None:
    from conferencer.ui.screens.bring_in import BringInScreen

    app.push_screen(BringInScreen(_desk(app), move.way, move.class_name))


@go.register
def _brought_in(move: moves.BroughtIn, app: App[str]) -> None:
    try:
        _desk(app).change_settings(class_uid=move.class_uid)
    finally:
        app.pop_screen()


@go.register
def _try_demo(move: moves.TryDemo, app: App[str]) -> None:
    app.exit(moves.TRY_DEMO)
