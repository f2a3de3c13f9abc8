"""From Vara's replies to what Rasa sends: text, buttons, image address, and the whole reply for those who want it."""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from dialogues.message import Reply
from dialogues.paths import path_of
from dialogues.rasa_files.names import ENTITY_VALUE, INTENT_SAY, SLOT_TEXT
from dialogues.showing import plain_text, reply_as_json

PLAIN_CHANNELS = frozenset(
    {"telegram", "slack", "facebook", "mattermost", "rocketchat", "botframework", "twilio", "webexteams", "hangouts"}
)
"""Channels of Rasa's that hand `custom` to a service as if it were an order of that service."""

Payload = Callable[[str], str]


def say(dispatcher: CollectingDispatcher, tracker: Tracker, replies: Iterable[Reply], public_url: str | None) -> None:
    """Hands all replies over, with buttons that come back to `action_vara_turn`."""
    payload = flow_payload if tracker.stack else intent_payload
    for reply in replies:
        say_one(dispatcher, tracker, reply, public_url, payload)


def say_one(
    dispatcher: CollectingDispatcher, tracker: Tracker, reply: Reply, public_url: str | None, payload: Payload
) -> None:
    """`custom` holds the reply under the name `vara`, so that nobody takes it for something else."""
    plain = tracker.get_latest_input_channel() in PLAIN_CHANNELS
    dispatcher.utter_message(
        text=plain_text(reply.text),
        buttons=[{"title": button.label, "payload": payload(button.value)} for button in reply.buttons],
        image=public_url + path_of(reply.picture) if reply.picture and public_url else None,
        json_message=None if plain else {"vara": reply_as_json(reply)},
    )


# Values of buttons come from the rubric: the same few hundred again and again.
@lru_cache(maxsize=1024)
def intent_payload(value: str) -> str:
    """What a button sends back where intents are used."""
    return f"/{INTENT_SAY}{json.dumps({ENTITY_VALUE: value})}"


def flow_payload(value: str) -> str:
    """What a button sends back where flows are used."""
    return f"/SetSlots({SLOT_TEXT}={value})"
