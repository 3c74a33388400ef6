"""A damaged locked notebook is recognised, also where a note's own text was changed."""

import os
from pathlib import Path
from random import Random

import pytest

from conferencer.core import keys
from conferencer.core.checkup import examine
from conferencer.core.clock import Clock
from conferencer.core.demo import write_demo
from conferencer.core.errors import ConferencerError, DamagedNotebookError
from conferencer.core.files import check_pages
from conferencer.core.locking import lock_notebook
from conferencer.core.notebook import Notebook
from tests.conftest import TODAY
from tests.core.locks import PASSPHRASE, content_of

SEED = int(os.environ.get("CONFERENCER_SEED", "1122"))
CUT, FLIPPED = 40, 60


@pytest.fixture
def locked(notebook: Notebook) -> Path:
    """A locked notebook with a small class in it."""
    write_demo(notebook, TODAY, students=6, conferences=20)
    lock_notebook(notebook, PASSPHRASE)
    return notebook.path


def is_recognised(path: Path) -> bool:
    """Whether opening says so, or the look at every page that follows; it may not change a byte."""
    before = path.read_bytes()
    try:
        Notebook(path, Clock(TODAY)).open().close()
        check_pages(path)
    except DamagedNotebookError as error:
        assert error.backup is None or error.backup.exists()
        return path.read_bytes() == before
    except ConferencerError:
        return False
    return False


@pytest.mark.slow
def test_every_cut_and_every_changed_byte_is_recognised(locked: Path) -> None:
    rng = Random(SEED)
    whole, content = locked.read_bytes(), content_of(locked)
    for _ in range(CUT):
        locked.write_bytes(whole[: rng.randrange(1, len(whole))])
        assert is_recognised(locked)
    for _ in range(FLIPPED):
        data = bytearray(whole)
        data[rng.randrange(keys.SALT, len(data))] ^= 1 << rng.randrange(8)
        locked.write_bytes(data)
        assert is_recognised(locked)
        assert not all(one.is_well for one in examine(locked))
    locked.write_bytes(whole)
    assert content_of(locked) == content and all(one.is_well for one in examine(locked))


@pytest.mark.slow
def test_in_a_new_program_the_passphrase_of_the_backups_is_asked_for(locked: Path) -> None:
    whole = locked.read_bytes()
    for damage in (whole[:-1], whole[:16] + bytes(4080) + whole[4096:], os.urandom(len(whole))):
        keys.forget()
        locked.write_bytes(damage)
        asked_for = keys.locked_file(locked)
        assert asked_for is not None and keys.give(locked, PASSPHRASE)
        with pytest.raises(ConferencerError) as said:
            Notebook(locked, Clock(TODAY)).open()
        assert isinstance(said.value, DamagedNotebookError) and said.value.backup
        assert locked.read_bytes() == damage
