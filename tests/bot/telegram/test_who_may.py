"""Who may do what in a team's group, from one table: nothing changes and nothing is handed out for anybody else."""

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple, cast

import pytest
from telegram import ChatMember, ChatMemberAdministrator, ChatMemberOwner, ChatMemberRestricted, User
from telegram.error import BadRequest

from bot.telegram.grouped import ANONYMOUS
from bot.telegram.pacing import Patience
from bot.telegram.requesting import DirectBot
from bot.telegram.sending import Sender
from bot.telegram.stage import Stage
from bot.telegram.topics import address_of
from bot.telegram.turns import Teaming, Turns
from bot.telegram.waiting import Stop
from dialogues.script import Script
from dialogues.teams.round import Room
from keeping.keys import Keyring
from keeping.teams.kept import RoomDocument
from keeping.teams.parts import team_parts
from tests.bot.telegram.stand_in import Painter, Shelf, StandIn
from tests.broken.teams_of_anybody import Anybody
from tests.dialogues.teams.team import Team

GROUP, HELPER = -501, 50
AT = 2_000
WEB = "https://vara.example.org"
NOBODY, MEMBER, ROUND, LEADS = range(4)
"""How much somebody may: nothing, take part, lead the round that is under way, lead the team."""
NOT_EVEN_THEY = LEADS + 1


class Caller(NamedTuple):
    """`id` as Telegram gives it, and how the message carries who speaks."""

    id: int
    may: int
    message: Mapping[str, Any] = MappingProxyType({})


CHANNEL = {"sender_chat": {"id": -900, "type": "channel"}}
CALLERS = {
    "creator": Caller(1, LEADS),
    "administrator": Caller(2, LEADS),
    "whoever brought the bot": Caller(3, LEADS),
    "owner of the record": Caller(4, LEADS),
    "leader of the round": Caller(5, ROUND),
    "member": Caller(6, MEMBER),
    "restricted member": Caller(7, MEMBER),
    "former member": Caller(8, NOBODY),
    "somebody put out": Caller(9, NOBODY),
    "restricted and gone": Caller(10, NOBODY),
    "somebody who never was here": Caller(11, NOBODY),
}
SPEAKERS = CALLERS | {
    "anonymous administrator": Caller(ANONYMOUS, LEADS, {"sender_chat": {"id": GROUP, "type": "supergroup"}}),
    "anonymous administrator of another group": Caller(ANONYMOUS, NOBODY, {"sender_chat": {"id": -502}}),
    "channel": Caller(136817688, NOBODY, CHANNEL),
    "channel in the creator's name": Caller(1, NOBODY, CHANNEL),
    "another bot": Caller(6, NOBODY, {"from": {"id": 6, "is_bot": True, "first_name": "Bot"}}),
    "creator, forwarded": Caller(1, NOBODY, {"forward_origin": {"type": "hidden_user"}}),
}
"""Who may write a command, beside those who may press."""

PRESSES: dict[str, dict[str, int]] = {
    "idle": {
        "begin.quick": LEADS, "limit": LEADS, "names.on": LEADS, "polls.on": LEADS, "apart": LEADS, "board": LEADS,
        "forget": LEADS, "forget.sure": LEADS, "menu": MEMBER, "menu.more": MEMBER, "role.it": MEMBER,
    },
    "voting": {
        "reveal": ROUND, "skip": ROUND, "extend": ROUND, "pause": ROUND, "end": ROUND, "board": ROUND, "apart": ROUND,
        "forget.sure": LEADS, "vote.2": MEMBER, "role.it": MEMBER,
    },
    "discussing": {"next": ROUND, "again": ROUND, "skip": ROUND, "pause": ROUND, "end": ROUND, "who": MEMBER},
    "paused": {"resume": ROUND, "end": ROUND, "board": ROUND},
    "apart": {"close_doors": LEADS, "shut_doors": LEADS, "role.it": MEMBER},
    "done": {"minutes": MEMBER, "menu": MEMBER, "board": ROUND, "forget.sure": LEADS, "plan.take.all": ROUND},
}  # fmt: skip
COMMANDS: dict[str, dict[str, int]] = {
    "idle": {"/team": MEMBER, "/city@vara_bot X": LEADS, "/language@vara_bot es": LEADS, "/forget@vara_bot": LEADS,
             "/owner": LEADS, "/handover": LEADS, "/city@other_bot X": NOT_EVEN_THEY, "/city X": NOT_EVEN_THEY,
             "/export@vara_bot": NOT_EVEN_THEY, "/report@vara_bot": NOT_EVEN_THEY},
    "voting": {"/pause@vara_bot": ROUND, "/end@vara_bot": ROUND, "/city@vara_bot X": ROUND, "/owner": LEADS},
    "done": {"/minutes": MEMBER},
}  # fmt: skip
FOREIGN = ("city.X", "language.es", "own.x", "owner.6", "hand_over.x", "handover.6", "found", "came", "left", "due",
           "no_polls", "remind", "invited", "hand_in.open_data=5", "withdraw", "open_door.board x", "retract", "show",
           "reason.x", "speak.es", "export", "nothing")  # fmt: skip
