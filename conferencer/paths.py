"""Where files live. `CONFERENCER_HOME` moves all of them below one folder."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """Every path that the program uses by itself."""

    notebook: Path
    settings: Path
    guides: Path
    """The teacher's own guides; a file here replaces the one of the same name."""
    languages: Path
    """A school's own words for slips and family pages; they go before those that come with it."""
    log: Path


def _folders() -> tuple[Path, Path, Path]:
    home = os.environ.get("CONFERENCER_HOME")
    if home:
        folder = Path(os.path.expanduser(home)).absolute()
        return folder, folder, folder
    if sys.platform == "linux":  # platformdirs costs a tenth of the first frame (29 ms measured)
        return (
            _below("XDG_DATA_HOME", ".local/share"),
            _below("XDG_CONFIG_HOME", ".config"),
            (_below("XDG_STATE_HOME", ".local/state") / "log"),
        )
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("conferencer", appauthor=False, roaming=False)
    return dirs.user_data_path, dirs.user_config_path, dirs.user_log_path


def _below(variable: str, default: str) -> Path:
    """Our folder by the XDG base directory specification: a relative path there counts as none."""
    base = os.environ.get(variable, "")
    return (Path(base) if os.path.isabs(base) else Path.home() / default) / "conferencer"


def places(notebook: Path | None = None) -> Places:
    """The paths in force; creates nothing.

    Args:
        notebook: what `--notebook` says.
    """
    data, config, log = _folders()
    return Places(
        notebook=Path(os.path.expanduser(notebook)).absolute()
        if notebook
        else data / "notebook.db",
        settings=config / "settings.toml",
        guides=config / "guides",
        languages=config / "languages",
        log=log / "conferencer.log",
    )


def make_private_folder(folder: Path) -> None:
    """Create a folder and its missing parents, each 0700 whatever the umask."""
    missing = [p for p in (folder, *folder.parents) if not p.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
