"""The way of one message: load, step, commit, and only then something to send.

A message heard twice changes nothing and is answered again, so whoever brings it may bring it again
after any failure. Before a person has agreed nothing is kept, but for the hash of a web page's token.
"""

import secrets
import time
from typing import Any

from dialogues.message import Message, Remark, Reply
from dialogues.plans.reminding import due_now
from dialogues.position import Place
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.speaking import speak
from dialogues.step import Turn, step
from keeping.admission import admit, door_of
from keeping.answered import Answered, Opened
from keeping.asides import Asides
from keeping.codec import Document, has_heard, has_heard_last, has_heard_too_much, message_digest, remembering
from keeping.dues import PEOPLE, Due, Dues
from keeping.errors import Conflict, NoSuchConversation, StoreAway
from keeping.exported import Exported
from keeping.lately import Known, Lately, Shelf
from keeping.metrics import CONFLICTS, count_turn
from keeping.owing import Owing, due_of
from keeping.recent import Recent
from keeping.store import Kept, Store
from keeping.teams.guests import WRITTEN_TO
from keeping.teams.invitation import Ties
from keeping.teams.talk import TeamTalk

MOST_CONFLICTS = 50
"""Turns of others that may come first before we give up for now."""

MOST_WANTED = 4096
"""Languages of people who have not agreed yet that are remembered until they do, or we start anew."""

DAY = 24 * 60 * 60
SECONDS_WITHOUT_CONSENT = DAY
"""How long a web page's token is known before its person has agreed."""


