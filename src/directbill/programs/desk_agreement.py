"""What a program says of the agreement: its version, its text in every language, and who says which was read."""

from directbill.core.desk import Agreement, Ask, Desk
from directbill.core.form import FieldKind
from directbill.programs.reader import Section

ACCEPT = "agreement.accept"


def agreement(section: Section) -> Agreement | None:
    """The table `agreement`, where there is one."""
    if "agreement" not in section:
        return None
    part = section.section("agreement")
    found = Agreement(
        version=part.text("version"),
        language=part.text("language"),
        text=part.texts("text", required=True),
        source=part.source(),
    )
    part.close()
    return found


def check(desk: Desk, section: Section) -> None:
    """Whoever accepts says which text was read: the field offers every language there is a text in, and no other."""
    found = desk.agreement
    if found is None:
        return
    field = {f.key: f for f in desk.asks.get(ACCEPT, Ask(ACCEPT)).fields}.get(found.language)
    offered = set(field.choices) if field is not None and field.kind is FieldKind.CHOICE else set()
    if offered != set(found.text):
        shown, known = ", ".join(sorted(offered)), ", ".join(sorted(found.text))
        section.fault("desk_agreement_choice", "agreement", "language", found=shown, known=known, verb=ACCEPT)
