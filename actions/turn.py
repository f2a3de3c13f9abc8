"""`action_vara_turn`: one turn of the conversation."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.hearing import address_of, message_from
from actions.installation import Installation, installation
from actions.saying import say
from actions.slot_keeper import SlotKeeper
from dialogues.position import Place
from dialogues.rasa_files.names import (
    ACTION_TURN,
    SLOT_LANGUAGE,
    SLOT_OPEN,
    SLOT_STATE,
    SLOT_TEXT,
    guess_slots,
    result_slots,
)
from keeping.answered import Answered
from keeping.conversation import now

RESTS = frozenset({Place.DONE, Place.PAUSED})
"""Places where Vara waits for nothing, so Rasa's own dialogue goes on."""


class VaraTurn(Action):
    """Hears what the person said last, and answers. Slots out: whether Vara waits for more, and the language."""

    def name(self) -> str:
        return ACTION_TURN

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        vara = await installation()
        slot = SlotKeeper(vara.keyring, tracker.slots.get(SLOT_STATE))
        answered = await vara.conversation(slot).hear(address_of(tracker), message_from(tracker, now()))
        say(dispatcher, tracker, answered.replies, vara.settings.public_url)
        return _events(vara, tracker, answered, slot)


def _events(vara: Installation, tracker: Tracker, answered: Answered, slot: SlotKeeper) -> list[EventType]:
    areas = vara.script.rubric("")
    gone = result_slots(areas) if answered.place is Place.WELCOMING else ()
    events = {
        **{each: None for each in (*guess_slots(areas), *gone) if tracker.slots.get(each) is not None},
        SLOT_TEXT: None,
        SLOT_OPEN: _waits(answered, tracker),
        SLOT_LANGUAGE: answered.language,
        **({SLOT_STATE: slot.slot} if vara.store is None else {}),
    }
    return [SlotSet(name, value) for name, value in events.items()]


def _waits(answered: Answered, tracker: Tracker) -> bool:
    """Whoever is welcomed twice did not want to begin: they are let go."""
    if answered.place is Place.WELCOMING:
        return tracker.slots.get(SLOT_OPEN) is not True
    return answered.place not in RESTS
