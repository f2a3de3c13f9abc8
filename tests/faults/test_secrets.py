"""No secret shows: not in the log of an installation whose store and Telegram misbehave, not in what objects say of
themselves, not in what a bad setting is answered with.
"""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from pydantic import SecretStr
from telegram import Bot

from bot.telegram.channel import TelegramChannel
from dialogues.script import Script
from keeping.conversation import Conversation
from keeping.keys import Keyring
from keeping.settings import Settings, load_settings
from keeping.store import Store
from keeping.teams.parts import team_parts
from tests.bot.telegram.stand_in import Painter
from tests.bot.test_cli import vara
from tests.bot.web.served import Served
from tests.ports import free_port
from tests.telegram_fake.refusals import Fault
from tests.telegram_fake.server import TOKEN, FakeTelegram

KEY = "q7" * 21 + "A="
SECRETS = {
    "VARA_TELEGRAM_TOKEN": TOKEN,
    "VARA_WEBHOOK_SECRET": "zq7webhook_secret",
    "VARA_ENCRYPTION_KEY": KEY,
    "VARA_RASA_TOKEN": "zq7rasa",
}
PASSWORD = "zq7password"
MOST_OBJECTS = 20_000


@pytest.mark.parametrize("form", ["text", "json"])
async def test_an_installation_in_trouble_logs_none(fake: FakeTelegram, tmp_path: Path, form: str) -> None:
    fake.fault(Fault("setWebhook", "bad_gateway", times=2))
    fake.fault(Fault("getMe", "half_json"))
    away = f"redis://vara:{PASSWORD}@127.0.0.1:{free_port()}/0"
    settings = {"VARA_REDIS_URL": away, "VARA_TELEGRAM_API": fake.address, "VARA_WEBHOOK_URL": "https://x.example.org"}
    served = Served(free_port(), tmp_path, "tests.faults.talkative", VARA_LOG=form, **SECRETS, **settings)
    try:
        await asyncio.to_thread(served.start, "/healthz")
        await fake.until(lambda: fake.webhook_url)
        answers = await asyncio.to_thread(_asked, served.address)
    finally:
        await asyncio.to_thread(served.end)

    assert secrets_in(served.errors.read_text() + answers) == set()
    assert "did not answer" in served.errors.read_text()


def test_a_setting_that_does_not_fit_is_not_quoted() -> None:
    for name, wrong in (("VARA_WEBHOOK_SECRET", "zq7 webhook secret"), ("VARA_REDIS_URL", f"http://:{PASSWORD}@x"),
                        ("VARA_ENCRYPTION_KEY", "zq7key"), ("VARA_RASA_TOKEN", "zq7 rasa")):  # fmt: skip
        done = vara("export", "telegram:1", environ={**SECRETS, name: wrong})

        assert done.returncode == 2
        assert b"zq7" not in done.stdout + done.stderr


def test_settings_do_not_tell_theirs() -> None:
    settings = load_settings({**SECRETS, "VARA_REDIS_URL": f"redis://:{PASSWORD}@host"})

    assert secrets_in(f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}") == set()


async def test_no_object_tells_one(script: Script) -> None:
    found = [each for each in reachable(_installation(script)) if secrets_in(repr(each)) and not _is_plain(each)]

    assert [type(each).__name__ for each in found] == []


async def test_the_librarys_own_bot_would_be_found(script: Script) -> None:
    installation = {**_installation(script), "bot": Bot(TOKEN)}

    assert any(secrets_in(repr(each)) and not _is_plain(each) for each in reachable(installation))


def secrets_in(text: str) -> set[str]:
    return {each for each in (*SECRETS.values(), PASSWORD) if each in text or quote(each, safe="") in text}


def reachable(start: object) -> Iterator[object]:
    """`start` and what it holds, of whatever kind, as far as it is ours or of the libraries that hold secrets."""
    seen, waiting = set[int](), [start]
    while waiting and len(seen) < MOST_OBJECTS:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, type | logging.Logger):
            continue
        seen.add(id(each))
        yield each
        waiting += _parts_of(each)


def _parts_of(each: object) -> list[Any]:
    if isinstance(each, dict):
        return list(each.values())
    if isinstance(each, list | tuple | set | frozenset):
        return list(each)
    slots = [name for kind in type(each).__mro__ for name in getattr(kind, "__slots__", ())]
    held = [getattr(each, name, None) for name in slots]
    return held + (list(vars(each).values()) if hasattr(each, "__dict__") else [])


def _is_plain(each: object) -> bool:
    """A text, or a container of texts: what is asked is whether an object shows what it holds."""
    return isinstance(each, str | bytes | dict | list | tuple | set | frozenset)


def _installation(script: Script) -> dict[str, object]:
    """Everything that a channel and a conversation are made of."""
    settings = Settings(
        telegram_token=SecretStr(TOKEN),
        redis_url=SecretStr(f"redis://:{PASSWORD}@127.0.0.1:1/0"),
        webhook_url="https://x.example.org",
        webhook_secret=SecretStr(SECRETS["VARA_WEBHOOK_SECRET"]),
    )
    keyring = Keyring(b"k" * 32)
    store = Store(f"redis://:{PASSWORD}@127.0.0.1:1/0", keyring)
    teams = team_parts(store, script, keyring)
    conversation = Conversation(store, script, teams.talk)
    channel = TelegramChannel(settings, conversation, script, Painter(), teams)
    return {"settings": settings, "keyring": keyring, "store": store, "teams": teams, "channel": channel}


def _asked(address: str) -> str:
    """What the installation says while its store is away."""
    with httpx.Client(base_url=address) as client:
        answers = [
            client.post("/api/conversations"),
            client.get("/api/conversations/x", headers={"Authorization": "Bearer x"}),
            client.post("/telegram", json={}, headers={"X-Telegram-Bot-Api-Secret-Token": "zq7"}),
            client.get("/readyz"),
            client.get("/metrics"),
        ]
    return "".join(each.text + str(each.headers) for each in answers)
