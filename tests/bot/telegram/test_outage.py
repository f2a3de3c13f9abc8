"""After an outage of more than two minutes the open question is asked again: once, where somebody was talking."""

import asyncio

import pytest

from bot.telegram import outage
from bot.telegram.outage import EVERY, LIVE_SECONDS, SETTLING_BEATS, Outages
from bot.telegram.sending import Unreachable
from bot.telegram.waiting import Stop
from bot.telegram.watch import watch_over
from dialogues.message import Message
from dialogues.script import Script
from keeping.answered import Answered
from keeping.conversation import Conversation, now
from keeping.errors import StoreAway
from keeping.keys import Keyring
from keeping.pulse import LONGEST_PAUSE, Outage, Pulse
from keeping.store import Store
from tests.bot.telegram.conftest import Opening
from tests.bot.telegram.stand_in import StandIn
from tests.ports import free_port
from tests.telegram_fake.server import FakeTelegram

START = 2_000_000_000
BEFORE, AGREED = ("/start", "agree", "skip"), ("agree", "skip", "full", "mostly")


class Process:
    """One process of several over the same store, and what it says to whom."""

    def __init__(self, store: Store, script: Script) -> None:
        self.outages = Outages(Conversation(store, script), watch_over(store), script, Stop(), self.tell_groups)
        self.said: list[tuple[int, Answered]] = []
        self.told_groups: list[tuple[Outage, int]] = []
        self.store_away = False
        self.gone: set[int] = set()

    async def say(self, chat: int, answered: Answered) -> None:
        if chat in self.gone:
            raise Unreachable
        self.said.append((chat, answered))

    async def tell_groups(self, outage: Outage, live_since: int) -> None:
        if self.store_away:
            raise StoreAway
        self.told_groups.append((outage, live_since))

    async def hears(self, chat: int, at: int, *texts: str) -> None:
        for number, text in enumerate(texts):
            await self.outages.hear(f"telegram:{chat}", Message(f"{at}:{number}", text, at))

    async def works(self, at: int, beats: int = 1) -> int:
        """Beats so many times from then on; the time afterwards."""
        for _ in range(beats):
            await self.outages.beat(at, self.say)
            at += int(EVERY)
        return at

    @property
    def asked(self) -> list[int]:
        return [chat for chat, _ in self.said]


@pytest.fixture
def process(store: Store, script: Script) -> Process:
    return Process(store, script)


async def test_a_pulse_tells_of_the_last_outage_only(store: Store) -> None:
    pulse = Pulse(store)
    beats = [START, START + 100, START + 100 + LONGEST_PAUSE, START + 400, START + 410, START + 405]

    told = [await pulse.beat(at) for at in beats]

    assert told == [None, None, None, *[Outage(START + 220, START + 400)] * 3]


async def test_whoever_was_talking_is_asked_the_open_question_again_once(
    process: Process, store: Store, script: Script
) -> None:
    await process.hears(7, START, *AGREED)
    await process.works(START + 1)
    back = await process.works(START + 1000, SETTLING_BEATS)
    assert process.said == []

    await process.works(back, 3)
    later = Process(store, script)
    await later.works(back + 30, 5)

    ((chat, answered),) = process.said
    assert (chat, later.said) == (7, [])
    assert "away for a while" in answered.replies[0].text
    standing = await Conversation(store, script).standing("telegram:7")
    assert answered.replies[-1].asks == standing.replies[-1].asks
    assert answered.revision == standing.revision


async def test_nobody_is_asked_after_a_shorter_pause(process: Process) -> None:
    await process.hears(7, START, *AGREED)
    await process.works(START + 1)

    await process.works(START + LONGEST_PAUSE, 5)

    assert process.said == []


async def test_only_those_are_asked_who_were_talking_shortly_before_and_wait_for_a_question(process: Process) -> None:
    await process.hears(1, START - LIVE_SECONDS - 60, *AGREED)
    await process.hears(2, START, *BEFORE[:1])
    await process.hears(3, START, *AGREED, "pause")
    await process.hears(4, START, *AGREED)
    await process.works(START + 1)

    await process.works(START + 1000, 5)

    assert process.asked == [4]


async def test_whoever_has_written_since_or_erased_everything_is_left_alone(process: Process) -> None:
    await process.hears(1, START, *AGREED)
    await process.hears(2, START, *AGREED)
    await process.hears(3, START, *AGREED)
    await process.works(START + 1)
    back = await process.works(START + 1000)
    await process.hears(1, back, "no")
    await process.hears(2, back, "/forget", "forget.yes")

    await process.works(back, 5)

    assert process.asked == [3]


async def test_of_several_processes_one_asks(store: Store, script: Script) -> None:
    several = [Process(store, script) for _ in range(3)]
    for chat in range(1, 30):
        await several[chat % 3].hears(chat, START, *AGREED)
    for each in several:
        await each.works(START + 1)

    for beat in range(5):
        await asyncio.gather(*(each.works(START + 1000 + 10 * beat) for each in several))

    assert sorted(chat for each in several for chat in each.asked) == list(range(1, 30))


async def test_one_who_cannot_be_reached_holds_up_nobody(process: Process) -> None:
    process.gone.add(1)
    await process.hears(1, START, *AGREED)
    await process.hears(2, START, *AGREED)
    await process.works(START + 1)

    await process.works(START + 1000, 5)

    assert process.asked == [2]


async def test_while_the_store_is_away_the_notes_wait(script: Script, keyring: Keyring, store: Store) -> None:
    away = Store(f"redis://127.0.0.1:{free_port()}/0", keyring)
    process = Process(store, script)
    await process.hears(7, START, *AGREED)
    process.outages._watch = watch_over(away)

    await process.works(START + 1)
    process.outages._watch = watch_over(store)
    await process.works(START + 2)
    await process.works(START + 1000, 5)

    assert process.asked == [7]
    await away.close()


async def test_groups_are_told_of_an_outage_once_also_if_the_store_was_away_first(process: Process) -> None:
    await process.works(START)
    process.store_away = True
    back = await process.works(START + 1000, SETTLING_BEATS + 2)
    process.store_away = False

    await process.works(back, 3)

    assert process.told_groups == [(Outage(START, START + 1000), START - LIVE_SECONDS)]


async def test_over_telegram_somebody_is_asked_again_below_and_the_buttons_work(
    store: Store, fake: FakeTelegram, open_channel: Opening, conversation: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outage, "EVERY", 0.02)
    ada = fake.person()
    first = open_channel(watch=watch_over(store))
    ada.says("/start")
    await ada.until_button("Yes")
    await first.stop()
    watch = watch_over(store)
    address = f"telegram:{ada.chat.id}"
    await watch.live.note({address: now() - 1000})
    await store.ask("HSET", "vara:{pulse}", "at", now() - 990)

    open_channel(watch=watch_over(store))
    await ada.until_sees("away for a while")
    await ada.until_sees("Question 1 &", times=2)
    ada.presses("Yes")
    await ada.until_sees("Question 2 &")

    assert sum("away for a while" in text for text in ada.reads()) == 1
    assert conversation.kept[address].answers == ["yes"]


async def test_a_store_that_is_away_never_ends_the_watch(script: Script, keyring: Keyring) -> None:
    away = Store(f"redis://127.0.0.1:{free_port()}/0", keyring)
    with pytest.raises(StoreAway):
        await Pulse(away).beat(1)

    await Process(away, script).works(START, 2)
    await away.close()
