"""What a chat shows: new messages, the prompt that was answered frozen, and no second live keyboard."""

import logging
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.telegram.calling import Body, shown
from bot.telegram.meanings import Press
from bot.telegram.requesting import DirectBot
from bot.telegram.sending import Sender
from bot.telegram.texts import first_part
from bot.telegram.waiting import both
from bot.telegram.writing import LONGEST_CAPTION, LONGEST_TEXT, Call, Keyboard, Photo, Text
from dialogues.message import Picture, Trail
from keeping.recent import Recent

MOST_CHATS = 1024
PREVIEW_OFF = LinkPreviewOptions(is_disabled=True)

log = logging.getLogger(__name__)


class Pictures(Protocol):
    """Draws a profile, or how it went, as PNG."""

    async def png(self, picture: Picture | Trail) -> bytes: ...


class Scene(NamedTuple):
    """How a chat is to look after a turn.

    `settled` is what the prompt that was answered freezes to. `in_place`: `calls` tell the prompt anew that `press`
    stands on. `stale`: the button belonged to an old question.
    """

    calls: Sequence[Call]
    press: Press | None = None
    settled: str | None = None
    in_place: bool = False
    stale: bool = False

    @property
    def asked(self) -> bool:
        return any(isinstance(call, Text) and call.keyboard for call in self.calls)


class Screen:
    """Speaks into chats. Remembers the last prompt of each, best effort: after a restart typed words freeze none."""

    def __init__(self, bot: DirectBot, sender: Sender, pictures: Pictures) -> None:
        self._bot = bot
        self._sender = sender
        self._pictures = pictures
        self._prompts: Recent[int, int | None] = Recent(MOST_CHATS)
        self._frozen: Recent[int, int | None] = Recent(MOST_CHATS)

    async def show(self, chat: int, scene: Scene) -> None:
        """Freezes what was answered and says what is new, both at once; only the newest keyboard stays."""
        if await self._told_anew(chat, scene):
            return
        last, press = self._prompts.get(chat, None), scene.press
        answered = last if press is None else press.prompt
        if scene.settled is not None or scene.asked:
            self._prompts.pop(chat)
        if answered is None and last is None:
            await self._say_all(chat, scene)
            return
        await both(self._say_all(chat, scene), self._tidy(chat, scene, last, answered))

    async def _tidy(self, chat: int, scene: Scene, last: int | None, answered: int | None) -> None:
        """What is above the new words: the prompt that was answered, and a keyboard that is not the newest any more."""
        if answered is not None:
            await self._leave(chat, answered, scene)
        if scene.asked and last is not None and last != answered:
            await self._strip(chat, last)
        if scene.settled is not None:
            self._frozen[chat] = answered

    async def _say_all(self, chat: int, scene: Scene) -> None:
        for call in scene.calls:
            await self._say(chat, call)

    def just_answered(self, chat: int, press: Press) -> bool:
        """Whether this is a second tap on the prompt that was answered last: the next one stands right below."""
        return press.prompt is not None and self._frozen.get(chat, None) == press.prompt

    async def close(self, chat: int, press: Press) -> None:
        """Takes away a keyboard that means nothing any more."""
        if press.prompt is not None:
            await self._strip(chat, press.prompt)

    async def _told_anew(self, chat: int, scene: Scene) -> bool:
        """Ticked or explained: the prompt itself changes, instead of a new one below."""
        press = scene.press
        if not scene.in_place or scene.stale or press is None or press.prompt is None or len(scene.calls) != 1:
            return False
        call = scene.calls[0]
        if not isinstance(call, Text):
            return False
        await self._edit_text(chat, press.prompt, call)
        return True

    async def _leave(self, chat: int, prompt: int, scene: Scene) -> None:
        frozen = "" if scene.settled is None else first_part(scene.settled, LONGEST_TEXT)
        if frozen and scene.press is not None and scene.press.photo:
            await self._edit_caption(chat, prompt, first_part(frozen, LONGEST_CAPTION))
        elif frozen:
            await self._edit_text(chat, prompt, Text(frozen))
        elif scene.asked or scene.stale or scene.settled is not None:
            await self._strip(chat, prompt)

    async def _say(self, chat: int, call: Call) -> None:
        if isinstance(call, Photo):
            await self._photo(chat, call)
            return
        body = {"method": "sendMessage", **shown(call)}
        number = await self._sender.message(chat, lambda to: self._bot.call({**body, "chat_id": to}))
        if number and call.keyboard:
            self._prompts[chat] = number

    async def _photo(self, chat: int, call: Photo) -> None:
        try:
            png = await self._pictures.png(call.picture)
        except Exception as trouble:  # noqa: BLE001 - all that the picture shows is said in words as well
            log.warning("a picture could not be drawn (%s); its words go out alone", type(trouble).__name__)
            return
        await self._sender.message(
            chat,
            lambda to: self._bot.send_photo(
                to, png, call.caption or None, parse_mode=ParseMode.HTML, filename="profile.png"
            ),
        )

    async def _edit_text(self, chat: int, message: int, text: Text) -> None:
        body = {"method": "editMessageText", "message_id": message, **shown(text)}
        await self._sender.edit(chat, lambda to: self._bot.call({**body, "chat_id": to}))

    async def _edit_caption(self, chat: int, message: int, caption: str) -> None:
        await self._sender.edit(
            chat, lambda to: self._bot.edit_message_caption(to, message, caption=caption, parse_mode=ParseMode.HTML)
        )

    async def _strip(self, chat: int, message: int) -> None:
        body: Body = {"method": "editMessageReplyMarkup", "message_id": message}
        await self._sender.edit(chat, lambda to: self._bot.call({**body, "chat_id": to}))


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(key.label, callback_data=key.data) for key in row] for row in keyboard]
    )
