"""What comes again and again is said once a minute: a log must not fill the disk that it tells of."""

import time

EVERY = 60.0


class Rarely:
    """Knows what was said lately."""

    def __init__(self) -> None:
        self._said: dict[str, float] = {}

    def lets(self, sentence: str) -> bool:
        """Whether it may be said now."""
        now = time.monotonic()
        if now - self._said.get(sentence, -EVERY) < EVERY:
            return False
        self._said[sentence] = now
        return True
