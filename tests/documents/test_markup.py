"""Elements of a page."""

from directbill.documents.markup import el, join


def test_text_and_attributes_are_escaped_and_elements_are_not() -> None:
    inner = el("b", '<i> & "x"')
    assert el("p", inner, "<", None, class_="a\"b'<", aria_hidden="true", id=None) == (
        '<p class="a&quot;b&#x27;&lt;" aria-hidden="true"><b>&lt;i&gt; &amp; "x"</b>&lt;</p>'
    )


def test_joined_text_is_escaped_too() -> None:
    assert join("<br>", el("br")) == "&lt;br&gt;<br></br>"
