"""`vara actions --workers 2`: two real processes behind one port."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.actions.calls import body
from tests.actions.test_serving import Serving, serving
from tests.bot.web.served import wait_until
from tests.ports import free_port

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are looked up in /proc")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Serving]:
    port = free_port()
    with serving(tmp_path, "actions", "--port", str(port), "--workers", "2", port=port) as server:
        wait_until(lambda: len(server.children()) == 2)
        yield server


def turn(served: Serving, number: int, text: str) -> str:
    """What is answered to Anna by whichever worker takes a new connection."""
    sent = body("action_vara_turn", text, message_id=f"m{number}")
    answer = httpx.post(f"{served.address}/webhook", json=sent, timeout=30)
    assert answer.status_code == 200
    return str(answer.json()["responses"][0]["text"])


def test_one_conversation_goes_on_whoever_answers_and_a_dead_worker_is_replaced(served: Serving) -> None:
    *_, asked = [turn(served, number, text) for number, text in enumerate(("agree", "skip", "quick"))]
    before = served.children()

    os.kill(before[0], signal.SIGKILL)
    again = [turn(served, number, "what?") for number in range(10, 16)]
    wait_until(lambda: len(served.children()) == 2 and served.children() != before)

    assert all(asked in each for each in again)


def test_all_of_them_leave_in_time(served: Serving) -> None:
    workers = served.children()

    status = served.stop()

    assert status == 0
    assert not any(Path(f"/proc/{each}").exists() for each in workers)


def test_none_is_left_behind_when_the_one_that_watches_is_killed(served: Serving) -> None:
    workers = served.children()

    served.kill()

    wait_until(lambda: not any(Path(f"/proc/{each}").exists() for each in workers))
