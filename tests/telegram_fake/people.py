"""People and groups as tests use them: they write, press what they see, and look at the chat."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.telegram_fake import oracle
from tests.telegram_fake.world import BOT, USERNAME, Chat, Post, PressRecord

if TYPE_CHECKING:
    from tests.telegram_fake.server import FakeTelegram

Json = dict[str, Any]

SAMPLE_FILE = {"file_id": "f1", "file_unique_id": "u1"}
KINDS: dict[str, Json] = {
    "sticker": {
        "sticker": {**SAMPLE_FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
    },
    "photo": {"photo": [{**SAMPLE_FILE, "width": 1, "height": 1}]},
    "voice": {"voice": {**SAMPLE_FILE, "duration": 1}},
    "location": {"location": {"latitude": 1.5, "longitude": 2.5}},
}


class Person:
    """Somebody in a private chat with the bot."""

    def __init__(self, fake: "FakeTelegram", number: int, name: str, language: str | None) -> None:
        self._fake = fake
        self.user: Json = {"id": number, "is_bot": False, "first_name": name}
        if language:
            self.user["language_code"] = language
        self.chat = fake.world.chats.setdefault(number, Chat(number, "private", name))

    def says(self, text: str) -> int:
        return self._sends({"text": text})

    def sends(self, kind: str) -> int:
        """A sticker, photo, voice or location."""
        return self._sends(KINDS[kind])

    def speaks(self, recording: bytes) -> int:
        """A voice message that Telegram keeps."""
        name = f"voice-{len(self._fake.world.recordings)}"
        self._fake.world.recordings[name] = recording
        kept = {"file_id": name, "file_unique_id": "u1", "mime_type": "audio/ogg", "file_size": len(recording)}
        return self._sends({"voice": {**kept, "duration": 1}})

    def edits(self, number: int, text: str) -> None:
        post = self.chat.posts[number]
        post.versions.append(text)
        post.body = {"text": text}
        post.edit_date = int(self._fake.clock.now())
        self._queue("edited_message", self._fake.world.as_json(self.chat, post), f"chat {self.chat.id}")

    def replies(self, post: Post, text: str) -> int:
        """Answers one of the bot's messages in the private chat."""
        body = {"text": text, "reply_to_message": self._fake.world.as_json(self.chat, post)}
        return self._sends(body)

    def presses(self, label: str, on: Post | None = None) -> PressRecord:
        """Presses the newest button of that label, or that of an older message, even if it is gone by now."""
        post = on or next(post for post in reversed(self.sees()) if label in post.labels)
        return self.presses_data(post, post.data_by_label[label])

    def presses_data(self, post: Post, data: str) -> PressRecord:
        press = self._fake.world.press(self.user["id"])
        message = self._fake.world.as_json(self.chat, post)
        body = {"id": press.query, "from": self.user, "chat_instance": "1", "message": message, "data": data}
        self._queue("callback_query", body, f"person {self.user['id']}")
        return press

    def answers(self, post: Post, *labels: str) -> bool:
        """Chooses in a poll, or without a label takes the choice back. Whether Telegram lets the person."""
        poll = post.poll
        if poll is None or not poll.answered(self.user["id"], labels):
            return False
        if not poll.anonymous:
            self._queue("poll_answer", poll.answer_as_json(self.user, labels), f"poll {poll.id}")
        return True

    def blocks(self) -> None:
        self.chat.blocked = True
        self._membership("member", "kicked")

    def unblocks(self) -> None:
        self.chat.blocked = False
        self._membership("kicked", "member")

    def sees(self) -> list[Post]:
        """The bot's messages as they stand now."""
        return [post for post in self.chat.posts.values() if post.by_bot]

    def reads(self) -> list[str]:
        return [post.text for post in self.sees()]

    async def until_sees(self, words: str, *, times: int = 1) -> Post:
        await self._fake.until(lambda: sum(words in text for text in self.reads()) >= times, f"{words!r}")
        return next(post for post in reversed(self.sees()) if words in post.text)

    async def until_button(self, label: str, accepted: Callable[[Post], bool] = lambda _: True) -> Post:
        def found() -> list[Post]:
            return [post for post in self.sees() if label in post.labels and accepted(post)]

        await self._fake.until(found, f"a button {label!r}")
        return found()[-1]

    def _sends(self, body: Json) -> int:
        post = self._fake.world.post(self.chat, self.user, body.get("text", ""), body)
        self._queue("message", self._fake.world.as_json(self.chat, post), f"chat {self.chat.id}")
        return post.number

    def _membership(self, before: str, after: str) -> None:
        self._queue("my_chat_member", membership(self._fake, self.chat, self.user, before, after), "members")

    def _queue(self, kind: str, body: Json, lane: str) -> None:
        enqueue(self._fake, kind, body, lane)


