"""What the templates of signing in use: faults in words, and moments."""

from datetime import datetime

from django import template
from django.template import Context
from django.utils import timezone

from directbill.core.errors import Fault
from directbill.web.ui.tags import texts_of

register = template.Library()


@register.simple_tag(takes_context=True)
def found(context: Context, fault: Fault) -> str:
    """What was found, for one fault of a refusal."""
    return texts_of(context).error(fault)[0]


@register.simple_tag(takes_context=True)
def what_to_do(context: Context, fault: Fault) -> str:
    """What to do about a fault."""
    return texts_of(context).error(fault)[1]


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime) -> str:
    """A moment in the installation's time zone, to the minute."""
    local = timezone.localtime(at)
    return f"{texts_of(context).locale.day(local.date().isoformat())}, {local:%H:%M}"
