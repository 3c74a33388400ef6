"""QR codes for the addresses that a learner writes down."""

import io
import re
from typing import NamedTuple

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
_AFTER = ".,;:!?)]}'’»"
"""What ends a sentence rather than an address."""
_MODULE = 0.42
"""Millimetres; a phone reads it from a photocopy, and a scan at 150 dpi."""
_QUIET = 2
"""Modules of white around; the paper beside is white as well."""
_MOST = {"wide": 36, "rows": 27, "line": 20}
"""Millimetres, by how much the paper has room for."""
_LEAST = {"wide": 20, "rows": 17, "line": 14}


class QrCode(NamedTuple):
    """A QR code as a picture."""

    svg: str
    side: float
    """Millimetres."""


def address_in(text: str) -> str:
    """The first web address in a text; empty when there is none."""
    found = _ADDRESS.search(text)
    return found.group().rstrip(_AFTER) if found else ""


def qr_code(address: str, room: str) -> QrCode | None:
    """The picture of an address; None where it would need more paper than there is.

    Args:
        room: the `tear_off` of the layout: `wide`, `rows` or `line`.
    """
    import segno

    if not address.casefold().startswith("http"):
        address = f"https://{address}"
    try:
        code = segno.make(address, micro=False, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    side = max(_LEAST[room], (code.symbol_size(border=_QUIET)[0]) * _MODULE)
    if side > _MOST[room]:
        return None
    svg = io.BytesIO()
    code.save(svg, kind="svg", border=_QUIET, xmldecl=False, svgns=True, omitsize=True)
    return QrCode(svg.getvalue().decode(), round(side, 1))
