"""What opens a locked notebook: the passphrases this process was given, and the keys made of them.

A locked file begins with 16 random bytes, its salt. The key is made of the passphrase and the salt
as SQLCipher 4 makes it (https://www.zetetic.net/sqlcipher/design/), so that nothing but the file
and its passphrase is needed. It takes a tenth of a second, on purpose, and once for each salt.
"""

import os
from pathlib import Path

from conferencer.core.errors import LockedNotebookError

PLAIN = b"SQLite format 3\0"
"""How a file begins that is not locked."""
ROUNDS = 256_000
SALT = 16
PAGE = 4096
_MAC = 64
"""Bytes at the end of a page that prove it was written with the key."""
_FEWEST = 240
"""Different bytes that a page of random ones holds at the least; a page of text holds far fewer."""

CHANGING, CHANGED = ".changing", ".changed"
"""The ends of the names of a file that is being written to take another's place, locked otherwise,

and of one that is ready to.
"""

_given: list[str] = []
_by_salt: dict[bytes, str] = {}
_notebooks: dict[Path, tuple[tuple[int, int], bytes]] = {}
"""The salt of a notebook that was opened, by path, as long as it is the same file. Once it is open,
its first bytes must not be read again: to close a file lets go of SQLite's locks on it
(https://sqlite.org/howtocorrupt.html, 2.2)."""


