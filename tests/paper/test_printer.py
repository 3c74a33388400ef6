"""Printing through `lp`: real programs on the path, made for the test."""

import sys
from pathlib import Path

import pytest

from conferencer.core.errors import ConferencerError
from conferencer.paper.printer import (
    has_printer,
    open_file,
    print_or_show,
    printers,
    send_to_printer,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not on Windows")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that is all there is, and no screen to open a file on."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return folder


def program(folder: Path, name: str, *lines: str) -> None:
    path = folder / name
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)


def a_printer(folder: Path) -> Path:
    """CUPS with one default printer; `lp` keeps what it was told and given."""
    tray = folder / "tray"
    program(
        folder,
        "lpstat",
        'if [ "$1" = -e ]; then echo Laser; else echo "system default destination: Laser"; fi',
    )
    copy = 'for last; do :; done; while read -r line; do echo "$line"; done < "$last"'
    told = 'echo "$@" "$LC_ALL"'
    program(folder, "lp", f'{{ {told}; {copy}; }} > "{tray}"', 'echo "request id is Laser-1"')
    return tray


def test_a_slip_goes_to_the_printer_under_a_neutral_title(programs: Path) -> None:
    tray = a_printer(programs)
    assert send_to_printer(b"%PDF\n", "Laser", "letter") == "Sent to Laser."
    told, content = tray.read_text().splitlines()
    assert "-t Next steps -o print-scaling=none -o media=Letter -d Laser -- " in told
    assert told.endswith(" C") and content == "%PDF"


def test_nothing_is_left_in_the_temporary_folder(programs: Path) -> None:
    tray = a_printer(programs)
    send_to_printer(b"%PDF\n")
    sent = Path(tray.read_text().splitlines()[0].split()[-2])
    assert sent.name == "next-steps.pdf" and not sent.parent.exists()


def test_the_reason_is_said_when_the_printer_does_not_take_it(programs: Path) -> None:
    program(programs, "lp", 'echo "lp: Error - The printer or class does not exist." >&2', "exit 1")
    with pytest.raises(ConferencerError) as caught:
        send_to_printer(b"%PDF\n", "Attic")
    assert caught.value.message == (
        "It was not printed: this computer knows no printer called Attic."
    )


def test_the_printers_are_known_by_name(programs: Path) -> None:
    assert printers() == [] and not has_printer() and not has_printer("Laser")
    a_printer(programs)
    assert printers() == ["Laser"] and has_printer() and has_printer("Laser")
    assert not has_printer("Attic")


def test_where_there_is_no_printer_the_path_is_shown(programs: Path, tmp_path: Path) -> None:
    program(programs, "lpstat", "echo no system default destination")
    program(programs, "lp", 'echo "lp: Error - No default destination." >&2', "exit 1")
    for name in ("slips.pdf", "slips-2.pdf"):
        printed = print_or_show(b"%PDF\n", "", "a4", tmp_path)
        assert printed.path == tmp_path / name
        assert str(tmp_path / name) in printed.message
        assert printed.path.read_bytes() == b"%PDF\n"


def test_a_wrong_name_among_real_printers_is_an_error(programs: Path, tmp_path: Path) -> None:
    a_printer(programs)
    program(programs, "lp", 'echo "lp: Error - The printer or class does not exist." >&2', "exit 1")
    with pytest.raises(ConferencerError, match="knows no printer called Attic"):
        print_or_show(b"%PDF\n", "Attic", "a4", tmp_path)
    assert not list(tmp_path.glob("*.pdf"))


def test_the_default_printer_is_used_where_there_is_one(programs: Path, tmp_path: Path) -> None:
    a_printer(programs)
    printed = print_or_show(b"%PDF\n", folder=tmp_path)
    assert (printed.message, printed.path) == ("Sent to the default printer.", None)


def test_a_file_is_opened_only_where_there_is_a_program_for_it(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not open_file(tmp_path / "slips.pdf")
    monkeypatch.setenv("DISPLAY", ":0")
    assert not open_file(tmp_path / "slips.pdf")
