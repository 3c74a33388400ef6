"""What was said before, and what was known of a learner then and now, in lines."""

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from conferencer.core.dates import in_words
from conferencer.core.models import ProfileEntry
from conferencer.core.said_before import Saying, gathered
from conferencer.core.text import isolated
from conferencer.ui.learner_room import LearnerRoom
from conferencer.ui.record_rows import ENTRIES
from conferencer.ui.widgets.lines_view import Block, block_of, wrapped
from conferencer.ui.widgets.note_view import QUIET

_GATHERED = (
    ("strength", "Strengths you named"),
    ("my_strength", "Strengths in the learner’s own words"),
    ("taught", "Taught"),
    ("strategy", "Strategies by name"),
)
_DAYS = 4
"""Days that are listed; a fifth is only counted."""
SAID_BY = {"learner": "said by the learner", "teacher": ""}
"""Who said an entry of the profile."""


def said_lines(room: LearnerRoom, width: int) -> list[Block]:
    """Strengths named and points taught, each once, with its days."""
    today, blocks = room.desk.today(), []
    for name, heading in _GATHERED:
        sayings = gathered(room.sayings, (name,))
        if sayings:
            blocks.append(block_of([Content.styled(heading, "bold $accent"), Content("")]))
            blocks += [_saying(one, today, width) for one in sayings]
            blocks.append(block_of([Content("")]))
    if not blocks:
        nothing = "No strength was named and nothing taught yet."
        blocks.append(block_of(wrapped(Content.styled(nothing, QUIET), width)))
    return blocks


def _saying(saying: Saying, today: date, width: int) -> Block:
    days = [in_words(day, today) for day in saying.days[:_DAYS]]
    more = len(saying.days) - _DAYS
    when = ", ".join(days) + (f" and {more} more" if more > 0 else "")
    words = " ".join(saying.text.split())
    own = f"“{isolated(words)}”" if saying.said_in == "my_strength" else isolated(words)
    line = Content.assemble(("· ", QUIET), own, (f"  {when}", QUIET))
    key = f"conference-{saying.conference_id}/{saying.said_in}/{words[:60]}"
    return block_of(wrapped(line, min(width, 110), 2), key)


def profile_lines(room: LearnerRoom, width: int) -> list[Block]:
    """What helps now, and below it what did earlier, each with its dates."""
    today, blocks = room.desk.today(), []
    for kind, heading in ENTRIES.items():
        now = [entry for entry in room.page.profile if entry.kind == kind]
        earlier = [entry for entry in room.page.earlier if entry.kind == kind]
        if not now and not earlier:
            continue
        blocks.append(block_of([Content.styled(heading, "bold $accent"), Content("")]))
        blocks += _entries(now, today, width)
        if earlier:
            blocks.append(block_of([Content.styled("  Earlier", f"bold {QUIET}")]))
            blocks += _entries(earlier, today, width)
        blocks.append(block_of([Content("")]))
    if not blocks:
        nothing = "Nothing is noted yet. Press n to add a strength, an interest, what helps."
        blocks.append(block_of(wrapped(Content.styled(nothing, QUIET), width)))
    return blocks


def _entries(entries: Sequence[ProfileEntry], today: date, width: int) -> list[Block]:
    return [
        block_of(_entry(entry, today, min(width, 110)), f"entry-{entry.id}") for entry in entries
    ]


def _entry(entry: ProfileEntry, today: date, width: int) -> list[Content]:
    since = in_words(entry.since, today)
    when = f"{since} – {in_words(entry.until, today)}" if entry.until else f"since {since}"
    by = SAID_BY.get(entry.said_by, "")
    quiet = " · ".join(part for part in (when, by) if part)
    style = QUIET if entry.until else ""
    line = Content.assemble(
        ("    · " if entry.until else "· ", QUIET),
        (isolated(entry.text), style),
        (f"  {quiet}", QUIET),
    )
    return wrapped(line, width, 6 if entry.until else 2)