def first_page(path: Path) -> bytes:
    """The first page of a file, or less.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(PAGE)


def looks_locked(path: Path) -> bool:
    """Whether a file may be a locked notebook: whole pages of what looks like chance.

    Without the passphrase nothing more can be told.
    """
    try:
        size, page = path.stat().st_size, first_page(path)
    except OSError:
        return False
    return (
        size % PAGE == 0
        and page[:SALT] != PLAIN
        and len(set(page)) >= _FEWEST
        and not _has_only_plain_backups(path)
    )


def _has_only_plain_backups(notebook: Path) -> bool:
    """Then it is not locked, but overwritten: a locked one has a locked backup from the start."""
    names = _backups(notebook)
    if any(path.name.endswith(CHANGED) for path in names):  # just being locked
        return False
    begin = [first_page(path)[:SALT] for path in names if path.suffix == ".db"]
    return bool(begin) and all(page == PLAIN for page in begin)


def locked_file(notebook: Path) -> Path | None:
    """The file that a passphrase is needed for: the notebook or, where it is damaged, its newest

    locked backup; None where none is.
    """
    try:
        page = first_page(notebook)
    except OSError:
        return None
    if not page or page[:SALT] == PLAIN:
        return None
    if looks_locked(notebook):
        return notebook
    return next(iter(_locked_backups(notebook)), None)


def _backups(notebook: Path) -> list[Path]:
    try:
        return sorted(notebook.with_name(notebook.name + ".backups").iterdir(), reverse=True)
    except OSError:
        return []


def _locked_backups(notebook: Path) -> list[Path]:
    return [path for path in _backups(notebook) if path.suffix == ".db" and looks_locked(path)]


def give(notebook: Path, passphrase: str) -> bool:
    """Try a passphrase on a notebook, and keep it if it is the right one.

    Of a damaged notebook, the right one is that of its backups.
    """
    made: dict[bytes, str] = {}
    for path in (notebook, *_locked_backups(notebook)[:1]):
        if looks_locked(path) and _fits(path, passphrase, made):
            if passphrase not in _given:
                _given.append(passphrase)
            return True
    return False


def remember(passphrase: str, salt: bytes) -> str:
    """The raw key of a passphrase and a salt, kept for files that begin with it."""
    if passphrase not in _given:
        _given.append(passphrase)
    return _by_salt.setdefault(salt, _raw_key(passphrase, salt))


def only(passphrase: str, salt: bytes) -> None:
    """Let go of every passphrase but this one."""
    raw = _by_salt[salt]
    forget()
    _given.append(passphrase)
    _by_salt[salt] = raw


def drop(passphrase: str, salt: bytes) -> None:
    """Let go of a passphrase that came to no use."""
    if passphrase in _given:
        _given.remove(passphrase)
    _by_salt.pop(salt, None)


def forget() -> None:
    """Let go of every passphrase and key."""
    _given.clear()
    _by_salt.clear()
    _notebooks.clear()


def are_in_use() -> bool:
    """Whether this process was given any passphrase."""
    return bool(_given)


def has_key_of(salt: bytes) -> bool:
    """Whether the key of files that begin so is known."""
    return salt in _by_salt


def is_given(passphrase: str) -> bool:
    """Whether it is one that this process was given, and found right."""
    import hmac

    return any([hmac.compare_digest(_bytes(passphrase), _bytes(one)) for one in _given])


def keep_in_mind(notebook: Path) -> None:
    """Read the salt of a notebook before it is opened, once for all connections."""
    page = first_page(notebook)
    _notebooks[notebook] = (identity(notebook), page[:SALT])


def key_for(path: Path) -> str | None:
    """The raw key of a file; None for one that is not locked.

    Raises:
        LockedNotebookError: no passphrase was given that opens it.
    """
    known, salt = _notebooks.get(path, (None, b""))
    if known is None or known != identity(path):
        salt = first_page(path)[:SALT]
    if salt in _by_salt:
        return _by_salt[salt]
    if len(salt) < SALT or salt == PLAIN or not looks_locked(path):
        return None
    for raw in _by_salt.values():
        if _is_written_with(raw, first_page(path)):  # only its salt was damaged
            return raw
    for passphrase in _given:
        if _fits(path, passphrase, {}):
            return _by_salt[salt]
    raise still_locked(path)


def salt_of(path: Path) -> bytes:
    """The salt of a file that is locked; empty for one that is not.

    Raises:
        LockedNotebookError: no passphrase was given that opens it.
    """
    raw = key_for(path) if are_in_use() else None
    return bytes.fromhex(raw[66:98]) if raw else b""


def still_locked(path: Path) -> LockedNotebookError:
    """What to say of a file that no passphrase so far opens."""
    return LockedNotebookError(
        "Locked notebook",
        f"{path} is locked, and the passphrase in use does not open it, or it is no Conferencer "
        "notebook; it was not touched. Open it again with its own passphrase."
        if _given
        else f"{path} is locked, or is no Conferencer notebook; it was not touched, and opens "
        "with its passphrase only.",
    )


def identity(path: Path) -> tuple[int, int]:
    """Which file it is that stands under a name just now."""
    status = path.stat()
    return status.st_dev, status.st_ino


def _fits(path: Path, passphrase: str, made: dict[bytes, str]) -> bool:
    """Whether a passphrase opens a file.

    Args:
        made: the keys that were made of it so far, by salt.
    """
    page = first_page(path)
    salt = page[:SALT]
    raw = made[salt] = made.get(salt) or _raw_key(passphrase, salt)
    if not _is_written_with(raw, page):
        return False
    _by_salt[salt] = raw
    return True


def _is_written_with(raw: str, page: bytes) -> bool:
    """Whether a first page was written with a key, by the code at its end."""
    import hashlib
    import hmac

    key, salt = bytes.fromhex(raw[2:66]), bytes.fromhex(raw[66:98])
    for_codes = bytes(byte ^ 0x3A for byte in salt)
    code_key = hashlib.pbkdf2_hmac("sha512", key, for_codes, 2, 32)
    said = hmac.digest(code_key, page[SALT:-_MAC] + (1).to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(said, page[-_MAC:])


def _raw_key(passphrase: str, salt: bytes) -> str:
    """Key and salt as SQLCipher reads them."""
    import hashlib

    key = hashlib.pbkdf2_hmac("sha512", _bytes(passphrase), salt, ROUNDS, 32)
    return f"x'{key.hex()}{salt.hex()}'"


def _bytes(passphrase: str) -> bytes:
    import unicodedata

    # Two keyboards may write the same letter in two ways.
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def new_salt() -> bytes:
    """A salt for a file to come."""
    return os.urandom(SALT)
