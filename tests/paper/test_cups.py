"""A real print system and a virtual printer: what arrives, and what is said when it cannot."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from pypdf import PdfReader

from conferencer.core.errors import ConferencerError
from conferencer.paper.orders import Order, slip_pages
from conferencer.paper.printer import has_printer, printers, send_to_printer
from tests.paper.samples import FULL, MAYA

NEEDED = ("cupsd", "lpadmin", "lp", "lpstat", "ippeveprinter", "cupsdisable", "cupsreject")
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
PRINTER = "Classroom"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(shutil.which(name, path=PATH) for name in NEEDED) or os.geteuid() != 0,
        reason="needs CUPS with ippeveprinter, and root to start them",
    ),
]

CONF = """\
Listen {0}/cups.sock
LogLevel warn
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
FILES = """\
ServerRoot {0}/root
CacheDir {0}/cache
StateDir {0}/state
RequestRoot {0}/spool
TempDir {0}/tmp
AccessLog {0}/access.log
ErrorLog {0}/error.log
PageLog {0}/page.log
SystemGroup root
"""


def until(holds: "object", seconds: float = 15) -> bool:
    """Wait for something that another program does."""
    assert callable(holds)
    deadline = monotonic() + seconds
    while not (done := bool(holds())) and monotonic() < deadline:
        subprocess.run(["sleep", "0.1"], check=True)
    return done


@pytest.fixture(scope="module")
def arrived() -> Iterator[Path]:
    """A print system of its own with one printer; the folder that its pages arrive in."""
    folder = Path(tempfile.mkdtemp(prefix="conferencer-cups-"))
    folder.chmod(0o755)  # the filters of the print system run as somebody else
    for name in ("root", "cache", "state", "spool", "tmp", "out"):
        (folder / name).mkdir()
    (folder / "cupsd.conf").write_text(CONF.format(folder))
    (folder / "cups-files.conf").write_text(FILES.format(folder))
    port = str(20000 + os.getpid() % 20000)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "PATH": PATH}
    ipp = ["ippeveprinter", "-p", port, "-r", "off", "-k", "-f", "application/pdf"]
    printing = subprocess.Popen([*ipp, "-d", folder / "out", PRINTER], env=environment, **quiet)
    cups = ["cupsd", "-f", "-c", folder / "cupsd.conf", "-s", folder / "cups-files.conf"]
    system = subprocess.Popen(cups, env=environment, **quiet)
    before = dict(os.environ)
    os.environ.update({**environment, "CUPS_SERVER": str(folder / "cups.sock")})
    try:
        assert until((folder / "cups.sock").exists)
        if printing.poll() is not None:
            pytest.skip("the virtual printer needs DNS-SD, which does not run here")
        uri = f"ipp://localhost:{port}/ipp/print"
        add = ["lpadmin", "-p", PRINTER, "-E", "-v", uri, "-m", "everywhere"]
        assert until(lambda: subprocess.run(add, **quiet).returncode == 0)
        yield folder / "out"
    finally:
        for process in (system, printing):
            process.terminate()
            process.wait()
        os.environ.clear()
        os.environ.update(before)
        shutil.rmtree(folder, ignore_errors=True)


def a_pdf() -> bytes:
    return slip_pages([MAYA, FULL], Order(per_page=4, language="en")).pdf()


def test_the_pages_arrive_whole_unscaled_and_under_a_neutral_title(arrived: Path) -> None:
    assert printers() == [PRINTER]
    assert send_to_printer(a_pdf(), PRINTER) == f"Sent to {PRINTER}."
    assert until(lambda: list(arrived.glob("*.pdf")))
    [file] = arrived.glob("*.pdf")
    assert until(lambda: b"%%EOF" in file.read_bytes()[-40:])
    assert "maya" not in file.name.lower()
    page = PdfReader(file).pages[0]
    assert float(page.mediabox.width) == pytest.approx(210 * 72 / 25.4, abs=1)
    assert "Maya" in page.extract_text()


def test_what_cannot_be_printed_is_said_in_plain_words(arrived: Path) -> None:
    assert not has_printer()
    with pytest.raises(ConferencerError, match="no printer is set as the usual one"):
        send_to_printer(a_pdf())
    with pytest.raises(ConferencerError, match="knows no printer called Nobody"):
        send_to_printer(a_pdf(), "Nobody")
    subprocess.run(["cupsdisable", PRINTER], check=True)
    assert "paused" in send_to_printer(a_pdf(), PRINTER)
    subprocess.run(["cupsreject", PRINTER], check=True)
    with pytest.raises(ConferencerError, match="takes no jobs just now"):
        send_to_printer(a_pdf(), PRINTER)
