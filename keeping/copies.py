"""Whether what one server has taken is on another as well, so that it outlives its machine."""

from typing import Any

from redis.exceptions import RedisError, ResponseError

COPIES, COPY_MILLISECONDS = 1, 500
WAIT = ("WAIT", COPIES, COPY_MILLISECONDS)
FOLLOWED = ("INFO", "replication")
"""Asked of a master that has no replica as far as we know: one may have joined it since we looked."""
CLOSE_SECONDS = 1
"""A replica that was heard so long ago at most is one to wait for."""


class NotCopied(RedisError):
    """A server has replicas, and none of them has taken a write in time: it may be lost with its machine."""


def given(command: tuple[bytes | str | int, ...], answer: Any) -> Any:
    """An answer; if it is an error, that is raised. Only who follows it a server need not tell."""
    if isinstance(answer, Exception) and not (command == FOLLOWED and isinstance(answer, ResponseError)):
        raise answer
    return answer


def is_followed(told: Any) -> bool:
    """Whether a replica is close behind a master, by its `INFO`. One that may not tell counts as having none."""
    replicas = [each for each in told.values() if isinstance(each, dict)] if isinstance(told, dict) else []
    return any(each.get("state") == "online" and each["lag"] <= CLOSE_SECONDS for each in replicas)
