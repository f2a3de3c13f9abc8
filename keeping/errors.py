"""Every error of the shell on one screen. Each says what the one who catches it does next."""


class VaraError(Exception):
    """Vara cannot go on as it was set up: show the one sentence to the operator and end with exit 2."""

    @property
    def sentence(self) -> str:
        return str(self)


class StoreAway(Exception):
    """The store did not answer, so the turn may or may not be kept: acknowledge nothing, try again."""


class Conflict(Exception):
    """Another turn of this conversation came first: load it again and take the step anew."""


class Unreadable(Exception):
    """What is kept cannot be read with our key: change nothing, tell the operator. Trying again does not help."""


class NoSuchConversation(Exception):
    """There is none at this address, or the token does not open it: say the same in both cases."""
