"""The words of a conference as they stand on the screen: reading them, and the word beside each."""

from textual.dom import DOMNode
from textual.widget import Widget

from conferencer.core.conferences import Draft, Place
from conferencer.core.guide import voice_of
from conferencer.ui.beside_words import fields_with_words, word_beside
from conferencer.ui.panes import Beside
from conferencer.ui.widgets.choice import Choice
from conferencer.ui.widgets.editor import NoteEditor
from conferencer.ui.widgets.field import Field


class WordsOnScreen:
    """Knows every field of a draft, on the panes that were visited and on those that were not.

    Args:
        node: below it stand the fields.
        draft: its words are kept up to date with what is read.
        day_first: whether 3/12 is the third of December.
    """

    def __init__(self, node: DOMNode, draft: Draft, beside: Beside, day_first: bool) -> None:
        self._node, self._draft, self._beside = node, draft, beside
        self._day_first = day_first

    def field(self, key: str) -> Field | None:
        """The field of that key, if its pane was visited."""
        return next((f for f in self._node.query(Field) if f.shape.key == key), None)

    def text(self, key: str) -> str:
        """What a field says now."""
        field = self.field(key)
        return field.text if field else self._draft.words.get(key, "")

    def read(self, key: str) -> tuple[str, str]:
        """Voice and text of a field, for the notebook."""
        text = self.text(key)
        self._draft.words[key] = text
        return voice_of(key, self._beside.guide), text

    def unwritten(self) -> set[str]:
        """The fields that say something else than was read last.

        The editors tell of their changes by messages, which may still be on their way.
        """
        return {
            field.shape.key
            for field in self._node.query(Field)
            if field.text != self._draft.words.get(field.shape.key, "")
        }

    def place(self, pane: str, focused: Widget | None) -> Place:
        """Where somebody is."""
        if isinstance(focused, NoteEditor):
            return Place(pane, focused.field, focused.place)
        return Place(pane, focused.field if isinstance(focused, Choice) else "")

    def say_beside(self, key: str) -> None:
        """Show the word beside a field, if it has one."""
        field = self.field(key)
        if field is None:
            return
        held_on = self._draft.conference.held_on
        word = word_beside(key, field.text, self.text, held_on, self._day_first)
        if word is not None:
            field.say(word)

    def changed(self, key: str) -> None:
        """A field says something else: the word it belongs to may change."""
        for with_word in fields_with_words(key):
            self.say_beside(with_word)

    def panes_with_words(self) -> frozenset[str]:
        """The panes on which something was said."""
        said = {f.partition(".")[0] for f, text in self._draft.words.items() if text.strip()}
        return frozenset(
            pane.key
            for pane in self._beside.panes
            if said.intersection(field.key for field in pane.fields)
        )

    @property
    def any(self) -> bool:
        """Whether there is any word at all."""
        return any(self._draft.words.values())
