"""Bodies as Rasa 3.6 and Rasa Pro send them, and an assistant that calls actions the way Rasa does."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Body = dict[str, Any]
Call = Callable[[Body], Awaitable[Body]]

TIME = 1_790_000_000.0


def body(
    action: str,
    text: str = "",
    *,
    sender: str = "anna",
    message_id: str = "m1",
    intent: str = "nlu_fallback",
    slots: Mapping[str, object] | None = None,
    **more: Any,
) -> Body:
    """As Rasa 3.6 sends it, with the whole domain and every event. `more`: `events`, `channel`, `metadata`."""
    channel = more.get("channel", "rest")
    latest = {
        "intent": {"name": intent, "confidence": 0.93},
        "entities": entities_in(text),
        "text": text,
        "message_id": message_id,
        "metadata": more.get("metadata", {}),
        "intent_ranking": [{"name": intent, "confidence": 0.93}],
    }
    return {
        "next_action": action,
        "sender_id": sender,
        "tracker": {
            "sender_id": sender,
            "slots": {"session_started_metadata": None, "requested_slot": None, **(slots or {})},
            "latest_message": latest,
            "latest_event_time": TIME,
            "followup_action": None,
            "paused": False,
            "events": more.get("events", turns_of_events(1, channel)),
            "latest_input_channel": channel,
            "active_loop": {},
            "latest_action": {"action_name": "action_listen"},
            "latest_action_name": "action_listen",
        },
        "domain": {"config": {"store_entities_as_slots": True}, "intents": [], "slots": {}, "forms": {}, "actions": []},
        "version": "3.6.21",
    }


def pro_body(action: str, text: str = "", **named: Any) -> Body:
    """As Rasa Pro sends it: a stack, commands, and a digest instead of a domain that it has sent before."""
    made = body(action, text, **named)
    made.pop("domain")
    made["tracker"]["stack"] = [{"frame_id": "F1", "flow_id": "vara_check", "step_id": "turn", "type": "flow"}]
    made["tracker"]["user_id"] = None
    made["tracker"]["latest_message"]["commands"] = [{"command": "set slot", "name": "vara_text", "value": text}]
    return {**made, "domain_digest": "0f3c", "version": "3.13.0"}


def entities_in(text: str) -> list[Body]:
    """The entities of a pressed button, as Rasa reads them from its payload."""
    _, brace, rest = text.partition("{")
    named = json.loads(brace + rest) if text.startswith("/") and brace else {}
    return [{"entity": name, "start": 6, "end": 60, "value": value} for name, value in named.items()]


def turns_of_events(turns: int, channel: str = "rest") -> list[Body]:
    """What a tracker holds of some turns: some kilobytes each, as a classifier with ten intents leaves it."""
    ranking = [{"name": f"city_intent_{number}", "confidence": 0.0123456789} for number in range(10)]
    parsed = {"intent": ranking[0], "entities": [], "text": "in places", "message_id": "m", "intent_ranking": ranking}
    user = {"event": "user", "timestamp": TIME, "text": "in places", "parse_data": parsed, "input_channel": channel}
    turn = [
        {"event": "action", "timestamp": TIME, "name": "action_listen", "policy": None, "confidence": None},
        user,
        {"event": "action", "timestamp": TIME, "name": "action_vara_turn", "policy": "RulePolicy", "confidence": 1.0},
        {"event": "bot", "timestamp": TIME, "text": "A question of about this length. " * 8, "data": {"buttons": []}},
        {"event": "slot", "timestamp": TIME, "name": "vara_open", "value": True},
    ]
    return turn * turns


class Assistant:
    """Rasa's side of one conversation: it keeps slots, and presses buttons as their payload says."""

    def __init__(self, call: Call, sender: str = "anna", make: Callable[..., Body] = body, **named: Any) -> None:
        self._call = call
        self._sender = sender
        self._make = make
        self._named = named
        self._messages = 0
        self.slots: dict[str, object] = {}
        self.responses: list[Body] = []

    async def run(self, action: str, text: str = "", **named: Any) -> "Assistant":
        self._messages += 1
        given = {"intent": _intent_of(text), **self._named, **named}
        message_id = f"{self._sender}-{self._messages}"
        sent = self._make(action, text, sender=self._sender, message_id=message_id, slots=self.slots, **given)
        return self._took(await self._call(sent))

    async def turn(self, value: str) -> "Assistant":
        """Presses the button with this value."""
        return await self.run("action_vara_turn", f'/vara_say{{"vara_value": "{value}"}}')

    async def fill(self, slot: str, text: object) -> "Assistant":
        """The form has filled a slot with what was said, and lets it be validated."""
        self.slots[slot] = text
        filled = [{"event": "action", "name": "vara_form"}, {"event": "slot", "name": slot, "value": text}]
        return await self.run("validate_vara_form", text if isinstance(text, str) else "", events=filled)

    @property
    def text(self) -> str:
        return "\n".join(each["text"] or "" for each in self.responses)

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for each in self.responses for button in each["buttons"]]

    @property
    def profile(self) -> Body | None:
        found = [each["custom"]["vara"]["profile"] for each in self.responses]
        return next((each for each in found if each), None)

    def _took(self, result: Body) -> "Assistant":
        self.responses = result["responses"]
        self.slots |= {each["name"]: each["value"] for each in result["events"] if each["event"] == "slot"}
        return self


def _intent_of(text: str) -> str:
    return text[1:].partition("{")[0] if text.startswith("/") else "nlu_fallback"
