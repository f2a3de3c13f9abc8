"""Which updates are in hand, and up to where everything is done. Pure.

Telegram forgets all updates below the offset that we name, so the offset stands only behind the part that is done
without a gap. It is named until Telegram has answered once, then not again: without an offset Telegram begins with
the first unconfirmed update, whatever its number. So numbers that start anew after a silent week do no harm.
"""

from collections.abc import Iterator
from itertools import takewhile


class Ledger:
    """Updates in the order of Telegram's queue, done or not."""

    def __init__(self) -> None:
        self._done: dict[int, bool] = {}

    def add(self, update_id: int) -> bool:
        """Takes an update in hand; False if it is already."""
        if update_id in self._done:
            return False
        self._done[update_id] = False
        return True

    def done(self, update_id: int) -> None:
        self._done[update_id] = True

    @property
    def offset(self) -> int:
        """The offset that confirms all that is done without a gap; 0 if there is nothing to confirm."""
        *_, last = (-1, *self._finished())
        return last + 1

    def confirmed(self, offset: int) -> None:
        """Telegram has answered a request with this offset: what lies before will not come again."""
        if offset:
            for update_id in list(self._finished()):
                del self._done[update_id]
                if update_id == offset - 1:
                    return

    def __len__(self) -> int:
        return len(self._done)

    def _finished(self) -> Iterator[int]:
        return takewhile(self._done.__getitem__, self._done)
