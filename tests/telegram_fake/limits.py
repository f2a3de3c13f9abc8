"""How much the server lets a bot say; beyond that it answers 429, and says for how long."""

from collections import defaultdict, deque

from tests.telegram_fake.refusals import Refusal


class Limits:
    """One message a second to a person, with a burst; 20 messages and edits a minute to a group; 30 a second to all.

    The server looks at arrivals, which bunch on a busy machine: so it looks at three seconds, and forgives a tenth.
    """

    def __init__(self) -> None:
        self.refusals: list[int] = []
        """The chats of everything that was refused."""
        self._said: dict[int, deque[float]] = defaultdict(deque)
        self._all: deque[float] = deque()

    def check(self, name: str, chat: int, now: float) -> None:
        """Counts a call of this method. Raises Refusal."""
        if not name.startswith(("send", "edit")) or (name.startswith("edit") and chat > 0):
            return
        most, seconds = (20, 60.0) if chat < 0 else (22, 11.0)
        for said, limit, span in ((self._said[chat], most, seconds), (self._all, 99, 3.0)):
            while said and said[0] <= now - span:
                said.popleft()
            if len(said) >= limit:
                self.refusals.append(chat)
                wait = max(1, round(said[0] + span - now))
                raise Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        self._said[chat].append(now)
        self._all.append(now)
