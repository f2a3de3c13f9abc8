"""One update, from what it means to the last message sent: hear, then answer the press and speak."""

from typing import NamedTuple, Protocol

from telegram.constants import ParseMode

from bot.reports.handing import IN_A_CHAT, File
from bot.telegram import reading
from bot.telegram.beside import Beside, Elsewhere
from bot.telegram.calling import Body
from bot.telegram.meanings import Acted, Company, Heard, Introduced, Moved, Polled, Press, Reasoned, Removed, Unusable
from bot.telegram.requesting import DirectBot
from bot.telegram.screen import Pictures, Scene, Screen
from bot.telegram.sending import Postponed, Sender
from bot.telegram.stage import Stage
from bot.telegram.teams import Teams
from bot.telegram.texts import telegram_html
from bot.telegram.voices import Voices
from bot.telegram.waiting import both
from bot.telegram.writing import Call, Text, calls_for, toast
from dialogues.message import Hands, Message, Reply
from dialogues.script import Script
from dialogues.sentences import Wording
from dialogues.sharing import IN_LINKS
from keeping.answered import Answered
from keeping.conversation import now
from keeping.recent import Recent
from keeping.teams.parts import TeamParts

MOST_REMEMBERED = 4096


class Listener(Protocol):
    """The part of a conversation that a channel needs. `hear` raises StoreAway, and keeps a message once."""

    async def hear(self, address: str, message: Message) -> Answered: ...


class Teaming(NamedTuple):
    """What the rooms of teams need beside a channel. `web` is the address of our pages, "" without any."""

    parts: TeamParts
    stage: Stage
    web: str = ""


