"""The computer's own keyring, where a teacher may have the passphrase kept."""

from typing import TYPE_CHECKING

from conferencer.core.errors import ConferencerError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Conferencer notebook"
"""Under which name it is kept; the account is the salt of the notebook, as hexadecimal digits."""


def passphrase_in_keyring(salt: bytes) -> str | None:
    """The passphrase that is kept for a notebook; None where none is.

    Raises:
        ConferencerError: there is no keyring, or it does not answer.
    """
    try:
        return _keyring().get_password(SERVICE, salt.hex())
    except ConferencerError:
        raise
    except Exception as error:  # backends raise what they like
        raise _no_answer(error) from error


def keep_in_keyring(salt: bytes, passphrase: str) -> None:
    """Keep a passphrase, and look whether it was kept.

    Raises:
        ConferencerError: there is no keyring, or it does not keep it.
    """
    try:
        ring = _keyring()
        ring.set_password(SERVICE, salt.hex(), passphrase)
        kept = ring.get_password(SERVICE, salt.hex())
    except ConferencerError:
        raise
    except Exception as error:
        raise _no_answer(error) from error
    if kept != passphrase:
        raise _no_answer(RuntimeError("it kept nothing"))


def take_out_of_keyring(salt: bytes) -> None:
    """Have a passphrase forgotten, where one was kept.

    Raises:
        ConferencerError: there is no keyring, or it does not answer.
    """
    try:
        ring = _keyring()
        if ring.get_password(SERVICE, salt.hex()) is not None:
            ring.delete_password(SERVICE, salt.hex())
    except ConferencerError:
        raise
    except Exception as error:
        raise _no_answer(error) from error


def _keyring() -> "KeyringBackend":
    try:
        import keyring
    except ImportError as error:
        raise ConferencerError(
            "No keyring",
            "The keyring cannot be asked: that needs `pip install 'conferencer[encrypt]'`.",
        ) from error
    ring = keyring.get_keyring()
    of_a_chain: list[object] = list(getattr(ring, "backends", []))
    # Those of keyrings.alt write files that anybody can read.
    if type((of_a_chain or [ring])[0]).__module__.startswith("keyrings.alt"):
        raise ConferencerError(
            "No keyring", "The keyring of this computer keeps words in plain files; not used."
        )
    return ring


def _no_answer(error: Exception) -> ConferencerError:
    # Only the kind of error: its words are the backend's, and may quote what it was given.
    return ConferencerError(
        "No keyring",
        f"The keyring of this computer cannot be used ({type(error).__name__}).",
    )