"""What stands on no button of ours."""

PRESSED = [(state, value, needs) for state, table in PRESSES.items() for value, needs in table.items()]
SAID = [(state, text, needs) for state, table in COMMANDS.items() for text, needs in table.items()]


class Hall:
    """A group of the table's callers in one state, on a Telegram that takes no time."""

    username = "vara_bot"

    def __init__(self, script: Script, keyring: Keyring, state: str) -> None:
        self.shelf, self.handed_out = Shelf(), list[str]()
        patience, stop, bot = Patience(), Stop(), cast("DirectBot", self)
        sender, parts = Sender(patience, stop), team_parts(self.shelf, script, keyring, WEB)
        self.stage = Stage(bot, sender, parts, script, Painter(), patience, stop)
        self.turns = Turns(bot, sender, StandIn(), script, Painter(), Teaming(parts, self.stage, WEB))
        self.room = _in_state(script, keyring, state)

    async def done_by(self, update: dict[str, Any]) -> bool:
        """Whether anything came of an update: another room, a link, a file, or a question that only some may answer."""
        await self.shelf.commit(address_of(GROUP), RoomDocument(room=self.room), 0, "t", 1)
        before = set(self.shelf.kept)
        try:
            await self.turns.work(update, AT)
        finally:
            await self.stage.close()
        kept = await self.shelf.read(address_of(GROUP), RoomDocument)
        return (
            kept is None or kept.document.room != self.room or set(self.shelf.kept) != before or bool(self.handed_out)
        )

    async def get_chat_administrators(self, chat: int) -> list[ChatMember]:
        return [_as(ChatMemberOwner, 1), _as(ChatMemberAdministrator, 2)]

    async def get_chat_member(self, chat: int, person: int) -> Any:
        if person == CALLERS["somebody who never was here"].id:
            raise BadRequest("User not found")
        if person in (7, 10):
            return _as(ChatMemberRestricted, person, is_member=person == 7, can_react_to_messages=False)
        return SimpleNamespace(status={8: "left", 9: "kicked"}.get(person, "member"))

    async def get_chat_member_count(self, chat: int) -> int:
        return 20

    async def call(self, fields: dict[str, object]) -> bool:
        return True

    async def send_document(self, *_: object, **__: object) -> Any:
        self.handed_out.append("a file")
        return SimpleNamespace(message_id=5)

    async def send_message(self, *_: object, reply_markup: object = None, **__: object) -> Any:
        self.handed_out += ["buttons"] * (reply_markup is not None)
        return SimpleNamespace(message_id=5)

    async def edit_message_text(self, *_: object, **__: object) -> bool:
        return True

    edit_message_reply_markup = edit_message_text


@pytest.mark.parametrize(("state", "value", "needs"), PRESSED)
async def test_a_button_does_something_for_those_who_may_only(
    script: Script, keyring: Keyring, state: str, value: str, needs: int
) -> None:
    assert await wrong(script, keyring, state, _pressing(value), CALLERS, needs) == []


