"""Reads the body of a call within limits of size, kind, depth and shape, and of a tracker only what is needed.

A tracker may hold thousands of events and a call a whole domain. No action of ours needs the domain, and only the
form's needs events; the rest is passed over without ever becoming Python values.
"""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

LARGEST_READ = 256 * 1024
"""Bytes of all that is read of a call."""
LARGEST_BODY = 1024 * 1024
"""Bytes of a call with the tracker's events and the domain. Rasa sends them whole, about 6 kB a message."""
LONGEST_SENDER = 512
WITH_EVENTS = "validate_"
"""Actions whose name begins so look at the last events of the tracker."""

Anything = dict[str, Any]


class Refusal(Exception):
    """A call that is not carried out: `status` for the caller, and one word that says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class _Tracker(_Shape):
    """What the actions look at, in the form of Rasa 3.6 and of Rasa Pro."""

    sender_id: Annotated[str, Field(max_length=LONGEST_SENDER)]
    slots: Anything = {}
    latest_message: Anything | None = None
    latest_event_time: float | None = None
    latest_input_channel: str | None = None
    active_loop: Anything | None = None
    stack: list[Anything] | None = None


class _TrackerWithEvents(_Tracker):
    events: list[Anything] = []


class _Call(_Shape):
    next_action: Annotated[str, Field(min_length=1, max_length=128)]
    tracker: _Tracker


class _CallWithEvents(_Call):
    tracker: _TrackerWithEvents


_PASSED_OVER = {"tracker": {"events"}}


class Call(NamedTuple):
    """One call of an action, as rasa-sdk's executor takes it."""

    action: str
    payload: Anything


def check_head(headers: Mapping[bytes, bytes]) -> None:
    """Raises Refusal for a body that is compressed, no JSON, or announced as too large."""
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise Refusal(415, "encoded")
    if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != b"application/json":
        raise Refusal(415, "not_json")
    announced = headers.get(b"content-length", b"0")
    if not announced.isdigit() or int(announced[:12]) > LARGEST_BODY:
        raise Refusal(413, "too_large")


def read_call(body: bytes) -> Call:
    """The call in a body. Raises Refusal."""
    try:
        call = _Call.model_validate_json(body)
        if call.next_action.startswith(WITH_EVENTS):
            call = _CallWithEvents.model_validate_json(body)
    except ValidationError as problem:
        kind = problem.errors(include_url=False, include_input=False)[0]["type"]
        raise Refusal(400, "broken_json" if kind == "json_invalid" else "wrong_shape") from None
    if len(body) > LARGEST_READ and len(call.model_dump_json(exclude=_PASSED_OVER)) > LARGEST_READ:
        raise Refusal(413, "too_large")
    return Call(call.next_action, _payload(call))


def _payload(call: _Call) -> Anything:
    tracker = {
        "sender_id": call.tracker.sender_id,
        "slots": call.tracker.slots,
        "latest_message": call.tracker.latest_message or {},
        "events": _events(call.tracker),
        "active_loop": call.tracker.active_loop or {},
        "stack": call.tracker.stack or [],
    }
    # An empty domain keeps the executor from asking for it and from remembering it.
    return {"next_action": call.next_action, "tracker": tracker, "domain": {}}


def _events(tracker: _Tracker) -> list[Anything]:
    """All events where they are needed; elsewhere one that stands for them: channel and time of the last."""
    if isinstance(tracker, _TrackerWithEvents):
        return tracker.events
    return [{"event": "user", "input_channel": tracker.latest_input_channel, "timestamp": tracker.latest_event_time}]
