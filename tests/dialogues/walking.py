"""Walks the conversation as somebody would who presses every button that leads on, and reads what is said there."""

from html import unescape

from dialogues.script import Script
from tests.dialogues.conftest import Person

STARTS = ("/institutions", "/playbook", "/leadership")
LEADING = ("institutions", "playbook", "leadership")
"""Buttons with these names show a page; others note something."""


def walked(script: Script, language: str = "en") -> list[str]:
    """Every reply that somebody without any result can reach, without its marks' escapes."""
    person = Person(script, language).says("agree", "Mendoza")
    seen, found, waiting = [], set(STARTS), list(STARTS)
    while waiting:
        person.says(waiting.pop())
        seen.append(unescape(person.reply.text))
        fresh = {each for each in person.values if each.partition(".")[0] in LEADING} - found
        found |= fresh
        waiting += sorted(fresh)
    return seen
