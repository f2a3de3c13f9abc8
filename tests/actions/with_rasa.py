"""Talks with a real Rasa 3.6 server: `python -m tests.actions.with_rasa http://127.0.0.1:5005`.

Rasa 3.6 needs Python 3.10 or older, so it is no part of the tests that run by themselves. In an environment of its
own: `pip install rasa==3.6.21`, then `rasa train --domain domain --data data` and `rasa run` in a copy of
`dialogues/rasa`, with the token of `vara actions` in VARA_RASA_TOKEN.

Exits with an error if anything is not as on the web.
"""

import sys
import uuid
from typing import Any

import httpx

LEVELS = {"open_data": 2, "ecosystems": 1, "analytics": 3, "decisions": 2, "services": 4}
BEGINNINGS = {"en": "I want to check how our city uses data", "es": "quiero hacer el diagnóstico de datos de la ciudad"}
QUESTIONS = {
    "en": ("how do we get from 2 to 3 in open data?", "Steps: Open data"),
    "es": ("¿cómo pasamos del 2 al 3 en datos abiertos?", "Pasos: Datos abiertos"),
}


class Person:
    """Somebody on Rasa's REST channel."""

    def __init__(self, address: str, language: str) -> None:
        self._address = f"{address}/webhooks/rest/webhook"
        self._language = language
        self._sender = uuid.uuid4().hex

    def say(self, text: str) -> list[dict[str, Any]]:
        sent = {"sender": self._sender, "message": text, "metadata": {"language": self._language}}
        answer = httpx.post(self._address, json=sent, timeout=60).raise_for_status()
        replies: list[dict[str, Any]] = answer.json()
        return replies

    def press(self, value: str) -> list[dict[str, Any]]:
        return self.say(f'/vara_say{{"vara_value": "{value}"}}')


def levels_in(replies: list[dict[str, Any]]) -> dict[str, int]:
    profiles = [each["custom"]["vara"]["profile"] for each in replies if "custom" in each]
    found = next(each for each in profiles if each)
    return {area: standing["level"] for area, standing in found["competencies"].items()}


def quick_check(person: Person, language: str) -> dict[str, int]:
    """A whole quick check, by buttons and typed numbers, and nothing of it caught by other intents."""
    person.say(BEGINNINGS[language])
    for value in ("agree", "skip", "quick"):
        person.press(value)
    replies: list[dict[str, Any]] = []
    for number, (area, level) in enumerate(LEVELS.items()):
        replies = person.say(str(level)) if number % 2 else person.press(f"quick.{area}.{level}")
    return levels_in(replies)


def main(address: str) -> int:
    for language, (question, title) in QUESTIONS.items():
        person = Person(address, language)
        told = "".join(each.get("text", "") for each in person.say(question))
        found = quick_check(person, language)
        again = levels_in(person.say("show our data levels"))
        print(f"{language}: levels {found}, next steps begin with {told[:24]!r}")  # noqa: T201 - what it is for
        if found != LEVELS or again != LEVELS or not told.startswith(title):
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
