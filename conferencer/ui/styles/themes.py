"""Two themes of our own, warm and calm; every other theme of Textual works as well."""

from textual.theme import Theme

LIGHT = Theme(
    name="conferencer-light",
    primary="#2f6f68",
    secondary="#6b5b95",
    accent="#a8481f",
    foreground="#2b2723",
    background="#fbf7f0",
    surface="#f5efe4",
    panel="#ece4d5",
    success="#3d7a3a",
    warning="#9a6a00",
    error="#a3322b",
    dark=False,
    variables={"block-cursor-background": "#2f6f68", "block-cursor-foreground": "#fbf7f0"},
)
DARK = Theme(
    name="conferencer-dark",
    primary="#7fbab2",
    secondary="#b7a6dd",
    accent="#e8a06a",
    foreground="#ece5d9",
    background="#1e1b18",
    surface="#272320",
    panel="#332e29",
    success="#93c27d",
    warning="#e0b45c",
    error="#e58a80",
    dark=True,
    variables={"block-cursor-background": "#7fbab2", "block-cursor-foreground": "#1e1b18"},
)
OURS = (LIGHT, DARK)
