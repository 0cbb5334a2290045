"""In which languages and at which widths a journey is gone: every default run has both of each, the soak the rest."""

import pytest

from tests.journeys.visitor import DESK, PHONE

WAYS = pytest.mark.parametrize(
    ("lang", "width"),
    [
        pytest.param("en", DESK, id="en-desk"),
        pytest.param("cs", PHONE, id="cs-phone"),
        pytest.param("en", PHONE, id="en-phone", marks=pytest.mark.soak),
        pytest.param("cs", DESK, id="cs-desk", marks=pytest.mark.soak),
    ],
)
ON_A_PHONE = pytest.mark.parametrize(
    ("lang", "width"),
    [
        pytest.param("en", PHONE, id="en-phone"),
        pytest.param("cs", DESK, id="cs-desk", marks=pytest.mark.soak),
        pytest.param("en", DESK, id="en-desk", marks=pytest.mark.soak),
        pytest.param("cs", PHONE, id="cs-phone", marks=pytest.mark.soak),
    ],
)
AT_A_DESK = pytest.mark.parametrize(
    ("lang", "width"),
    [
        pytest.param("cs", DESK, id="cs-desk"),
        pytest.param("en", PHONE, id="en-phone", marks=pytest.mark.soak),
        pytest.param("cs", PHONE, id="cs-phone", marks=pytest.mark.soak),
        pytest.param("en", DESK, id="en-desk", marks=pytest.mark.soak),
    ],
)
AT_A_DESK_IN_ENGLISH = pytest.mark.parametrize(
    ("lang", "width"),
    [
        pytest.param("en", DESK, id="en-desk"),
        pytest.param("cs", PHONE, id="cs-phone", marks=pytest.mark.soak),
    ],
)
