"""The power goes while conversations are committed: whatever was acknowledged is there when it is back."""

import asyncio
import random
import secrets
from collections import Counter
from pathlib import Path

import pytest

from keeping.errors import Conflict, StoreAway
from keeping.keys import Keyring
from keeping.store import Store
from tests.faults.power import FrailRedis, built_shim
from tests.keeping.documents import DAY, small
from tests.sizes import tries

WRITERS = 8
LONGEST = 0.3
"""Seconds at most that the power lasts."""


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_shim(tmp_path_factory.mktemp("shim"))


async def test_nothing_acknowledged_is_lost(shim: Path, tmp_path: Path) -> None:
    cuts = tries(usual=10, soak=100)

    acknowledged, lost = await _after_cuts(FrailRedis(tmp_path, shim, "always"), cuts)

    print(f"{cuts} power cuts, {acknowledged:,} acknowledged, {lost} lost")  # noqa: T201
    assert acknowledged
    assert lost == 0


async def test_something_would_be_lost_if_the_disk_were_synced_once_a_second(shim: Path, tmp_path: Path) -> None:
    _, lost = await _after_cuts(FrailRedis(tmp_path, shim, "everysec"), 3)

    assert lost > 0


async def _after_cuts(redis: FrailRedis, cuts: int) -> tuple[int, int]:
    """How many commits were acknowledged, and how many of them were not there after the cut that followed."""
    keyring, chance = Keyring(secrets.token_bytes(32)), random.Random(cuts)
    acknowledged = lost = 0
    revisions: Counter[str] = Counter()
    try:
        for _ in range(cuts):
            redis.start()
            before = revisions.total()
            await _write_until_cut(redis, Store(redis.url, keyring), revisions, chance.uniform(0.05, LONGEST))
            acknowledged += revisions.total() - before
            redis.start()
            lost += await _missing(Store(redis.url, keyring), revisions)
            redis.end()
    finally:
        redis.end()
    return acknowledged, lost


async def _write_until_cut(redis: FrailRedis, store: Store, revisions: Counter[str], seconds: float) -> None:
    writers = [asyncio.create_task(_write(store, f"telegram:{number}", revisions)) for number in range(WRITERS)]
    await asyncio.sleep(seconds)
    redis.cut_power()
    await asyncio.gather(*writers)
    await store.close()


async def _write(store: Store, address: str, revisions: Counter[str]) -> None:
    try:
        while True:
            revisions[address] = await store.commit(address, small(), revisions[address], secrets.token_hex(4), DAY)
    except (StoreAway, Conflict):
        return


async def _missing(store: Store, revisions: Counter[str]) -> int:
    """How many revisions are gone. From now on each conversation counts from what is there."""
    lost = 0
    for address, acknowledged in revisions.items():
        held = await store.load(address)
        there = held.revision if held else 0
        lost += max(0, acknowledged - there)
        revisions[address] = there
    await store.close()
    return lost
