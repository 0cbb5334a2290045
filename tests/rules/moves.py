"""The bundled rules of the transition under an edition."""

from directbill.core.transition import Rules
from directbill.programs import library, transitions


def of(edition: str) -> Rules:
    """As they are shipped."""
    program = library.load()
    return transitions.of(program, library.edition(program, edition))