class Group:
    """A group with the bot in privacy mode: it hears what is addressed to it, and notices."""

    def __init__(self, fake: "FakeTelegram", title: str) -> None:
        self._fake = fake
        number = -1001 - len(fake.world.chats)
        self.chat = fake.world.chats.setdefault(number, Chat(number, "group", title, bot_inside=False))

    def adds_bot(self, by: Person) -> None:
        self.chat.bot_inside = True
        body = membership(self._fake, self.chat, by.user, "left", "member")
        enqueue(self._fake, "my_chat_member", body, f"chat {self.chat.id}")

    def removes_bot(self, by: Person) -> None:
        self.chat.bot_inside = False
        body = membership(self._fake, self.chat, by.user, "member", "kicked")
        enqueue(self._fake, "my_chat_member", body, f"chat {self.chat.id}")

    def has(self, *people: Person, status: str = "member") -> None:
        """Members from the beginning, of whom nobody was told."""
        for person in people:
            self.chat.members[person.user["id"]] = (person.user, status)

    def joins(self, person: Person) -> None:
        self.has(person)
        self._notice(person, {"new_chat_members": [person.user]})

    def leaves(self, person: Person) -> None:
        self.has(person, status="left")
        self._notice(person, {"left_chat_member": person.user})

    def hears(self, person: Person, text: str, topic: int | None = None, **more: Any) -> None:
        """What a member writes reaches the bot only if the privacy filter lets it through."""
        body: Json = {"text": text, **more}
        if topic is not None:
            body |= {"message_thread_id": topic, "is_topic_message": True}
        post = self._fake.world.post(self.chat, person.user, text, body)
        if self._passes(text):
            self._queue(self._fake.world.as_json(self.chat, post))

    def hears_anonymous(self, text: str) -> None:
        """An administrator writes in the group's own name."""
        sender = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        body = {"text": text, "sender_chat": self.chat.as_json()}
        self._queue(self._fake.world.as_json(self.chat, self._fake.world.post(self.chat, sender, text, body)))

    def hears_channel(self, text: str) -> None:
        """A channel writes, as it can in groups that allow it."""
        sender = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
        body = {"text": text, "sender_chat": {"id": -1009, "type": "channel", "title": "A channel"}}
        self._queue(self._fake.world.as_json(self.chat, self._fake.world.post(self.chat, sender, text, body)))

    def replies(self, person: Person, to: Post, text: str) -> None:
        """An answer to one of the bot's messages passes the privacy filter."""
        answered = self._fake.world.as_json(self.chat, to)
        answered.pop("reply_to_message", None)
        body: Json = {"text": text, "reply_to_message": answered}
        post = self._fake.world.post(self.chat, person.user, text, body)
        self._queue(self._fake.world.as_json(self.chat, post))

    def presses(self, person: Person, label: str, on: Post | None = None) -> PressRecord:
        """Presses the newest button of that label, or that of an older message, even if it is gone by now."""
        post = on or next(post for post in reversed(self.posts()) if label in post.labels)
        return self.presses_data(person, post, post.data_by_label[label])

    def presses_data(self, person: Person, post: Post, data: str) -> PressRecord:
        """A press that says what the presser wants it to say."""
        press = self._fake.world.press(person.user["id"])
        message = self._fake.world.as_json(self.chat, post)
        body = {"id": press.query, "from": person.user, "chat_instance": "1", "message": message, "data": data}
        enqueue(self._fake, "callback_query", body, f"person {person.user['id']}")
        return press

    async def until_button(self, label: str, accepted: Callable[[Post], bool] = lambda _: True) -> Post:
        def found() -> list[Post]:
            return [post for post in self.posts() if label in post.labels and accepted(post)]

        await self._fake.until(
            found, f"a button {label!r} beside {[(each.text[:40], each.labels) for each in self.posts()]}"
        )
        return found()[-1]

    async def until_poll(self, words: str) -> Post:
        """The newest poll that is open and asks about this."""

        def found() -> list[Post]:
            return [each for each in self.posts() if each.poll and not each.poll.closed and words in each.text]

        await self._fake.until(found, f"a poll with {words!r} in {self.reads()}")
        return found()[-1]

    async def until_reads(self, words: str) -> Post:
        await self._fake.until(lambda: any(words in text for text in self.reads()), f"{words!r} in {self.reads()}")
        return next(post for post in reversed(self.posts()) if words in post.text)

    def becomes_supergroup(self, by: Person) -> "Group":
        """As Telegram does it: a notice in each of the two chats, then an arrival in the new one."""
        new = Group(self._fake, self.chat.title)
        new.chat.type = "supergroup"
        new.chat.members = self.chat.members
        self.chat.moved_to = new.chat.id
        for group, body in (
            (self, {"migrate_to_chat_id": new.chat.id}),
            (new, {"migrate_from_chat_id": self.chat.id}),
        ):
            post = self._fake.world.post(group.chat, by.user, "", body)
            enqueue(self._fake, "message", self._fake.world.as_json(group.chat, post), f"chat {group.chat.id}")
        new.adds_bot(by)
        return new

    def _notice(self, by: Person, body: Json) -> None:
        self._queue(self._fake.world.as_json(self.chat, self._fake.world.post(self.chat, by.user, "", body)))

    def _queue(self, message: Json) -> None:
        enqueue(self._fake, "message", message, f"chat {self.chat.id}")

    def reads(self) -> list[str]:
        return [post.text for post in self.chat.posts.values() if post.by_bot]

    def posts(self) -> list[Post]:
        return [post for post in self.chat.posts.values() if post.by_bot]

    def _passes(self, text: str) -> bool:
        command, _, addressee = text.partition(" ")[0].partition("@")
        if not command.startswith("/"):
            return False
        posts = list(self.chat.posts.values())
        ours_last = any(post.by_bot for post in posts[-2:-1])
        return addressee.lower() == USERNAME if addressee else ours_last


def membership(fake: "FakeTelegram", chat: Chat, by: Json, before: str, after: str) -> Json:
    def member(status: str) -> Json:
        return {"user": BOT, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    moment = int(fake.clock.now())
    return {
        "chat": chat.as_json(),
        "from": by,
        "date": moment,
        "old_chat_member": member(before),
        "new_chat_member": member(after),
    }


def enqueue(fake: "FakeTelegram", kind: str, body: Json, lane: str) -> None:
    if fake.allowed and kind not in fake.allowed:
        return  # nobody asked for these
    number = fake.queue.add(kind, body, lane)
    fake.findings += oracle.problems_of_update({"update_id": number, kind: body})
