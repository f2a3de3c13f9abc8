"""`action_ask_vara_guess_<competency>`: Rasa's form asks for a competency's level with the quick check's question."""

from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.guessing import guessed, question
from actions.installation import installation
from actions.saying import intent_payload, say_one
from dialogues.rasa_files.names import ask_action
from dialogues.speaking import speak


class AskLevel:
    """Asks for the level of `area`. Going back is for Rasa's dialogue, so that button is left out."""

    area: ClassVar[str]

    def name(self) -> str:
        return ask_action(self.area)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        vara = await installation()
        scene = question(guessed(tracker, vara.script), vara.script, self.area)
        for reply in speak(scene):
            kept = reply._replace(buttons=tuple(each for each in reply.buttons if each.value != "back"))
            say_one(dispatcher, tracker, kept, vara.settings.public_url, intent_payload)
        return []


# Rasa's server hands actions to its workers by the names of their classes, so each stands here under a name.
class AskOpenData(AskLevel, Action):
    area = "open_data"


class AskEcosystems(AskLevel, Action):
    area = "ecosystems"


class AskAnalytics(AskLevel, Action):
    area = "analytics"


class AskDecisions(AskLevel, Action):
    area = "decisions"


class AskServices(AskLevel, Action):
    area = "services"
