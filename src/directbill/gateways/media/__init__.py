"""What a file is, told by its content alone, and whether it may be taken: whole, readable, of one kind, and inert.

Nothing is decoded and nothing is unpacked to disk: structures are walked and declared sizes are believed only as
limits. A file that passes is kept as it is and handed out as a download, never shown in our pages.
"""

import zipfile
from pathlib import Path

from directbill.core.errors import refuse
from directbill.core.form import Media
from directbill.gateways.media import images, kinds, names, office, pdf, plain_text

CHECKS = {
    Media.PDF: pdf.check,
    Media.PNG: images.check_png,
    Media.JPEG: images.check_jpeg,
    Media.DOCX: office.check_docx,
    Media.XLSX: office.check_xlsx,
    Media.TEXT: plain_text.check,
}
ZIPPED = frozenset({Media.DOCX, Media.XLSX})


def told(path: Path, *, name: str, allowed: tuple[Media, ...]) -> Media:
    """The kind of a file that may be taken. Refuses everything else, each with its own reason.

    Codes: `media_not_allowed`, `media_script`, `media_name_other`, `media_two_kinds`, `media_encrypted`,
    `media_macros`, `media_active`, `media_bomb`, `media_nested`, `media_pixels`, `media_trailing`, `media_damaged`,
    `media_encoding`.
    """
    found = kinds.kind(path, name)
    if not isinstance(found, Media) or found not in allowed:
        raise refuse("media_not_allowed", file=name, found=_word(found), allowed=_listed(allowed))
    _of_its_name(found, name)
    _one_kind(path, name, found)
    CHECKS[found](path, name)
    return found


def mime(found: Media) -> str:
    """The media type a kind is kept and handed out with."""
    return kinds.MIME[found]


def _word(found: Media | str) -> str:
    return found.upper() if isinstance(found, Media) else found


def _listed(allowed: tuple[Media, ...]) -> str:
    return ", ".join(kind.upper() for kind in allowed)


def _of_its_name(found: Media, name: str) -> None:
    """The name's last extension must be one of the kind's own; a name without one says nothing."""
    said = names.extension(name)
    if said and said not in kinds.EXTENSIONS[found]:
        raise refuse("media_name_other", file=name, found=found.upper(), said=said.upper())


def _one_kind(path: Path, name: str, found: Media) -> None:
    """No file is two things at once: what one program shows, another must not run."""
    if found not in ZIPPED and zipfile.is_zipfile(path):
        raise refuse("media_two_kinds", file=name, found=found.upper(), other="ZIP")
    if other := kinds.second_kind(path):
        raise refuse("media_two_kinds", file=name, found=found.upper(), other=other)
