"""The shipped process ends at every step of a message's way, and the answer is kept once."""

import asyncio
from pathlib import Path

import pytest

from keeping.failpoints import PLACES, VARIABLE
from keeping.keys import open_keyring
from keeping.settings import load_settings
from keeping.store import open_store
from tests.bot.web.served import Served
from tests.ports import free_port
from tests.telegram_fake.server import TOKEN, FakeTelegram

SAID = ("agree", "skip", "full", "mostly", "no", "mostly")


@pytest.mark.parametrize("place", PLACES)
async def test_an_answer_is_kept_once_wherever_the_process_ends(fake: FakeTelegram, tmp_path: Path, place: str) -> None:
    fake.deadline = 60
    ada = fake.person()
    for words in SAID:
        ada.says(words)

    for ends_at in (f"{place}:5", ""):
        settings = {"VARA_TELEGRAM_TOKEN": TOKEN, "VARA_TELEGRAM_API": fake.address, VARIABLE: ends_at}
        served = Served(free_port(), tmp_path, **settings)
        await asyncio.to_thread(served.start, "/healthz")
        await fake.until(lambda served=served: served.has_ended() or not len(fake.queue))  # type: ignore[misc]
        ended = served.has_ended()
        served.kill()
        assert ended is bool(ends_at)

    settings_now = load_settings({"VARA_DATA_DIR": str(tmp_path / "data")})
    store = await open_store(settings_now, open_keyring(settings_now))
    kept = await store.load(f"telegram:{ada.chat.id}")
    await store.close()
    assert kept is not None
    assert [entry[1] for entry in kept.document.session.entries] == ["mostly", "no", "mostly"]
    assert ada.sees()[-1].labels