@pytest.mark.parametrize(("state", "text", "needs"), SAID)
async def test_a_command_does_something_for_those_who_may_only(
    script: Script, keyring: Keyring, state: str, text: str, needs: int
) -> None:
    assert await wrong(script, keyring, state, _saying(text), SPEAKERS, needs) == []


@pytest.mark.parametrize("state", ["idle", "voting"])
@pytest.mark.parametrize("value", FOREIGN)
async def test_what_stands_on_no_button_of_ours_does_nothing(
    script: Script, keyring: Keyring, state: str, value: str
) -> None:
    assert await wrong(script, keyring, state, _pressing(value), CALLERS, NOT_EVEN_THEY) == []


@pytest.mark.parametrize("value", ["vote.2", "reveal", "pause", "end"])
async def test_a_button_of_an_earlier_question_does_nothing(script: Script, keyring: Keyring, value: str) -> None:
    assert await wrong(script, keyring, "voting", _pressing(value, earlier=1), CALLERS, NOT_EVEN_THEY) == []


async def test_it_would_show_if_anybody_counted_as_a_member(
    script: Script, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.turns.Teams", Anybody)

    assert await wrong(script, keyring, "voting", _pressing("vote.2"), CALLERS, MEMBER)


Update = Callable[[Caller, Room], dict[str, Any]]


async def wrong(
    script: Script, keyring: Keyring, state: str, update: Update, callers: dict[str, Caller], needs: int
) -> list[str]:
    """The callers for whom something came of it though they may not, or nothing though they may."""
    found = []
    for name, caller in callers.items():
        hall = Hall(script, keyring, state)
        may = MEMBER if caller.may == ROUND and hall.room.round is None else caller.may
        if await hall.done_by(update(caller, hall.room)) is not (may >= needs):
            found.append(name)
    return found


def _pressing(value: str, earlier: int = 0) -> Update:
    def pressing(caller: Caller, room: Room) -> dict[str, Any]:
        message = {"message_id": 9, "chat": {"id": GROUP, "type": "supergroup"}, "date": 0}
        body = {"id": "q1", "from": _who(caller.id), "message": message, "data": f"{room.turn - earlier}|{value}"}
        return {"update_id": 1, "callback_query": body}

    return pressing


def _saying(text: str) -> Update:
    def saying(caller: Caller, room: Room) -> dict[str, Any]:
        answered = {"message_id": 8, "from": _who(HELPER), "chat": {"id": GROUP, "type": "supergroup"}}
        body = {"message_id": 9, "chat": {"id": GROUP, "type": "supergroup"}, "from": _who(caller.id), "date": 0}
        return {"update_id": 1, "message": {**body, "text": text, "reply_to_message": answered, **caller.message}}

    return saying


def _in_state(script: Script, keyring: Keyring, state: str) -> Room:
    """A room that was led there by the leader of its round, with the founder and the owner of the table."""
    sign = {name: keyring.member_name(f"telegram:{caller.id}") for name, caller in CALLERS.items()}
    team, leader = Team(script, headcount=20), sign["leader of the round"]
    owners = (sign["owner of the record"],)
    team.room = Room(language="en", founder=sign["whoever brought the bot"], owners=owners, limit=60)
    for name, argument in WAYS[state]:
        team.does(f"m{argument}" if name == "vote" else leader, name, argument, leads=True)
    return team.room


WAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "idle": (),
    "voting": (("begin", "quick"), ("vote", "1")),
    "discussing": (("begin", "quick"), ("vote", "1"), ("vote", "2"), ("vote", "4"), ("reveal", "")),
    "paused": (("begin", "quick"), ("pause", "")),
    "apart": (("open_door", "answers x"),),
    "done": (("begin", "quick"), ("vote", "2"), ("reveal", ""), ("end", "")),
}


def _who(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": person == ANONYMOUS, "first_name": "P"}


def _as(kind: Callable[..., ChatMember], person: int, **facts: object) -> ChatMember:
    """A member of the library's kind, without any of the rights that it asks for."""
    needed = [each.name for each in signature(kind).parameters.values() if each.default is Parameter.empty]
    return kind(**dict.fromkeys(needed, False) | {"user": User(person, "P", False)} | facts)
