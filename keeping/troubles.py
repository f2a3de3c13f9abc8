"""What the operator is told when the store takes no answers: why, and what to do; the same once a minute at most."""

import logging
from types import TracebackType

from redis.exceptions import AuthenticationError, NoPermissionError, OutOfMemoryError, ReadOnlyError

from keeping.copies import NotCopied
from keeping.errors import StoreAway
from keeping.rarely import Rarely

BY_KIND: dict[type[Exception], str] = {
    AuthenticationError: "Redis refuses our name or password: make them the same there and in VARA_REDIS_URL",
    NoPermissionError: "Redis says that our user lacks a right: grant it",
    OutOfMemoryError: "Redis is full: raise its maxmemory",
    NotCopied: "no replica takes over what its master in Redis writes: see to the replicas",
    ReadOnlyError: "this Redis is a replica: let VARA_REDIS_URL lead to its master",
}
BY_CODE = {
    "MISCONF": "Redis cannot write to its disk: make room there",
    "NOREPLICAS": "Redis lacks replicas: bring them back, or lower its min-replicas-to-write",
}

log = logging.getLogger(__name__)


class Troubles:
    """Tells of them: every call stands within `with`."""

    def __init__(self) -> None:
        self._rarely = Rarely()
        self.open = False
        """Whether nothing was kept since the last."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(problem, StoreAway):
            self._tell(why(problem))

    def over(self) -> None:
        """Something was kept."""
        if self.open:
            self.open = False
            log.info("the store takes answers again")

    def _tell(self, reason: str) -> None:
        self.open = True
        if self._rarely.lets(reason):
            log.error("%s; until then no answer is acknowledged", reason)


def why(away: StoreAway) -> str:
    """In words for an operator. What Redis itself said is left out: it may name what nobody else shall read."""
    problem = away.__cause__
    by_kind = next((words for kind, words in BY_KIND.items() if isinstance(problem, kind)), None)
    return by_kind or BY_CODE.get(str(problem).partition(" ")[0], str(away))
