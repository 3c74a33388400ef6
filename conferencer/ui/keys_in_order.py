"""Keys in their order: what is typed ahead waits for the key before it to have done its work.

Textual hands each key at once to whatever has the focus. A key that moves the focus or opens
another screen comes to its effect some messages later, and until then the words typed after it
would go to the old place, or nowhere: on a busy machine into the wrong field.
"""

from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

LAPS = 6
"""How often the news of a key travels from the focus up to the app: each message that a handler
posts (a row was selected, a learner chosen, a conference wanted) is one lap behind."""
AT_MOST = 5.0
"""Seconds after which the next key is let through all the same, should a screen have gone."""


class HasPassed(Message):
    """Follows a key on its way up: when it reaches the app, the key has been dealt with."""

    def __init__(self, lap: int, journey: int) -> None:
        super().__init__()
        self.lap, self.journey = lap, journey


class KeysInOrder:
    """Holds keys back while one is at work.

    Args:
        app: whose keys.
        hand_on: what the app does with a key.
    """

    def __init__(self, app: App[str], hand_on: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app, self._hand_on = app, hand_on
        self._waiting: deque[events.Key] = deque()
        self._holding: Timer | None = None
        self._journey = 0

    async def came(self, key: events.Key) -> None:
        """A key was pressed."""
        if self._holding is not None:
            self._waiting.append(key)
            return
        await self._pass_on(key)

    async def _pass_on(self, key: events.Key) -> None:
        focused = self._app.focused
        is_text = focused is not None and focused.check_consume_key(key.key, key.character)
        if not is_text:
            self._holding = self._app.set_timer(AT_MOST, self._let_go)
        await self._hand_on(key)
        if not is_text:
            self._set_out()

    def screen_changed(self, screen: Screen[object]) -> None:
        """The news goes from the new screen: what was on its way in the old one is lost with it."""
        if self._holding is not None:
            self._set_out()

    def _set_out(self) -> None:
        self._journey += 1
        self._follow(1)

    def _follow(self, lap: int) -> None:
        (self._app.focused or self._app.screen).post_message(HasPassed(lap, self._journey))

    async def passed(self, news: HasPassed) -> None:
        """The news of a key has come back."""
        if self._holding is None or news.journey != self._journey:
            return
        if news.lap < LAPS:
            self._follow(news.lap + 1)
        else:
            await self._let_go()

    async def _let_go(self) -> None:
        if self._holding is not None:
            self._holding.stop()
            self._holding = None
        while self._waiting and self._holding is None:
            await self._pass_on(self._waiting.popleft())
