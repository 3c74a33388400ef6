"""A list whose bar stays on its row when it is filled again."""

from collections.abc import Sequence

from textual.widgets import OptionList
from textual.widgets.option_list import Option


class SteadyList(OptionList):
    """Rows with an id each; those without one are headings."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)

    def fill(self, options: Sequence[Option], apart: bool = False) -> None:
        """Show these rows; where the row under the bar is gone, its neighbour gets the bar.

        Args:
            apart: whether an empty line stands between two rows.
        """
        at = self.highlighted
        was = self.get_option_at_index(at).id if at is not None else None
        self.set_options(
            each for option in options for each in ((option, None) if apart else (option,))
        )
        enabled = [number for number, option in enumerate(options) if not option.disabled]
        same = [number for number in enabled if was and options[number].id == was]
        before = [number for number in enabled if at is not None and number <= at]
        for found in (same, before[-1:], enabled):
            if found:
                self.highlighted = found[0]
                break
