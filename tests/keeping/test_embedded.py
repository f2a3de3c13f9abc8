"""The embedded store survives whatever ends, and nothing that was committed is lost."""

import asyncio
import importlib.util
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from keeping.embedded import LONGEST_SOCKET_PATH, Embedded
from keeping.errors import StoreAway, VaraError
from keeping.keys import Keyring, open_keyring
from keeping.settings import Settings, load_settings
from keeping.store import Store, open_store
from tests.keeping.documents import DAY, small
from tests.waiting import until

HERE = "terminal:here"

STARTER = """
import asyncio, sys
from keeping.keys import open_keyring
from keeping.settings import load_settings
from keeping.store import open_store
from tests.keeping.documents import DAY, small

async def main():
    settings = load_settings({"VARA_DATA_DIR": sys.argv[1]})
    store = await open_store(settings, open_keyring(settings))
    address = sys.argv[2]
    kept = await store.load(address)
    print(await store.commit(address, small(), kept.revision if kept else 0, "turn", DAY), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await store.close()

asyncio.run(main())
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"VARA_DATA_DIR": str(tmp_path / "data")})


@pytest.fixture
async def store(settings: Settings, keyring: Keyring) -> AsyncIterator[Store]:
    opened = await open_store(settings, keyring)
    yield opened
    await opened.close()


@pytest.fixture
def spawn(settings: Settings) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts processes that open the store, commit once and wait until their input ends."""
    started: list[subprocess.Popen[str]] = []

    def one(address: str = HERE) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", STARTER, str(settings.data_dir), address]
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield one
    for process in started:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def server_of(settings: Settings) -> int:
    with Redis.from_url(f"unix://{Embedded(settings.data_dir).socket}") as client:
        return int(client.info("server")["process_id"])


async def until_ended(pid: int) -> None:
    """Waits for the end of a process that may be nobody's child; one that nobody has buried yet has ended too."""

    async def ended() -> bool:
        state = await asyncio.create_subprocess_exec("ps", "-o", "stat=", "-p", str(pid), stdout=subprocess.PIPE)
        said, _ = await state.communicate()
        return said.strip()[:1] in (b"", b"Z")

    await until(ended)


async def test_what_was_committed_is_there_after_a_restart(settings: Settings, keyring: Keyring) -> None:
    store = await open_store(settings, keyring)
    await store.commit(HERE, small(), 0, "turn", DAY)
    await store.close()

    store = await open_store(settings, keyring)
    assert await store.load(HERE) == (small(), 1)
    await store.close()


async def test_closing_ends_the_server(settings: Settings, keyring: Keyring) -> None:
    store = await open_store(settings, keyring)
    pid = server_of(settings)

    await store.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_killed_server_is_started_again_and_has_lost_nothing(settings: Settings, store: Store) -> None:
    revision = 0

    for round_ in range(5):
        for _ in range(10 * round_):
            revision = await store.commit(HERE, small(str(revision)), revision, secrets.token_hex(4), DAY)
        under_way = asyncio.create_task(store.commit(HERE, small(str(revision)), revision, f"cut-{round_}", DAY))
        await asyncio.sleep(0)
        os.kill(server_of(settings), signal.SIGKILL)
        revision = await under_way

    assert await store.load(HERE) == (small(str(revision - 1)), revision)
    assert revision == 105


async def test_many_calls_at_once_after_a_kill_start_one_server(settings: Settings, store: Store) -> None:
    await store.commit(HERE, small(), 0, "turn", DAY)
    os.kill(server_of(settings), signal.SIGKILL)

    kept = await asyncio.gather(*(store.load(HERE) for _ in range(30)))

    assert kept == [(small(), 1)] * 30


async def test_no_orphan_stays_when_its_starter_is_killed(
    settings: Settings, spawn: Callable[..., subprocess.Popen[str]]
) -> None:
    starter = spawn()
    assert said(starter) == "1"
    orphan = server_of(settings)

    starter.kill()
    await until_ended(orphan)

    assert said(spawn()) == "2"


async def test_a_start_right_after_a_kill_loses_nothing(
    settings: Settings, spawn: Callable[..., subprocess.Popen[str]]
) -> None:
    for revision in range(1, 6):
        starter = spawn()
        assert said(starter) == str(revision)
        starter.kill()


