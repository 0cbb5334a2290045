"""Why a message was not sent: three cases that must never be taken for one another."""


class NotSent(Exception):
    """The message did not leave, as far as anybody can say. The text is for people."""


class Temporary(NotSent):
    """It did not leave, and may leave later: the way is blocked, not the address."""


class Permanent(NotSent):
    """It did not leave and never will: the receiving side refused this address or this message."""


class Doubtful(NotSent):
    """It may have left: the answer was lost. It must not be taken for either."""
