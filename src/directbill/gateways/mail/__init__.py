"""Mail: one message, and how it leaves. The carrier is chosen by its address; the message is the same for all."""

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from directbill.core.errors import refuse
from directbill.gateways.mail.carrying import Carrier
from directbill.gateways.mail.smtp import Smtp
from directbill.gateways.mail.spool import Spool


def carrier(url: str, folder: Path) -> Carrier:
    """The carrier of an address: `smtp://`, `smtps://`, `file://`; without one, the folder.

    Refuses `mail_url` where the address cannot be read. Nothing secret in it is repeated.
    """
    if not url:
        return Spool(folder)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise refuse("mail_url", found=url.partition(":")[0]) from None
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return Spool(Path(url2pathname(parts.path)))
    if parts.scheme in ("smtp", "smtps") and parts.hostname:
        return Smtp.at(parts, port)
    raise refuse("mail_url", found=parts.scheme or "-")
