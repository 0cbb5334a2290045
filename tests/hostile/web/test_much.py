"""Much too much: in every field of text: refused by the name of the field, with all that was typed still in it."""

import pytest

from tests.hostile.web.tables import counted
from tests.hostile.web.test_lost import FORMS, Made
from tests.hostile.web.test_texts import ALSO, FIELDS, TALK, file_of
from tests.web import pages

TEN = 10 << 20
EVERY = sorted({*FIELDS, *TALK})


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "name"), EVERY, ids=["-".join(each) for each in EVERY])
def test_ten_megabytes_are_refused_by_the_name_of_the_field_and_are_still_in_it(form: str, name: str) -> None:
    made = Made()
    client, text = pages.as_(made.who(form)), "x" * TEN
    before = counted()
    answer = client.post(
        made.path(form), {**FORMS[form][1], **ALSO.get(form, {}), name: text, **file_of(form)}
    )
    page = answer.content.decode()
    assert (answer.status_code, counted() == before) == (422, True)
    assert f'href="#f-{name}"' in page
    assert page.count(text) == 1


@pytest.mark.django_db
def test_more_than_a_form_may_have_is_refused_in_words_whole() -> None:
    made = Made()
    client = pages.as_(made.made.company.ada)
    before = counted()
    for sent in ({"text": "x" * (17 << 20)}, {f"field{n}": "x" for n in range(2000)}):
        answer = client.post(made.path("ask"), sent)
        assert (answer.status_code, "than a page takes" in pages.text(answer.content)) == (413, True)
    assert counted() == before
