"""What is kept when an agreement is accepted or countersigned: the very text, who, how they proved it; and receipts."""

from datetime import datetime

from directbill.access.actor import Actor
from directbill.actions.shape import issuing, sending
from directbill.actions.shape.steps import Case, Deed
from directbill.core.errors import refuse
from directbill.core.work import Work
from directbill.documents import agreement_receipt
from directbill.documents.agreement_receipt import Parts, Signed
from directbill.queries import agreements, days, dossier
from directbill.queries.agreements import Text
from directbill.records.models import AgreementSignature, Item


def hold(  # sentence: whose case, which item, what was done
    case: Case, row: Item, deed: Deed, *, by: Actor, at: datetime
) -> None:
    """Keep the signature and issue the receipt. Refuses `administrator_other_tenant` whoever is of another tenant.

    Done after the step and within its transaction: what cannot be done at all is refused before, and for that.
    """
    offered = case.desk.agreement
    if offered is None or row.work != Work.AGREEMENT or deed.verb not in agreements.SIGNS:
        return
    if deed.verb in agreements.ACCEPTS:
        sending.of_the_tenant(by, dossier.of(case.owner, on=days.of(at)))
        language = str(deed.values[offered.language])
        text = Text(offered.version, language, offered.text[language].encode())
        kept = first = _keep(row, text, by=by)
    else:
        before = agreements.accepted(row)
        if before is None:
            raise refuse("agreement_not_kept")
        text = Text(before.version, before.language, before.text.encode())
        kept, first = _keep(row, text, by=by), before
    parts = Parts(
        company=case.owner.partner.name,
        reference=case.owner.reference,
        filename=text.filename(case.owner.reference),
        version=text.version,
        language=text.language,
        sha256=text.sha256,
        accepted=_signed(first),
        countersigned=None if kept is first else _signed(kept),
    )
    issuing.issue(kept.step, lambda words: agreement_receipt.receipt(parts, words), at=at)


def _keep(row: Item, text: Text, *, by: Actor) -> AgreementSignature:
    step = row.steps.select_related("item__application").get(number=row.revision)
    return AgreementSignature.objects.create(
        partner_id=row.partner_id,
        step=step,
        version=text.version,
        language=text.language,
        text=text.content.decode(),
        sha256=text.sha256,
        tenant=by.tenant,
        proof=by.administrator,
        confirmed_at=by.confirmed_at,
    )


def _signed(found: AgreementSignature) -> Signed:
    return Signed(
        name=found.step.by_name,
        at=days.there(found.step.at),
        proof=found.proof,
        tenant=str(found.tenant or ""),
        confirmed_at=days.there(found.confirmed_at) if found.confirmed_at else None,
    )
