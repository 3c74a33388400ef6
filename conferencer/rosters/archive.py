"""The files of an export, from a folder or from a zip, by name without regard to case."""

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from conferencer.core.errors import ConferencerError

LARGEST = 100_000_000
"""Bytes of one file once unpacked: more than any school's, less than a zip bomb."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def is_zip(path: Path) -> bool:
    """Whether a file is a zip, and no workbook or document in disguise."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            return "[Content_Types].xml" not in names and not {"mimetype", "content.xml"} <= names
    except _DAMAGE:
        return True


def folder_of(files: Iterable[str], wanted: str) -> str | None:
    """The folder nearest to the top that holds a file, as a path with `/`; None without any."""
    found = [
        path.parent
        for name in files
        if (path := PurePosixPath(name.replace("\\", "/"))).name.lower() == wanted
        and "__MACOSX" not in path.parts
    ]
    return str(min(found, key=lambda folder: (len(folder.parts), str(folder)), default="")) or None


def listed(path: Path) -> dict[str, str]:
    """The files of a folder (two levels deep) or zip: path with `/` -> the name to read it by.

    Raises:
        ConferencerError: the zip is damaged.
    """
    if path.is_dir():
        found = [*path.glob("*.*"), *path.glob("*/*.*"), *path.glob("section=*/*/*.*")]
        return {file.relative_to(path).as_posix(): str(file) for file in found if file.is_file()}
    try:
        with zipfile.ZipFile(path) as archive:
            return {name.replace("\\", "/"): name for name in archive.namelist()}
    except _DAMAGE as error:
        raise _damaged(path) from error


def contents(path: Path, names: Mapping[str, str]) -> dict[str, bytes]:
    """The bytes of the files asked for.

    Args:
        names: what to call each in the answer -> the name that `listed` gave.

    Raises:
        ConferencerError: the zip is damaged or locked, or a file is far too large.
    """
    if path.is_dir():
        for name in names.values():
            _check_size(path, Path(name).stat().st_size)
        return {key: Path(name).read_bytes() for key, name in names.items()}
    try:
        with zipfile.ZipFile(path) as archive:
            for name in names.values():
                _check_size(path, archive.getinfo(name).file_size)
            return {key: archive.read(name) for key, name in names.items()}
    except _DAMAGE as error:
        raise _damaged(path) from error


def heads(path: Path, names: Mapping[str, str], size: int) -> dict[str, bytes]:
    """The first bytes of files, as `contents` gives the whole; locked ones are left out."""
    found: dict[str, bytes] = {}
    if path.is_dir():
        for key, name in names.items():
            with Path(name).open("rb") as file:
                found[key] = file.read(size)
        return found
    try:
        with zipfile.ZipFile(path) as archive:
            for key, name in names.items():
                with archive.open(name) as member:
                    found[key] = member.read(size)
    except _DAMAGE:
        return found
    return found


def _check_size(path: Path, size: int) -> None:
    if size > LARGEST:
        raise ConferencerError(
            "Too large",
            f"{path.name} holds a file that is too large for a class list; nothing was changed.",
        )


def _damaged(path: Path) -> ConferencerError:
    return ConferencerError(
        "Zip not readable",
        f"{path.name} is damaged or locked with a password; nothing was changed. Unpack it and "
        "choose the folder.",
    )
