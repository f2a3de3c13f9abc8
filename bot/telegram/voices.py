"""Voice messages as written ones, where an operator has filled the port for it; else nothing is fetched."""

import logging

from telegram import Bot

from bot.telegram.meanings import Heard
from bot.telegram.sending import Sender
from bot.transcribing import Transcriber
from dialogues.message import Message

log = logging.getLogger(__name__)


class Voices:
    """What was said is heard like what is typed. What cannot be understood stays a voice message."""

    def __init__(self, bot: Bot, sender: Sender, transcriber: Transcriber | None) -> None:
        self._bot = bot
        self._sender = sender
        self._transcriber = transcriber

    async def written(self, heard: Heard, language: str) -> Message:
        """The message with its words. Raises as `Sender.free`."""
        if self._transcriber is None or heard.speech is None:
            return heard.message
        name, media_type = heard.speech
        speech = await self._sender.free(lambda: self._fetched(name))
        if speech is None:
            return heard.message
        try:
            text = await self._transcriber.transcribe(speech, media_type, language)
        except Exception as bug:  # noqa: BLE001 - somebody else's code; the person is asked to type
            log.warning("A voice message could not be read (%s)", type(bug).__name__)
            return heard.message
        return heard.message._replace(text=text, kind="text") if text and text.strip() else heard.message

    async def _fetched(self, name: str) -> bytes:
        file = await self._bot.get_file(name)
        return bytes(await file.download_as_bytearray())
