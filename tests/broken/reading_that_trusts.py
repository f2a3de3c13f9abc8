"""Broken on purpose: reads an update as it should be, so whatever is missing or of another kind ends in an error."""

from typing import Any

from bot.telegram.meanings import Heard, Meaning
from bot.telegram.reading import read
from dialogues.message import Message


def read_trusting(update: dict[str, Any], at: int, username: str) -> Meaning:
    message = update.get("message")
    if message is None or "text" not in message:
        return read(update, at, username)
    number = message["from"]["id"]
    return Heard(number, Message(f"m:{number}:{message['message_id']}", message["text"].strip(), at))
