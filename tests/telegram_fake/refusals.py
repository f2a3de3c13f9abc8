"""How the server says no, in its own words, and faults that tests order."""

from dataclasses import dataclass
from typing import Any, Literal

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first"
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
BLOCKED = "Forbidden: bot was blocked by the user"

Kind = Literal[
    "bad_gateway", "conflict", "refused", "flood", "half_json", "cut_before", "cut_after", "hang_before", "hang_after"
]

REFUSALS = {"refused": (400, "Bad Request: not like this"), "conflict": (409, OTHER_POLLER)}
"""Faults that are answers of the server's, by their kind."""


class Refusal(Exception):
    """An answer other than 200."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


@dataclass
class Fault:
    """The next calls of `method` (in `chat`, if given) go wrong. `cut_after` does the work, then drops the line;
    `hang_before` and `hang_after` never answer.
    """

    method: str
    kind: Kind
    times: int = 1
    chat: int | None = None
    seconds: float = 1

    def concerns(self, method: str, chat: int | None) -> bool:
        return self.times > 0 and self.method == method and self.chat in (None, chat)
