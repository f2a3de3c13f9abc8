"""`action_vara_explain`: why a level is what it is, and what the next one would take."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import asked_about
from actions.installation import installation
from actions.saying import say
from dialogues.rasa_files.names import ACTION_EXPLAIN, SLOT_COMPETENCY, SLOT_LEVEL
from dialogues.remarks import REMARKS


class VaraExplain(Action):
    """Slots in: the competency (all of them if there is none), and a level if nothing was answered yet."""

    def name(self) -> str:
        return ACTION_EXPLAIN

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        vara = await installation()
        scene, area = await asked_about(tracker, vara)
        known = scene.profile().competencies
        kind = "why" if known and (area is None or area in known) else "no_result"
        say(dispatcher, tracker, REMARKS[kind](scene, area or ""), vara.settings.public_url)
        return [SlotSet(SLOT_COMPETENCY, None), SlotSet(SLOT_LEVEL, None)]
