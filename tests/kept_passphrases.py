"""A keyring for tests: the real `keyring` package asks it, where a desktop has its own."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError


def _file() -> Path:
    return Path(os.environ["CONFERENCER_TEST_KEYRING"])


class KeptInFile(KeyringBackend):
    """Keeps what it is given in the file that `CONFERENCER_TEST_KEYRING` names."""

    priority = 1.0

    def _all(self) -> dict[str, str]:
        return json.loads(_file().read_text("utf-8")) if _file().exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept; None for nothing."""
        return self._all().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        _file().write_text(json.dumps(self._all() | {f"{service}/{username}": password}), "utf-8")

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        kept = self._all()
        if kept.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("not here")
        _file().write_text(json.dumps(kept), "utf-8")


class OutOfOrder(KeyringBackend):
    """A keyring that does not answer."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        """It cannot."""
        raise KeyringError("the secret service is not running")

    def set_password(self, service: str, username: str, password: str) -> None:
        """It cannot."""
        raise KeyringError("the secret service is not running")

    def delete_password(self, service: str, username: str) -> None:
        """It cannot."""
        raise KeyringError("the secret service is not running")
