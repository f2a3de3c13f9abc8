"""`action_vara_forget`: everything that Vara keeps of the conversation is erased, and its slots are emptied."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import answers_of
from actions.hearing import address_of
from actions.installation import installation
from actions.saying import say
from dialogues.rasa_files.names import ACTION_FORGET, SLOT_OPEN, guess_slots, result_slots
from dialogues.remarks import REMARKS
from dialogues.scene import scene_of


class VaraForget(Action):
    """Erases at once: whether the person is sure is for the assistant that calls it. Rasa's own tracker is Rasa's."""

    def name(self) -> str:
        return ACTION_FORGET

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        vara = await installation()
        scene = scene_of(await answers_of(tracker, vara), vara.script)
        if vara.store:
            await vara.store.erase(address_of(tracker))
        say(dispatcher, tracker, REMARKS["forgotten"](scene, ""), vara.settings.public_url)
        emptied = (*guess_slots(scene.rubric), *result_slots(scene.rubric))
        return [SlotSet(each, None) for each in emptied] + [SlotSet(SLOT_OPEN, False)]
