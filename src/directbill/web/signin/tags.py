"""What the templates of signing in use beside sentences: moments."""

from datetime import datetime

from django import template
from django.template import Context
from django.utils import timezone

from directbill.web.ui.tags import texts_of

register = template.Library()


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime) -> str:
    """A moment in the installation's time zone, to the minute."""
    local = at.astimezone(timezone.get_current_timezone())
    return f"{texts_of(context).locale.day(local.date().isoformat())}, {local:%H:%M}"
