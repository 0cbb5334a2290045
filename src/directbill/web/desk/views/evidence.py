"""Documents of any company, handed out to the desk."""

from uuid import UUID

from django.http import FileResponse
from django.views.decorators.http import require_safe

from directbill.access.permissions import Permission
from directbill.gateways import storage
from directbill.queries import evidence as queries
from directbill.web.desk.desk import Desk, page
from directbill.web.request import Request


@require_safe
@page(Permission.EVIDENCE_READ)
def file(request: Request, desk: Desk, *, key: UUID) -> FileResponse:
    """One file, always as a download and never shown in our pages."""
    del request
    found = queries.any_file(key, credit=desk.may(Permission.CREDIT_READ))
    content = storage.of_installation().open(found.storage_key)
    return FileResponse(
        content, as_attachment=True, filename=found.filename, content_type="application/octet-stream"
    )
