"""The palette: every action of the screen by its sentence. It does not open inside a conference."""

from collections.abc import Callable, Iterable
from functools import partial

from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

_ELSEWHERE = ("command_palette", "simulate_key", "cursor", "scroll", "select", "page", "go(")


def commands_of(app: App[str], screen: Screen[object]) -> Iterable[SystemCommand]:
    """The commands for a screen, told once for each action."""
    told: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        ours = type(active.node).__module__.startswith("conferencer")
        if not (ours and active.enabled and binding.tooltip) or binding.action in told:
            continue
        told.add(binding.action)
        yield SystemCommand(
            binding.description, binding.tooltip, _run(app, binding.action, active.node)
        )
    yield SystemCommand("Theme", "Choose how Conferencer looks", app.action_change_theme)


def _run(app: App[str], action: str, node: DOMNode) -> Callable[[], object]:
    return partial(app.call_later, partial(app.run_action, action, node))
