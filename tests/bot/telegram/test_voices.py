"""Voice messages are heard as words where an operator has filled the port; without that nothing is fetched."""

from importlib.metadata import EntryPoint

import pytest

from bot import transcribing
from tests.bot.telegram.conftest import Opening
from tests.bot.telegram.stand_in import StandIn
from tests.telegram_fake.server import FakeTelegram


class Ear:
    """Takes a recording's bytes for its words; empty ones are an error, and `mumble` is not understood."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    async def transcribe(self, speech: bytes, media_type: str, language: str) -> str | None:
        self.heard.append((media_type, language))
        if not speech:
            raise RuntimeError(media_type)
        return None if speech == b"mumble" else speech.decode()


async def test_what_was_spoken_is_an_answer(fake: FakeTelegram, open_channel: Opening, conversation: StandIn) -> None:
    ear = Ear()
    open_channel(transcriber=ear)
    ada = fake.person(language="es")
    ada.says("/start")
    await ada.until_button("Yes")

    ada.speaks(b"yes")

    await ada.until_sees("Question 2")
    assert conversation.kept[f"telegram:{ada.chat.id}"].answers == ["yes"]
    assert ear.heard[0][0] == "audio/ogg"


@pytest.mark.parametrize("recording", [b"mumble", b""])
async def test_what_cannot_be_understood_is_answered_kindly(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn, recording: bytes
) -> None:
    open_channel(transcriber=Ear())
    ada = fake.person()

    ada.speaks(recording)

    await ada.until_sees("cannot read that yet (voice)")
    assert conversation.kept[f"telegram:{ada.chat.id}"].answers == []


async def test_without_a_transcriber_nothing_is_fetched(fake: FakeTelegram, open_channel: Opening) -> None:
    open_channel()
    ada = fake.person()

    ada.speaks(b"yes")

    await ada.until_sees("cannot read that yet (voice)")
    assert fake.called("getFile") == fake.called("file") == []


def test_a_package_fills_the_port_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    fills = EntryPoint("ear", f"{__name__}:Ear", transcribing.GROUP)
    breaks = EntryPoint("gone", "no_such_module:Ear", transcribing.GROUP)

    monkeypatch.setattr(transcribing, "entry_points", lambda group: [breaks, fills])

    assert type(transcribing.installed()).__name__ == "Ear"


def test_nothing_fills_the_port_by_itself() -> None:
    assert transcribing.installed() is None
