"""Chats, messages and presses: what the server knows, apart from how it is asked."""

import itertools
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.telegram_fake.clock import Clock
from tests.telegram_fake.polls import Poll

BOT_ID = 4242
USERNAME = "vara_test_bot"
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Vara", "username": USERNAME}

Json = dict[str, Any]


@dataclass
class Post:
    """A message in a chat. `versions` are the texts it has had, the last one showing now."""

    number: int
    sender: Json
    date: int
    versions: list[str]
    body: Json
    photo: bytes | None = None
    file: bytes | None = None
    poll: Poll | None = None
    edit_date: int | None = None
    data_by_label: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.remember_buttons()

    def remember_buttons(self) -> None:
        """Buttons stay known when they are gone: a phone that was offline still shows them."""
        for row in self.keyboard:
            self.data_by_label |= {button["text"]: button.get("callback_data", "") for button in row}

    @property
    def keyboard(self) -> list[list[Json]]:
        rows: list[list[Json]] = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def text(self) -> str:
        return self.versions[-1]

    @property
    def by_bot(self) -> bool:
        return bool(self.sender["id"] == BOT_ID)

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.keyboard for button in row]


@dataclass
class Chat:
    """A private chat or a group. `moved_to` is set when a group became a supergroup."""

    id: int
    type: Literal["private", "group", "supergroup"]
    title: str
    posts: dict[int, Post] = field(default_factory=dict)
    blocked: bool = False
    bot_inside: bool = True
    polls_allowed: bool = True
    moved_to: int | None = None
    members: dict[int, tuple[Json, str]] = field(default_factory=dict)
    """Whoever is or was in a group: the person, and the status that Telegram tells."""

    def as_json(self) -> Json:
        if self.type == "private":
            return {"id": self.id, "type": "private", "first_name": self.title}
        return {"id": self.id, "type": self.type, "title": self.title}


@dataclass
class PressRecord:
    """A press and every answer that the bot has tried to give."""

    query: str
    person: int
    pressed_at: float
    answers: list[str] = field(default_factory=list)


class World:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, PressRecord] = {}
        self.settings: dict[tuple[str, str, str], Any] = {}
        self.recordings: dict[str, bytes] = {}
        self.deleted: list[Post] = []
        self.spoken: list[tuple[float, int, str]] = []
        """Every message and edit of the bot: when, in which chat, and by which method."""
        self._numbers = itertools.count(101)
        self._queries = itertools.count(7_000_001)

    def post(self, chat: Chat, sender: Json, text: str, body: Json, photo: bytes | None = None) -> Post:
        post = Post(next(self._numbers), sender, int(self.clock.now()), [text], body, photo)
        chat.posts[post.number] = post
        return post

    def as_json(self, chat: Chat, post: Post) -> Json:
        shown = {"message_id": post.number, "from": post.sender, "chat": chat.as_json(), "date": post.date, **post.body}
        shown |= {"poll": post.poll.as_json()} if post.poll else {}
        return shown | ({"edit_date": post.edit_date} if post.edit_date else {})

    def press(self, person: int) -> PressRecord:
        record = PressRecord(str(next(self._queries)), person, self.clock.now())
        self.presses[record.query] = record
        return record

    def poll_number(self) -> str:
        return str(next(self._queries) + 5_000_000_000_000_000_000)
