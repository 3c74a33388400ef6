"""Where a finished file goes."""

import os
import sys
from pathlib import Path

import pytest

from conferencer.core.errors import ConferencerError
from conferencer.paper.files import save_new


def test_a_file_is_private_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = save_new(b"slip", None, tmp_path, "slips-2026-11-22", ".pdf")
    assert path == tmp_path / "slips-2026-11-22.pdf"
    assert list(tmp_path.iterdir()) == [path]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    names = [save_new(bytes([n]), None, tmp_path, "slips", ".pdf").name for n in range(3)]
    assert names == ["slips.pdf", "slips-2.pdf", "slips-3.pdf"]
    assert (tmp_path / "slips.pdf").read_bytes() == b"\x00"


def test_a_file_that_is_named_is_replaced(tmp_path: Path) -> None:
    named = tmp_path / "mine.pdf"
    named.write_bytes(b"old")
    assert save_new(b"new", named, tmp_path, "slips", ".pdf") == named
    assert named.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_still_points_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    save_new(b"new", link, tmp_path, "slips", ".pdf")
    assert link.is_symlink() and real.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are different there")
def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    assert save_new(b"slip", Path("/dev/null"), tmp_path, "slips", ".pdf") == Path("/dev/null")
    assert Path("/dev/null").is_char_device()


def test_a_missing_folder_is_named_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConferencerError, match="there is no folder"):
        save_new(b"slip", tmp_path / "nowhere" / "a.pdf", tmp_path, "slips", ".pdf")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(ConferencerError, match="was not written"):
        save_new(b"slip", tmp_path, tmp_path, "slips", ".pdf")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ConferencerError, match="may not be written to"):
        save_new(b"slip", None, tmp_path, "slips", ".pdf")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConferencerError, match="no space left"):
        save_new(b"slip", Path("/dev/full"), tmp_path, "slips", ".pdf")