class Turns:
    """Works updates. Working one again after an error or a redelivery does no harm."""

    def __init__(
        self,
        bot: DirectBot,
        sender: Sender,
        conversation: Listener,
        script: Script,
        pictures: Pictures,
        teaming: Teaming,
        beside: Beside = Beside(),  # noqa: B008 - a frozen value
    ) -> None:
        self._bot = bot
        self._reports = beside.reports
        self._voices = Voices(bot, sender, beside.transcriber)
        self._sender = sender
        self._conversation = conversation
        self._script = script
        self._screen = Screen(bot, sender, pictures)
        self._answered: Recent[str, bool] = Recent(MOST_REMEMBERED)
        self._finished: Recent[str, str] = Recent(MOST_REMEMBERED)
        self._languages: Recent[int, str] = Recent(MOST_REMEMBERED)
        elsewhere = Elsewhere(teaming.web, beside.reports)
        self._teams = Teams(bot, sender, script, teaming.parts, teaming.stage, elsewhere)

    async def work(self, update: object, at: int, *, by_webhook: bool = False) -> Body | None:
        """Returns when the update is committed and answered, but for what may go out as the answer to a webhook.

        Raises StoreAway, TelegramAway and Stopping (bring it again), Unreachable (nobody is there), InvalidToken.
        """
        meaning = self._meaning(update, at)
        if isinstance(meaning, Heard):
            return await self._heard(meaning, by_webhook=by_webhook)
        if isinstance(meaning, Acted):
            words = await self._teams.acted(self._in_own_language(meaning))
            return await self._answered_last(meaning.press, words, by_webhook=by_webhook)
        if isinstance(meaning, Unusable):
            await self._unusable(meaning)
        else:
            await self._in_group(meaning)
        return None

    async def resume(self) -> None:
        """What has to be said after a start without anybody having spoken. Raises StoreAway."""
        await self._teams.resume()

    async def _in_group(self, meaning: reading.Meaning) -> None:
        match meaning:
            case Polled():
                await self._teams.polled(meaning)
            case Reasoned():
                await self._teams.reasoned(meaning)
            case Company():
                await self._teams.arrivals.company(meaning)
            case Introduced():
                await self._teams.arrivals.introduce(meaning)
            case Moved():
                await self._teams.arrivals.moved(meaning)
            case Removed():
                await self._teams.arrivals.removed(meaning)

    def _in_own_language(self, acted: Acted) -> Acted:
        """Whoever has chosen a language in a private chat with us is answered in it here, too."""
        spoken = self._languages.get(acted.person.id, "")
        return acted._replace(person=acted.person._replace(language=spoken)) if spoken else acted

    async def say(self, chat: int, answered: Answered) -> None:
        """Something that nobody asked for just now. Raises as `work`, and Postponed."""
        if self._sender.is_slowed(chat):
            raise Postponed
        self._languages[chat] = answered.language
        await self._screen.show(chat, Scene(self._calls(answered)))

    async def excuse(self, update: object) -> None:
        """The last word on an update that we cannot work: its sender hears so. Raises as `work`."""
        meaning = self._meaning(update, 0)
        if isinstance(meaning, Acted) and meaning.press is not None and meaning.press.query:
            wording = self._wording(meaning.person.id, meaning.person.language)
            await self._answer(meaning.press, wording.plain("team.toast_trouble"))
            return
        if not isinstance(meaning, Heard):
            return
        wording = self._wording(meaning.chat, meaning.message.language)
        if meaning.press is not None:
            await self._answer(meaning.press, wording.plain("telegram.trouble"))
            return
        words = telegram_html(wording.say("telegram.trouble"))
        await self._sender.message(meaning.chat, lambda to: self._bot.send_message(to, words, ParseMode.HTML))

    def _meaning(self, update: object, at: int) -> reading.Meaning:
        return reading.read(update, at, self._bot.username)

    async def _heard(self, heard: Heard, *, by_webhook: bool) -> Body | None:
        if heard.message.id in self._finished:
            # A webhook that brings it again did not get our answer, and with it that to the press.
            lost = heard.press if by_webhook else None
            return self._last_word(lost, self._finished.get(heard.message.id, ""))
        message = await self._voices.written(heard, self._wording(heard.chat, heard.message.language).language)
        answered = await self._conversation.hear(f"telegram:{heard.chat}", message)
        self._languages[heard.chat] = answered.language
        calls = self._calls(answered)
        last = heard.press if by_webhook and self._is_short(heard.chat, calls) else None
        stale = message.revision is not None and message.revision != answered.revision
        second_tap = stale and heard.press is not None and self._screen.just_answered(heard.chat, heard.press)
        calls = [] if second_tap and answered.toast else calls
        scene = Scene(calls, heard.press, answered.settled, answered.in_place, stale)
        if heard.press is None or last is not None:
            await self._screen.show(heard.chat, scene)
        else:
            await both(self._answer(heard.press, answered.toast), self._screen.show(heard.chat, scene))
        for hands in {reply.hands for reply in answered.replies if reply.hands}:
            await self._hand_out(hands, heard.chat)
        self._finished[message.id] = answered.toast
        return self._last_word(last, answered.toast)

    def _last_word(self, press: Press | None, words: str) -> Body | None:
        """The answer to a press, if it is not answered yet: may be given twice, for its result is not told to us."""
        return None if press is None or press.query in self._answered else _answer_to(press, words)

    async def _answered_last(self, press: Press | None, words: str, *, by_webhook: bool) -> Body | None:
        """The answer to a press after which nothing is said: by the answer to the webhook, if that brought it."""
        if press is None or not press.query:
            return None
        if by_webhook:
            return self._last_word(press, words)
        await self._answer(press, words)
        return None

    def _is_short(self, chat: int, calls: list[Call]) -> bool:
        """Whether all that is to be said goes out at once, so that a press can be answered after it."""
        return len(calls) == 1 and isinstance(calls[0], Text) and self._sender.is_at_ease(chat)

    async def _hand_out(self, hands: Hands, chat: int) -> None:
        """Files, below the words that announce them."""
        if self._reports is None:
            return
        for form in IN_A_CHAT[hands]:
            await self._send(chat, await self._reports.file(f"telegram:{chat}", form, now()))

    async def _send(self, chat: int, file: File) -> None:
        await self._sender.message(chat, lambda to: self._bot.send_document(to, file.body, filename=file.name))

    def _wording(self, chat: int | None, hint: str | None) -> Wording:
        """In the language in which the chat was last spoken to, as far as we remember; else in that of Telegram."""
        spoken = self._languages.get(chat, "") if chat is not None else ""
        return self._script.wording(spoken or self._script.language_for(hint))

    def _calls(self, answered: Answered) -> list[Call]:
        caption = self._script.wording(answered.language).recite("telegram.caption")
        replies = (self._with_link(reply) for reply in answered.replies)
        return [call for reply in replies for call in calls_for(reply, answered.revision, caption)]

    def _with_link(self, reply: Reply) -> Reply:
        """A code is passed on as a link to us."""
        if not reply.code:
            return reply
        link = f"https://t.me/{self._bot.username}?start={IN_LINKS}{reply.code}"
        return reply._replace(text=f'<a href="{link}">{link}</a>')

    async def _answer(self, press: Press, words: str) -> None:
        """Answers a press, once: a second answer would be refused or shown twice."""
        if press.query in self._answered:
            return
        await self._sender.free(lambda: self._bot.call(_answer_to(press, words)))
        self._answered[press.query] = True

    async def _unusable(self, unusable: Unusable) -> None:
        wording = self._wording(unusable.chat, unusable.language)
        await self._answer(unusable.press, wording.plain(f"telegram.{unusable.say}"))
        if unusable.chat is not None:
            await self._screen.close(unusable.chat, unusable.press)


def _answer_to(press: Press, words: str) -> Body:
    said = {"text": toast(words)} if words else {}
    return {"method": "answerCallbackQuery", "callback_query_id": press.query, **said}
