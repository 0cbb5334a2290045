"""What a program says of nonconformities: days to correct one by its grade, and to look at the answer."""

from directbill.core.criteria import Grade
from directbill.core.nonconformity import Terms
from directbill.programs.reader import Section


def terms(section: Section) -> Terms | None:
    """The table `nonconformity`, where there is one."""
    if "nonconformity" not in section:
        return None
    part = section.section("nonconformity")
    days = part.section("days")
    found = Terms(
        days={grade: _positive(days, grade) for grade in Grade},
        look=_positive(part, "look"),
        source=part.source(),
    )
    days.close()
    part.close()
    return found


def _positive(section: Section, key: str) -> int:
    days = section.integer(key)
    if key in section and days < 1:
        section.fault("program_number_range", key, found=str(days), range="1-")
    return days
