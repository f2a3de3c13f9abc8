"""Hands out reports: as files for a chat, and behind tickets, addresses that hold for an hour, on the web."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import NamedTuple

from bot.reports.page import outline_page, page_of
from bot.reports.passport import passport
from bot.reports.printing import Press
from bot.reports.table import table
from dialogues.guide.outlining import outline_of
from dialogues.message import Hands
from dialogues.reporting import Report, report_of
from dialogues.scene import Scene, scene_of
from dialogues.script import Script
from dialogues.teams.pages import facts_of
from dialogues.teams.result import team_report
from dialogues.teams.round import Room
from dialogues.teams.scene import team_scene
from keeping.conversation import Conversation
from keeping.errors import NoSuchConversation
from keeping.keys import Keyring

FORMS = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "outline": "text/html; charset=utf-8",
}
"""The forms of what is handed out, with their kinds."""
NAMES = {"json": "vara-passport.json", "outline": "vara-outline.html"}
"""Names of files, where they are not those of the report."""
IN_A_CHAT: Mapping[Hands, tuple[str, ...]] = {"report": ("pdf", "json", "csv"), "outline": ("outline",)}
ON_THE_WEB: Mapping[Hands, tuple[str, ...]] = {"report": ("pdf", "html", "json", "csv"), "outline": ("outline",)}
TICKET_SECONDS = 60 * 60


class File(NamedTuple):
    """A report in one form."""

    name: str
    kind: str
    body: bytes


class Handing:
    """Every method raises StoreAway and NoSuchConversation."""

    def __init__(self, conversation: Conversation, script: Script, keyring: Keyring) -> None:
        self._conversation = conversation
        self._script = script
        self._keyring = keyring
        self._press = Press()

    def ticket(self, address: str, at: int) -> str:
        """Letters that open the report of a conversation for an hour, and tell nobody which one it is."""
        sealed = self._keyring.sealed_address(f"{at + TICKET_SECONDS} {address}")
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    async def behind(self, ticket: str, form: str, at: int) -> File:
        """The report behind a ticket. One that is made up or too old is like one of no conversation."""
        until, _, address = (self._opened(ticket) or "").partition(" ")
        if not until.isdecimal() or int(until) < at or form not in FORMS:
            raise NoSuchConversation("report")
        return await self.file(address, form, at)

    async def file(self, address: str, form: str, at: int) -> File:
        """The report on what a conversation holds now."""
        facts = scene_of(await self._conversation.facts(address), self._script)
        return await self._made(facts, report_of(facts, at), form, at)

    async def of_team(self, room: Room, form: str, at: int) -> File:
        """The report on what a team has come to, in the language of the room; nobody's name but those of owners."""
        scene = team_scene(room, self._script)
        return await self._made(facts_of(scene), team_report(scene, at), form, at)

    async def _made(self, facts: Scene, report: Report, form: str, at: int) -> File:
        name = NAMES.get(form, f"vara-report.{form}")
        if form == "json":
            made = passport(facts.session, facts.rubric, at, self._keyring)
            return File(name, FORMS[form], json.dumps(made, ensure_ascii=False, indent=2).encode())
        if form == "csv":
            return File(name, FORMS[form], table(facts).encode())
        if form == "outline":
            return File(name, FORMS[form], outline_page(outline_of(facts, at)).encode())
        body = await self._press.pdf(report, at) if form == "pdf" else page_of(report).encode()
        return File(name, FORMS[form], body)

    def _opened(self, ticket: str) -> str | None:
        try:
            sealed = base64.b64decode(ticket + "=" * (-len(ticket) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        return self._keyring.opened_address(sealed)