async def test_three_that_start_at_once_share_one_server(
    settings: Settings, spawn: Callable[..., subprocess.Popen[str]]
) -> None:
    starters = [spawn(f"terminal:{number}") for number in range(3)]

    assert [said(each) for each in starters] == ["1", "1", "1"]
    with Redis.from_url(f"unix://{Embedded(settings.data_dir).socket}") as client:
        assert client.dbsize() == 4


async def test_one_that_adopted_goes_on_when_the_starter_is_killed(
    settings: Settings, spawn: Callable[..., subprocess.Popen[str]]
) -> None:
    starter = spawn()
    assert said(starter) == "1"
    adopter = spawn()
    assert said(adopter) == "2"
    store = Store(f"unix://{Embedded(settings.data_dir).socket}", open_keyring(settings), Embedded(settings.data_dir))

    starter.kill()
    kept = await store.load(HERE)

    assert kept is not None
    assert await store.commit(HERE, small(), kept.revision, "after", DAY) == 3
    await store.close()


async def test_one_that_adopted_leaves_the_server_running(settings: Settings, store: Store, keyring: Keyring) -> None:
    adopter = await open_store(settings, keyring)
    pid = server_of(settings)

    await adopter.close()

    assert server_of(settings) == pid


@pytest.mark.parametrize("name", ["with a space", "São Tomé", 'a "quoted" one', "x" * 200])
async def test_any_folder_name_will_do(tmp_path: Path, keyring: Keyring, name: str) -> None:
    settings = load_settings({"VARA_DATA_DIR": str(tmp_path / name)})

    store = await open_store(settings, keyring)
    assert await store.commit(HERE, small(), 0, "turn", DAY) == 1
    await store.close()

    assert len(os.fsencode(Embedded(settings.data_dir).socket)) <= LONGEST_SOCKET_PATH
    assert (tmp_path / name / "store" / "appendonlydir").is_dir()


async def test_a_leftover_socket_is_no_obstacle(settings: Settings, keyring: Keyring) -> None:
    path = Embedded(settings.data_dir).socket
    path.parent.mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))

    store = await open_store(settings, keyring)

    assert await store.ready() is True
    await store.close()


async def test_a_folder_that_cannot_be_written_gets_one_sentence(tmp_path: Path, keyring: Keyring) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(VaraError, match="VARA_DATA_DIR"):
        await open_store(load_settings({"VARA_DATA_DIR": str(tmp_path / "file" / "data")}), keyring)


async def test_a_damaged_folder_is_told_with_the_servers_last_words(settings: Settings, keyring: Keyring) -> None:
    store = await open_store(settings, keyring)
    await store.commit(HERE, small(), 0, "turn", DAY)
    await store.close()
    for part in (settings.data_dir / "store" / "appendonlydir").glob("*.incr.aof"):
        part.write_bytes(b"no append-only file\r\n" + part.read_bytes())

    with pytest.raises(VaraError, match="Bad file format"):
        await open_store(settings, keyring)


async def test_a_server_that_can_no_longer_start_means_away_and_not_the_end(settings: Settings, store: Store) -> None:
    await store.commit(HERE, small(), 0, "turn", DAY)
    parts = list((settings.data_dir / "store" / "appendonlydir").glob("*.incr.aof"))
    whole = [part.read_bytes() for part in parts]
    os.kill(server_of(settings), signal.SIGKILL)
    for part in parts:
        part.write_bytes(b"no append-only file\r\n")

    with pytest.raises(StoreAway):
        await store.load(HERE)
    assert await store.ready() is False

    for part, content in zip(parts, whole, strict=True):
        part.write_bytes(content)
    assert await store.load(HERE) == (small(), 1)


async def test_a_platform_without_the_server_is_told_to_use_redis(
    settings: Settings, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    with pytest.raises(VaraError, match="VARA_REDIS_URL"):
        await open_store(settings, keyring)


async def test_what_was_erased_is_swept_from_the_disk(settings: Settings, keyring: Keyring) -> None:
    store = await open_store(settings, keyring)
    for number in range(10):
        await store.commit(f"terminal:{number}", small(), 0, "turn", DAY)
    for number in range(10):
        await store.erase(f"terminal:{number}")
    await store.close()

    on_disk = b"".join(each.read_bytes() for each in settings.data_dir.rglob("*") if each.is_file())
    assert b"appendonly" in on_disk
    assert not [number for number in range(10) if keyring.store_name(f"terminal:{number}").encode() in on_disk]
