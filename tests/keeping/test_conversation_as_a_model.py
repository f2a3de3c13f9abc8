"""Whatever a person does, with copies and old buttons between: what is kept is what a small model says."""

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pydantic import BaseModel

from dialogues.message import Message
from dialogues.position import Place
from dialogues.script import Script, load_script
from keeping.answered import Answered
from keeping.codec import Document
from keeping.conversation import Conversation
from keeping.errors import Conflict, NoSuchConversation
from keeping.store import Kept
from tests.bot.telegram.stand_in import Shelf
from tests.broken.hearing_again import Forgetful
from tests.sizes import tries

HERE = "telegram:7"
NOTE = "The transport office talked about it last week"
MOST_PAST = 10
SIZE = settings(
    max_examples=tries(usual=25, soak=20_000), stateful_step_count=50, deadline=None, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


class Documents(Shelf):
    """Keeps conversations in their stored form."""

    async def load(self, address: str) -> Kept | None:
        return await self.read(address, Document)

    async def commit(
        self,
        address: str,
        document: BaseModel,
        expected_revision: int,
        turn: str,
        seconds_to_live: int,
        after: str = "",
    ) -> int:
        if after and self.kept.get(address, (0, "", ""))[1] != after:
            raise Conflict
        return await super().commit(address, document, expected_revision, turn, seconds_to_live)


@dataclass
class Model:
    """What a person has told us. Symptoms are one answer, whatever was ticked."""

    language: str = "en"
    agreed: bool = False
    city: str | None = None
    want: str | None = None
    entries: list[tuple[str, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    past: list[tuple[str | None, list[tuple[str, str]], dict[str, str]]] = field(default_factory=list)
    paused: bool = False
    pending: str = ""

    def put_by(self) -> None:
        self.past = [*self.past, (self.want, self.entries, self.notes)][-MOST_PAST:]
        self.entries, self.notes = [], {}

    def back(self) -> None:
        own = [each for each in self.entries if self.want and each[0].startswith("quick.") is (self.want == "quick")]
        if own:
            self.entries = [each for each in self.entries if each != own[-1]]
        elif self.want is not None:
            self.want = None
        elif self.past and not self.entries:
            self.want, self.entries, self.notes = self.past.pop()
        else:
            self.city = None


class Talking(RuleBasedStateMachine):
    """A person at one conversation, and the model beside it."""

    kind: type[Conversation] = Conversation
    script: Script

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.conversation = self.kind(Documents(), self.script)
        self.model = Model()
        self.numbers = itertools.count()
        self.old_buttons: list[tuple[str, int]] = []
        self.last = Message("m", "/start", 1_000, "en")
        self.answered = self.heard(self.last)

    def teardown(self) -> None:
        self.loop.close()

    def does(self, text: str, *, press: bool = False) -> None:
        revision = self.answered.revision if press else None
        if press:
            self.old_buttons.append((text, self.answered.revision))
        self.last = Message(f"m:{next(self.numbers)}", text, 1_000, "en", revision)
        self.answered = self.heard(self.last)

    def heard(self, message: Message) -> Answered:
        return self.loop.run_until_complete(self.conversation.hear(HERE, message))

    @property
    def values(self) -> list[str]:
        return [button.value for button in self.answered.replies[-1].buttons]

    @property
    def asks(self) -> str | None:
        return self.answered.replies[-1].asks

    @property
    def free(self) -> bool:
        return self.model.agreed and not self.model.paused and not self.model.pending

    @precondition(lambda self: not self.model.agreed)
    @rule()
    def agrees(self) -> None:
        self.does("agree", press=True)
        self.model.agreed = True

    @precondition(lambda self: self.free and self.answered.place is Place.NAMING)
    @rule(name=st.sampled_from(["Mendoza", "São Paulo", "skip"]))
    def names_the_city(self, name: str) -> None:
        self.does(name)
        self.model.city = "" if name == "skip" else name

    @precondition(lambda self: self.free and self.answered.place is not Place.DONE)
    @rule(want=st.sampled_from(["quick", "full"]))
    def chooses(self, want: str) -> None:
        self.does(f"/{want}")
        self.model.want, self.model.city = want, self.model.city or ""

    @precondition(lambda self: self.free and self.asks)
    @rule(place=st.integers(0, 4), press=st.booleans())
    def answers(self, place: int, press: bool) -> None:
        asks, value = self.asks, self.values[place]
        self.does(value if press else str(place + 1), press=press)
        self.model.entries.append((str(asks), value.rpartition(".")[2]))

    @precondition(lambda self: self.free and self.answered.place is Place.RECOGNISING)
    @rule()
    def recognises(self) -> None:
        self.does("done", press=True)
        self.model.entries.append(("symptoms", ""))

    @precondition(lambda self: self.free)
    @rule()
    def goes_back(self) -> None:
        self.does("/back")
        self.model.back()

    @precondition(lambda self: self.free and self.asks)
    @rule()
    def cannot_skip(self) -> None:
        self.does("/skip")

    @precondition(lambda self: self.free)
    @rule()
    def pauses(self) -> None:
        self.does("/cancel")
        self.model.paused = True

    @precondition(lambda self: self.model.paused)
    @rule(text=st.sampled_from(["continue", "/start"]))
    def goes_on(self, text: str) -> None:
        self.does(text)
        self.model.paused = False

    @rule(language=st.sampled_from(["en", "es", "pt"]))
    def changes_the_language(self, language: str) -> None:
        self.does(f"/language {language}")
        self.model.language = language

    @precondition(lambda self: self.free and self.asks and self.model.language == "en")
    @rule(keeps=st.booleans())
    def writes_a_note(self, keeps: bool) -> None:
        about = str(self.asks)
        self.does(NOTE)
        if "note.yes" in self.values:
            self.does("note.yes" if keeps else "note.no", press=True)
            self.model.notes |= {about: NOTE} if keeps else {}
        else:
            self.does("/back")  # asked back instead: that only drops the question

    @precondition(lambda self: self.free)
    @rule()
    def starts_anew(self) -> None:
        self.does("/restart")
        if self.model.entries:
            self.model.put_by()
        self.model.want, self.model.notes = None, {}

    @precondition(lambda self: self.free)
    @rule(sure=st.booleans())
    def wants_to_be_forgotten(self, sure: bool) -> None:
        self.does("/forget")
        self.does("forget.yes" if sure else "forget.no", press=True)
        if sure:
            self.model = Model(language=self.model.language)

    @precondition(lambda self: self.model.agreed)
    @rule(times=st.integers(1, 3))
    def is_delivered_again(self, times: int) -> None:
        for _ in range(times):
            self.heard(self.last)

    @precondition(lambda self: self.model.agreed and self.old_buttons)
    @rule(data=st.data())
    def presses_an_old_button(self, data: st.DataObject) -> None:
        text, revision = data.draw(st.sampled_from(self.old_buttons))
        if revision != self.answered.revision:
            self.heard(Message(f"m:{next(self.numbers)}", text, 1_000, "en", revision))

    @invariant()
    def what_is_kept_is_what_was_said(self) -> None:
        assert self._kept() == (self._expected() if self.model.agreed else None)

    def _expected(self) -> dict[str, Any]:
        said = self.model
        past = [(want, answers, notes) for want, answers, notes in said.past]
        return {"language": said.language, "city": said.city, "want": said.want, "entries": said.entries,
                "notes": said.notes, "paused": said.paused, "past": past}  # fmt: skip

    def _kept(self) -> dict[str, Any] | None:
        """What the person takes away with an export."""
        try:
            session = self.loop.run_until_complete(self.conversation.export(HERE))["session"]
        except NoSuchConversation:
            return None
        past = [(each["want"], _answers(each["entries"]), each["notes"]) for each in session["past"]]
        kept = {name: session[name] for name in ("language", "city", "want", "notes", "paused")}
        return {**kept, "entries": _answers(session["entries"]), "past": past}


def _answers(entries: list[list[str]]) -> list[tuple[str, str]]:
    """Symptoms of several areas, which are one question, as one."""
    answers = [("symptoms", "") if about.startswith("symptoms.") else (about, value) for about, value, *_ in entries]
    return [each for each, _ in itertools.groupby(answers)]


def test_what_is_kept_is_what_the_model_says() -> None:
    run_state_machine_as_test(_machine(Conversation), settings=SIZE)


def test_it_would_show_if_copies_were_heard_again() -> None:
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            _machine(Forgetful), settings=settings(SIZE, max_examples=200, phases=[Phase.generate])
        )


def _machine(kind: type[Conversation]) -> type[Talking]:
    return type(f"{kind.__name__}Talking", (Talking,), {"kind": kind, "script": SCRIPT})


SCRIPT = load_script()
