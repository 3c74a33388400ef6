"""settings.toml, read into a checked `Settings` and written back.

A plain dataclass, not a pydantic model: the first frame needs the theme and the school days, and
importing pydantic costs a third of that frame (45 ms measured).
"""

from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from conferencer.core.errors import ConferencerError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Settings:
    """What a teacher can set."""

    theme: str = "conferencer-light"
    cadence: int = 10
    """School days between two conferences, where neither learner nor class says otherwise."""
    school_weekdays: tuple[str, ...] = WEEKDAYS[:5]
    make_up_day: str = ""
    """The weekday for those who were away or put off; empty for the next school day."""
    year_from: str = "08-01"
    """The month and day on which the school year begins; coverage counts from there."""
    day_first: bool = True
    """Whether 3/12 is the third of December."""
    paper: str = "a4"
    per_page: int = 1
    large: bool = False
    """Whether slips are printed in large type, 18 points and more."""
    progress: bool = False
    """Whether a slip has a small picture of the steps done towards the goal."""
    language: str = ""
    """The language of slips and family pages, such as `es` or `es+en`; empty: each learner's own
    home language where there are words for it, else English."""
    printer: str = ""
    """The printer's name; empty for the default one."""
    clock: bool = True
    """Whether the quiet clock is shown in a conference."""
    cover_after: int = 10
    """Minutes without a key after which the screen covers itself; 0 for never."""
    cover_pin: str = ""
    """Salt and hash of the PIN that uncovers the screen; empty for none."""
    keyring: bool = False
    """Whether the passphrase of a locked notebook is looked for in the computer's keyring."""
    class_uid: str = ""
    """The class that Today showed last."""

    @property
    def school_days(self) -> frozenset[int]:
        """The weekdays with school, Monday 0."""
        return frozenset(WEEKDAYS.index(name) for name in self.school_weekdays)

    @property
    def year_begins(self) -> tuple[int, int]:
        """The month and the day of `year_from`."""
        month, day = self.year_from.split("-")
        return int(month), int(day)


_CHOICES: dict[str, tuple[object, ...]] = {
    "paper": ("a4", "letter", "a5", "roll80"),
    "per_page": (1, 2, 4, 8),
    "make_up_day": ("", *WEEKDAYS),
    "cover_after": (0, 2, 5, 10, 20, 30),
}


def read_settings(path: Path) -> Settings:
    """The settings in a file; the defaults where it is missing.

    Raises:
        ConferencerError: the file is not TOML, or a value is not one that is understood.
    """
    import tomllib

    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(path, "it cannot be read") from error
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(path, str(error)) from error
    known = {field.name: field for field in fields(Settings)}
    values: dict[str, object] = {}
    for name, value in found.items():
        if name in known:
            values[name] = _checked(path, name, value)
    return replace(Settings(), **values)  # type: ignore[arg-type]


def _checked(path: Path, name: str, value: object) -> object:
    default = getattr(Settings(), name)
    if isinstance(default, tuple):
        if not isinstance(value, list) or not value or not all(v in WEEKDAYS for v in value):
            raise _bad(path, f"{name} must be a list of weekdays, such as monday")
        return tuple(value)
    if type(value) is not type(default):
        kinds = {str: "a text", int: "a whole number", bool: "true or false"}
        raise _bad(path, f"{name} must be {kinds[type(default)]}")
    if name == "cadence" and isinstance(value, int) and not 1 <= value <= 200:
        raise _bad(path, "cadence must be between 1 and 200 school days")
    if name == "year_from" and not _is_month_and_day(str(value)):
        raise _bad(path, "year_from must be a month and a day, such as 08-01")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise _bad(path, f"{name} must be {' or '.join(map(str, _CHOICES[name]))}")
    return value


def _is_month_and_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(f"2000-{text}").strftime("%m-%d") == text
    except ValueError:
        return False


def _bad(path: Path, reason: str) -> ConferencerError:
    return ConferencerError(
        "Settings not understood",
        f"The settings in {path} are not understood: {reason}. The file was not touched.",
    )


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings, 0600, all at once.

    Raises:
        ConferencerError: the folder cannot be written to.
    """
    import os

    import tomli_w

    from conferencer.paths import make_private_folder

    values = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(settings).items()}
    part = path.with_suffix(".part")
    try:
        make_private_folder(path.parent)
        with open(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            tomli_w.dump(values, file)
        part.replace(path)
    except OSError as error:
        raise ConferencerError(
            "Settings not kept",
            f"The settings cannot be written to {path}: {error.strerror or error}.",
        ) from error