class Conversation:
    """All conversations, by address. Every method raises StoreAway when the store does not answer."""

    def __init__(self, store: Shelf, script: Script, teams: TeamTalk | None = None) -> None:
        self._store = store
        self._lately = Lately(store)
        self._script = script
        own = store if isinstance(store, Store) else None
        self._teams = teams
        self._dues, self._asides = Dues(own, PEOPLE), Asides(own, script)
        self._owing = Owing(store, self._dues, script.days_kept, teams)
        self._wanted: Recent[str, str] = Recent(MOST_WANTED)

    async def hear(self, address: str, message: Message, token: str | None = None) -> Answered:
        """Takes one message in and gives what is to be said. On the web `token` opens the conversation.

        Raises NoSuchConversation if a token is given and there is no such conversation that it opens.
        """
        channel = address.partition(":")[0]
        begun = time.perf_counter()
        answered = await self._heard(address, message, token)
        count_turn(channel, time.perf_counter() - begun)
        return answered

    async def open(self, language: str | None) -> Opened:
        """A conversation for a web page that has none yet."""
        opened = Opened(secrets.token_urlsafe(16), secrets.token_urlsafe(32), ())
        session = Session(language=self._script.language_for(language), zone="")
        document = Document(session=session, door=door_of(opened.token))
        await self._store.commit(f"web:{opened.id}", document, 0, _turn_token(), SECONDS_WITHOUT_CONSENT)
        return opened._replace(replies=speak(scene_of(session, self._script)), language=session.language)

    async def standing(self, address: str, token: str | None = None) -> Answered:
        """Where the conversation stands, as someone sees it who comes back."""
        document = (await self._admitted(address, token)).document
        due = tuple(Remark("due", str(place)) for place in due_now(document.session, now())[:1])
        return self._told(document, (Remark("greeting"), *due) if document.session.entries else ())

    async def open_question(self, address: str) -> Answered | None:
        """The question that stands, once more; None if none does."""
        kept = await self._store.load(address)
        asked = self._again(kept.document, "") if kept else None
        return asked if asked and asked.asks_on else None

    async def session(self, address: str) -> Session | None:
        """What is kept on the conversation; None if nothing is."""
        kept = await self._store.load(address)
        return kept.document.session if kept else None

    async def facts(self, address: str) -> Session:
        """What a person has told us, for a report. Raises NoSuchConversation."""
        return (await self._admitted(address, None)).document.session

    async def export(self, address: str, token: str | None = None) -> dict[str, Any]:
        """All that is kept, as JSON values, with the profile that follows from it."""
        document = (await self._admitted(address, token)).document
        return Exported.of(document, self._script).as_json()

    async def erase(self, address: str, token: str | None = None) -> None:
        """Everything kept on the conversation is gone afterwards."""
        kept = await self._admitted(address, token)
        self._lately.forget(address)
        await self._asides.forget(address, kept.document.session)
        await self._store.erase(address)
        await self._dues.forget(address)

    async def refresh(self, at: int) -> None:
        """What cities may see of each other is counted anew, where that may be."""
        await self._asides.refresh(at)

    async def due(self, at: int) -> tuple[Due, ...]:
        """The conversations that wait for a reminder, the longest waiting first; not all at once."""
        return await self._dues.until(at)

    async def remind(self, due: Due, at: int, zone: str | None = None) -> Answered | None:
        """What is to be sent to one that waited; None if there is nothing to send now. See `Owing`."""
        owed = await self._owing.remind(due, at, zone)
        if owed is None:
            return None
        session = owed.document.session
        scene = scene_of(session, self._script)
        replies = owed.replies or self._around(speak(scene, owed.remarks), scene.where.place, owed.document)
        return Answered(replies, session.revision, self._script.language_for(session.language))

    async def told(self, due: Due, at: int) -> None:
        """What was owed at this time went out, or nobody is there to hear it."""
        await self._owing.told(due, at)

    async def _heard(self, address: str, message: Message, token: str | None) -> Answered:
        digest = message_digest(message.id)
        for _ in range(MOST_CONFLICTS):
            known = await self._lately.load(address, digest)
            admit(address, known.kept, token)
            document = known.kept.document if known.kept else self._blank(address, message)
            if has_heard(document, digest) or has_heard_too_much(document, message.at):
                return self._again(document, digest)
            try:
                turn, ties = await self._taken(address, message, document)
                if turn.session is None and known.after:
                    continue  # no commit tells that memory is stale when all is erased: see what is there first
                turn = await self._asides.before(address, document.session, turn)
                if (ties.team, ties.hosting) != (document.team, document.hosting):
                    document = document.model_copy(update=dict(ties))
                await self._commit(address, known, document, turn, digest)
            except Conflict:
                CONFLICTS.inc()
                continue
            await self._asides.after(address, turn)
            self._remember(address, document.session, turn.session)
            after = turn.session or document.session
            revision = turn.session.revision if turn.session else 0
            language = self._script.language_for(after.language)
            return Answered(turn.replies, revision, language, turn.settled, turn.in_place, turn.toast, turn.place)
        raise StoreAway("too many turns of one conversation at once")

    async def _taken(self, address: str, message: Message, document: Document) -> tuple[Turn, Ties]:
        """One step of the conversation, with what concerns teams around it."""
        if self._teams is None:
            return step(document.session, message, self._script), Ties(team=document.team)
        return await self._teams.turn(address, message, document)

    def _around(self, replies: tuple[Reply, ...], place: Place, document: Document) -> tuple[Reply, ...]:
        return self._teams.around(replies, place, document) if self._teams else replies

    async def _commit(self, address: str, known: Known, before: Document, turn: Turn, digest: str) -> None:
        if turn.session is None:
            await self._store.erase(address)
            await self._dues.forget(address)
            return
        agreed = turn.session.agreed_at is not None
        if not agreed and known.kept is None:
            return
        memory = remembering(before, digest, turn.session.heard_at)
        after = Document(
            session=turn.session,
            heard=memory.heard,
            heard_on=memory.heard_on,
            remarks=turn.remarks,
            door=before.door,
            team=before.team,
            hosting=before.hosting,
        )
        # First the time, then the plan: a time without a plan does no harm, a plan without a time would be forgotten.
        # What was owed is not owed any more: whoever has written sees where things stand.
        when, was = due_of(after), due_of(known.kept.document) if known.kept else None
        if when is not None and when != was and address.startswith(WRITTEN_TO):
            await self._dues.set(address, when)
        seconds = self._script.days_kept * DAY if agreed else SECONDS_WITHOUT_CONSENT
        await self._lately.commit(address, after, known, _turn_token(), seconds)

    def _blank(self, address: str, message: Message) -> Document:
        wanted = self._wanted.get(address, message.language or "")
        zone = None if address.startswith(WRITTEN_TO) else ""
        return Document(session=Session(language=self._script.language_for(wanted), zone=zone))

    def _remember(self, address: str, before: Session, after: Session | None) -> None:
        """The language that was chosen by someone who has not agreed yet, or no longer: kept in memory only."""
        if after is None or (after.agreed_at is None and after.language != before.language):
            self._wanted[address] = (after or before).language

    def _again(self, document: Document, digest: str) -> Answered:
        """The answer to a message that was heard before: the same if it was the last one, else where we stand."""
        return self._told(document, document.remarks if has_heard_last(document, digest) else ())

    def _told(self, document: Document, remarks: tuple[Remark, ...]) -> Answered:
        """What is said where the conversation stands."""
        session = document.session
        language = self._script.language_for(session.language)
        scene = scene_of(session, self._script)
        replies = self._around(speak(scene, remarks), scene.where.place, document)
        return Answered(replies, session.revision, language, place=scene.where.place)

    async def _admitted(self, address: str, token: str | None) -> Kept:
        kept = await self._store.load(address)
        admit(address, kept, token)
        if kept is None:
            raise NoSuchConversation(address.partition(":")[0])
        return kept


def now() -> int:
    """Seconds since 1970, to be stamped on a message when it arrives."""
    return int(time.time())


def _turn_token() -> str:
    return secrets.token_urlsafe(9)
