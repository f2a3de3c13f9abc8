"""Somebody who sends more than anybody can read: all of it is heard, and only the last of it is answered.

Otherwise their answers, one a second, would keep what others sent from being fetched: Telegram brings the first hundred
updates that are not done.
"""

from collections import Counter

MOST_WAITING = 3
"""So many updates of one chat may wait for the one in hand, and all are answered."""


class Crowding:
    """How many updates of each chat are in line."""

    def __init__(self) -> None:
        self._in_line: Counter[int] = Counter()

    def arrives(self, chat: int) -> None:
        """One more is in line. Whoever says so says `leaves` once it is done with."""
        self._in_line[chat] += 1

    def leaves(self, chat: int) -> None:
        self._in_line[chat] -= 1
        if not self._in_line[chat]:
            del self._in_line[chat]

    def is_too_much(self, chat: int) -> bool:
        """Whether so much is in line behind the one in hand that a later answer will do for all."""
        return self._in_line[chat] > 1 + MOST_WAITING
