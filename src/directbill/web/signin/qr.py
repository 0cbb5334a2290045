"""A QR code as a drawing of our own: dark on light in every color scheme, without a style of its own."""

import qrcode

from directbill.documents.markup import Markup, el

QUIET = 4
"""Modules of light around the code, as the standard wants."""


def drawn(text: str, *, label: str) -> Markup:
    """The code of a text, with words for those who do not see it."""
    code = qrcode.QRCode(border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    side = len(rows)
    light = el("rect", width=str(side), height=str(side), fill="#fff")
    box = {"viewBox": f"0 0 {side} {side}", "width": "240", "height": "240", "role": "img"}
    return el("svg", light, el("path", d=dark, fill="#000"), **box, aria_label=label)
