"""How fast Telegram lets us speak: to one person, to a group, to all. Pure: the caller brings the clock and waits."""

from collections import OrderedDict, deque
from collections.abc import Iterable
from typing import NamedTuple


class Patience(NamedTuple):
    """Every limit and waiting time of the channel, in seconds unless said otherwise.

    Rates are messages a second, bursts are messages. `first_wait` doubles up to `longest_wait`: after an outage
    everybody is answered soon. In a group at most `group_most` messages and edits fall into any `group_seconds`: a
    little more than Telegram's minute, for it counts what arrives. Altogether a second's rate and the burst make
    30. What stands in a group is told anew at most every `edit_seconds`. `longest_flood` is how long a reply waits
    when Telegram asks for patience; beyond that it is dropped: the answer is kept, and the person's next message
    brings the question again. What is owed to somebody, or to a group, goes out when that time is over. `gathering` is
    how long we wait at most until all that is in hand is done, before we ask for more messages: with each question
    Telegram brings again what is in hand. Where nothing is done meanwhile, we ask every `stuck_wait`.
    """

    private_rate: float = 1.0
    private_burst: int = 10
    group_most: int = 20
    group_seconds: float = 62.0
    edit_seconds: float = 3.0
    overall_rate: float = 27.0
    overall_burst: int = 3
    first_wait: float = 0.5
    longest_wait: float = 8.0
    longest_flood: float = 60.0
    poll: int = 25
    stuck_wait: float = 0.5
    gathering: float = 0.1
    leaving: float = 5.0
    tries: int = 5


KEPT_FREE = 8
"""So many of a group's places are kept for what people wait for; a mere number of voters takes none of them."""

MOST_CHATS = 4096
WIDESPREAD = 3
"""So many chats slowed down at once mean that Telegram slows down the whole bot."""


class Bucket:
    """Tokens that come back at a steady rate."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = float(burst)
        self._counted_at = 0.0

    def take(self, now: float) -> float:
        """Takes a token; the seconds until it is there. Who comes later waits longer."""
        self._tokens = min(self._burst, self._tokens + (now - self._counted_at) * self._rate) - 1
        self._counted_at = now
        return max(0.0, -self._tokens / self._rate)

    def left(self, now: float) -> float:
        """How many tokens are there at this moment."""
        return min(self._burst, self._tokens + (now - self._counted_at) * self._rate)


class Window:
    """At most so many in any stretch of time: Telegram counts a group's messages and edits like this."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._taken: deque[float] = deque(maxlen=most)

    def take(self, now: float) -> float:
        """Takes a place; the seconds until it is there."""
        full = len(self._taken) == self._taken.maxlen
        at = max(now, self._taken[0] + self._seconds) if full else now
        self._taken.append(at)
        return at - now

    def left(self, now: float) -> int:
        """How many places are free at this moment."""
        return (self._taken.maxlen or 0) - sum(at > now - self._seconds for at in self._taken)

    def remember(self, moments: Iterable[float]) -> None:
        """Places that were taken before we started."""
        known = sorted([*self._taken, *moments])
        self._taken = deque(known, maxlen=self._taken.maxlen)


class Pace:
    """Waiting times of all chats; the longest unused are forgotten."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._overall = Bucket(patience.overall_rate, patience.overall_burst)
        self._chats: OrderedDict[int, Bucket | Window] = OrderedDict()
        self._slowed: dict[int, float] = {}
        self._all_until = 0.0

    def for_chat(self, chat: int, now: float) -> float:
        """Seconds until a message may go to this chat, as far as this chat goes."""
        return max(self._bucket(chat).take(now), self.pause(chat, now))

    def for_all(self, now: float) -> float:
        """Seconds until a message may go out, as far as the whole bot goes. Ask when the chat's own wait is over."""
        return max(self._overall.take(now), self._all_until - now, 0.0)

    def pause(self, chat: int | None, now: float) -> float:
        """Seconds that Telegram has asked us to leave this chat alone."""
        until = self._all_until if chat is None else max(self._all_until, self._slowed.get(chat, 0.0))
        return max(0.0, until - now)

    def flood(self, chat: int | None, seconds: float, now: float) -> None:
        """Telegram asks for patience: in this chat only, or everywhere if it asks in many chats."""
        self._slowed = {each: until for each, until in self._slowed.items() if until > now}
        if chat is None:
            return
        self._slowed[chat] = now + seconds
        if len(self._slowed) >= WIDESPREAD:
            self._all_until = max(self._all_until, now + seconds)

    def is_free(self, chat: int, now: float) -> bool:
        """Whether a message may go to this chat at once, as far as this chat goes."""
        place = self._bucket(chat)
        return (place.left(now) >= 1) and not self.pause(chat, now)

    def left(self, chat: int, now: float) -> int:
        """How much may still be said in a group at once."""
        place = self._bucket(chat)
        return place.left(now) if isinstance(place, Window) else 1

    def is_at_ease(self, chat: int, now: float) -> bool:
        """Whether a message to a person would go out at once."""
        return chat > 0 and self.is_free(chat, now) and self._overall.left(now) >= 1

    def remember(self, chat: int, moments: Iterable[float]) -> None:
        """What was said in a group before we started counts, too."""
        place = self._bucket(chat)
        if isinstance(place, Window):
            place.remember(moments)

    def _bucket(self, chat: int) -> Bucket | Window:
        found = self._chats.pop(chat, None)
        if found is None:
            limits = self._patience
            in_group = Window(limits.group_most, limits.group_seconds)
            found = in_group if chat < 0 else Bucket(limits.private_rate, limits.private_burst)
        self._chats[chat] = found
        if len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)
        return found
