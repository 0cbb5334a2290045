"""The known export formats, one file each; a file is recognised by its header only."""

from directbill.ledger.formats import nce_recon
from directbill.ledger.formats.format import Format

FORMATS: tuple[Format, ...] = (nce_recon.FORMAT,)
