"""Plain text and CSV: UTF-8, without control characters, without cells that call a program."""

import re
from pathlib import Path

from directbill.core.errors import refuse

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
CALL = re.compile(r"""(?m)(?:^|[,;\t"])\s*[=+@-][^,;\t\n|]{0,200}\|[^\n!]{0,200}!""")
"""A cell a spreadsheet would take for a call of another program (DDE)."""
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def check(path: Path, name: str) -> None:
    """Refuses another encoding, what is no text at all, and cells that call a program."""
    content = path.read_bytes()
    if content.startswith(UTF16):
        raise refuse("media_encoding", file=name, found="UTF-16")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise refuse("media_encoding", file=name, found=f"0x{content[fault.start]:02X}") from None
    if found := CONTROL.search(text):
        raise refuse("media_damaged", file=name, found=f"U+{ord(found[0]):04X}")
    if CALL.search(text):
        raise refuse("media_active", file=name, found="DDE")
