"""What the Search screen says: how to ask, how much was found, and each hit."""

from textual.content import Content

from conferencer.core.search import Found, Hit
from conferencer.core.text import isolated
from conferencer.ui.widgets.note_view import QUIET

_WAYS = (
    ("small words", "both, anywhere in what was said"),
    ('"small words"', "one after the other"),
    ("said:learner", "the learner’s own words; or said:teacher"),
    ("class:4B", "one class; learner:ana is one learner"),
    ("goal:fluency", "what belongs to such a goal"),
    ("from:september", "since then; to:2026-11-20 is until then"),
)
HINTS = Content("\n").join(
    Content.assemble((way.ljust(18), "bold"), (means, QUIET)) for way, means in _WAYS
)
"""How to ask, while nothing is asked."""


def amount_in_words(found: Found) -> Content:
    """How much was found, and what was not understood."""
    count = len(found.hits)
    said = "Nothing was found." if not count else "1 place" if count == 1 else f"{count} places"
    if found.is_more:
        said = f"The first {count} of more: another word finds less, the end of the list more."
    if found.unread:
        said += f"  Still reading {found.unread:,} conferences."
    return Content.assemble((said, QUIET), *(f"  {isolated(one)}" for one in found.remarks))


def key_of(hit: Hit) -> str:
    """What a row is called in the list."""
    return f"{hit.table}-{hit.column}-{hit.id}"
