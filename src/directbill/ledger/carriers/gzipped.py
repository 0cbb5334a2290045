"""gzip: unpacked into the work folder, by the chunk, and never more than two hundred times its size."""

import gzip
import zlib
from pathlib import Path

from directbill.core.errors import refuse
from directbill.ledger.carriers import files
from directbill.ledger.carriers.files import Source

RATIO = 200


def unpack(source: Source, workdir: Path) -> Source:
    """The content of a gzip file, all its members joined. Refuses bombs, truncated and damaged files."""
    source = files.hashed(source)
    target = files.work_file(source, workdir, kind="unpacked")
    most = RATIO * source.size
    with files.os_faults(source.name):
        try:
            _copy(source, target, most)
        except EOFError:
            raise refuse("gzip_truncated", file=source.name) from None
        except (gzip.BadGzipFile, zlib.error):
            raise refuse("gzip_broken", file=source.name) from None
        return files.unpacked(source, target)


def _copy(source: Source, target: Path, most: int) -> None:
    left = most
    with gzip.open(source.path) as packed, target.open("wb") as content:
        while chunk := packed.read(files.CHUNK):
            left -= len(chunk)
            if left < 0:
                raise refuse("gzip_ratio", file=source.name, most=str(RATIO))
            content.write(chunk)
