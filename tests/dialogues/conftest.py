"""A person in a conversation with no channel and no store: what they type, and what they hear."""

import pytest

from dialogues.message import Message, Reply
from dialogues.scene import Scene, scene_of
from dialogues.script import Script, load_script
from dialogues.session import Session
from dialogues.speaking import speak
from dialogues.step import Turn, step
from keeping.codec import Document


@pytest.fixture(scope="session")
def script() -> Script:
    return load_script()


class Person:
    """Speaks with the script. After every turn the session goes through the form in which it is kept."""

    def __init__(self, script: Script, language: str = "en") -> None:
        self.script = script
        self.session = Session(language=language)
        self.count = 0
        self.turn = Turn(self.session, speak(self.scene))

    @property
    def scene(self) -> Scene:
        return scene_of(self.session, self.script)

    @property
    def asked(self) -> str | None:
        return self.reply.asks

    @property
    def reply(self) -> Reply:
        return self.turn.replies[-1]

    @property
    def values(self) -> list[str]:
        return [button.value for button in self.reply.buttons]

    @property
    def remarked(self) -> list[str]:
        return [remark.kind for remark in self.turn.remarks]

    @property
    def levels(self) -> dict[str, int]:
        return {area: standing.level for area, standing in self.scene.profile().competencies.items()}

    def says(self, *texts: str) -> "Person":
        for text in texts:
            self.sends(Message(str(self.count), text, self.count))
        return self

    def sends(self, message: Message) -> None:
        self.count += 1
        self.turn = step(self.session, message, self.script)
        self.session = kept(self.turn.session or Session(language="en"))

    def rates(self, *ratings: str) -> "Person":
        for rating in ratings:
            self.says(f"{self.asked}.{rating}")
        return self

    def answers_all(self, rating: str) -> "Person":
        """Answers every question alike until there is none."""
        while self.asked:
            self.rates(rating)
        return self


def kept(session: Session) -> Session:
    """The session as it comes back from the store."""
    return Document.model_validate_json(Document(session=session).model_dump_json()).session


@pytest.fixture
def person(script: Script) -> Person:
    """Someone who has not agreed to anything yet."""
    return Person(script)


@pytest.fixture
def official(person: Person) -> Person:
    """Someone from Mendoza who has to choose a check."""
    return person.says("agree", "Mendoza")
