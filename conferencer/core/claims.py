"""Who writes a draft: one window at a time, and the other is told so.

A claim names host, process and window, and is renewed every few seconds. It lapses 30 seconds after
that, or at once where the process on this computer has ended; a claim from the future (the clock
was set back) has lapsed as well.
"""

import os
import socket
import sys
from datetime import datetime, timedelta
from uuid import uuid4

from sqlmodel import col, select, update

from conferencer.core.conferences import draft_in
from conferencer.core.models import Conference
from conferencer.core.notebook import Notebook

LAPSES_AFTER = timedelta(seconds=30)
RENEW_EVERY = 5.0
"""Seconds."""
_SKEW = timedelta(seconds=5)
"""How far two computers' clocks may be apart."""


def this_window() -> str:
    """A name for one window: host, process and a token."""
    return f"{socket.gethostname()} {os.getpid()} {uuid4().hex[:12]}"


def claim(notebook: Notebook, conference_id: int, window: str) -> datetime | None:
    """Claim a draft for a window.

    Returns:
        None when it is ours; else when the window that has it said so last.

    Raises:
        ConferencerError: it was finished or discarded meanwhile.
    """
    with notebook.write() as session:
        draft = draft_in(session, conference_id)
        if draft.claimed_by != window and _holds(draft, notebook.now()):
            return draft.claimed_at
        draft.claimed_by, draft.claimed_at = window, notebook.now()
    return None


def take_over(notebook: Notebook, conference_id: int, window: str) -> None:
    """Claim a draft, whoever has it: *Continue here*."""
    with notebook.write() as session:
        draft = draft_in(session, conference_id)
        draft.claimed_by, draft.claimed_at = window, notebook.now()


def renew(notebook: Notebook, conference_id: int, window: str) -> bool:
    """Say that a window is still there; whether the draft is still its own."""
    return _set(notebook, conference_id, window, window, notebook.now())


def release(notebook: Notebook, conference_id: int, window: str) -> None:
    """Let go of a draft, if it is this window's."""
    _set(notebook, conference_id, window, "", None)


def is_open_elsewhere(notebook: Notebook, window: str = "") -> bool:
    """Whether another window than this one has any draft open."""
    with notebook.session() as session:
        drafts = session.exec(select(Conference).where(col(Conference.claimed_by) != "")).all()
    now = notebook.now()
    return any(draft.claimed_by != window and _holds(draft, now) for draft in drafts)


def _set(notebook: Notebook, conference_id: int, window: str, to: str, at: datetime | None) -> bool:
    ours = update(Conference).where(
        col(Conference.id) == conference_id, col(Conference.claimed_by) == window
    )
    with notebook.write() as session:
        return session.exec(ours.values(claimed_by=to, claimed_at=at)).rowcount == 1


def _holds(draft: Conference, now: datetime) -> bool:
    if not draft.claimed_by or draft.claimed_at is None:
        return False
    age = now - draft.claimed_at
    return -_SKEW <= age < LAPSES_AFTER and _may_be_running(draft.claimed_by)


def _may_be_running(window: str) -> bool:
    host, _, rest = window.rpartition(" ")[0].rpartition(" ")  # host, process
    if host != socket.gethostname() or not rest.isdigit() or sys.platform == "win32":
        return True  # another computer's processes cannot be seen from here
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
