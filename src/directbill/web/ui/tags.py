"""What every template may use: sentences of the catalog, texts that an edition carries, figures and dates."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from directbill.documents.markup import Markup
from directbill.documents.texts import Catalog, catalog
from directbill.queries import days

register = template.Library()


def texts_of(context: Context) -> Catalog:
    """The catalog of the page's language."""
    found: Catalog = context.get("texts") or catalog("en")
    return found


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: Any) -> str:  # shape: values of a sentence
    """The sentence of a key; a moment among its values is said as its day in the installation's time zone."""
    moments = {name: days.of(each) for name, each in values.items() if isinstance(each, datetime)}
    return texts_of(context).say(key, **{**values, **moments})


@register.simple_tag(takes_context=True)
def own(context: Context, sentence: dict[str, str]) -> str:
    """A sentence that an edition or a form carries in several languages."""
    return texts_of(context).own(sentence)


@register.simple_tag
def drawn(markup: Markup) -> SafeString:
    """Markup built by our own hand, such as the chart."""
    if not isinstance(markup, Markup):
        raise TypeError("only markup of our own is drawn")
    return mark_safe(markup)  # noqa: S308 - trusted: built by documents.markup, which escapes every text
