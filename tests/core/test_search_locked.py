"""A locked notebook is searched like any other, and its index is locked with it."""

import pytest

from conferencer.core import keys
from conferencer.core.checkup import examine
from conferencer.core.locking import lock_notebook, unlock_notebook
from conferencer.core.notebook import Notebook
from conferencer.core.search import prepare, search
from tests.core.locks import PASSPHRASE
from tests.core.talks import talk, with_ana

pytest.importorskip("sqlcipher3")
pytestmark = pytest.mark.slow


def is_well(notebook: Notebook) -> bool:
    """What the doctor says of the search index."""
    return all(one.is_well for one in examine(notebook.path) if one.name == "search index")


def test_a_locked_notebook_is_searched_and_unlocked_again(notebook: Notebook) -> None:
    with_ana(notebook)
    talk(notebook, {"victories": "I ate plumsecret"})
    assert prepare(notebook) == 0
    lock_notebook(notebook, PASSPHRASE)
    notebook.close()
    assert b"plumsecret" not in notebook.path.read_bytes()
    keys.forget()
    assert keys.give(notebook.path, PASSPHRASE)
    locked = Notebook(notebook.path, notebook.clock).open()
    assert [hit.text for hit in search(locked, "plums").hits] == ["I ate plumsecret"]
    talk(locked, {"victories": "Łódź"})
    assert prepare(locked) == 0
    assert [hit.text for hit in search(locked, "lodz").hits] == ["Łódź"]
    assert is_well(locked)
    unlock_notebook(locked)
    locked.close()
    plain = Notebook(notebook.path, notebook.clock).open()
    assert len(search(plain, "plums").hits) == len(search(plain, "lodz").hits) == 1
    assert is_well(plain)
    plain.close()
