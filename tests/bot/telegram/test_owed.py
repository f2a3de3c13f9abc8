"""What is owed goes out when Telegram wants a chat to be left alone for long: after that time, and once."""

from collections.abc import AsyncIterator

import pytest

from bot.telegram.reminders import Reminders
from bot.telegram.requesting import connect
from bot.telegram.sending import Sender
from bot.telegram.stage import Stage
from bot.telegram.turns import Teaming, Turns
from bot.telegram.waiting import Stop
from dialogues.message import Message
from dialogues.plans.reminding import DAY
from dialogues.script import Script
from keeping.conversation import Conversation
from keeping.dues import LEASE
from keeping.store import Store
from keeping.teams.parts import team_parts
from tests.bot.telegram.conftest import QUICK
from tests.bot.telegram.stand_in import Painter
from tests.broken.sender_that_drops import DroppingSender
from tests.telegram_fake.refusals import Fault
from tests.telegram_fake.server import TOKEN, FakeTelegram

START = 2_000_000_000 // DAY * DAY + DAY // 2
LATER = START + 31 * DAY + 4 * 60 * 60
"""Noon, and a month later by day, when the first step is asked about."""
BRIEF = QUICK._replace(longest_flood=0.0)
"""Any patience that Telegram asks for is too much."""
ASKS = "How is it going?"
TOLD = ("agree", "Mendoza", "quick", "3", "2", "3", "1", "2", "plan", "plan.take.all", "continue")


class Reminded:
    """Somebody with steps in the plan, and what reminds them over Telegram."""

    def __init__(self, fake: FakeTelegram, store: Store, script: Script, sender: type[Sender] = Sender) -> None:
        self.fake, self.ada = fake, fake.person()
        self.conversation, stop = Conversation(store, script), Stop()
        self.sender, parts = sender(BRIEF, stop), team_parts(store, script, store.keyring)
        self.bot = connect(TOKEN, fake.address)
        self.stage = Stage(self.bot, self.sender, parts, script, Painter(), BRIEF, stop)
        turns = Turns(self.bot, self.sender, self.conversation, script, Painter(), Teaming(parts, self.stage))
        self.reminders = Reminders(self.conversation, turns.say, stop, None)

    async def begins(self) -> None:
        await self.bot.initialize()
        for number, text in enumerate(TOLD):
            await self.conversation.hear(f"telegram:{self.ada.chat.id}", Message(str(number), text, START))

    async def looks_when_told_to_wait(self) -> None:
        self.fake.fault(Fault("sendMessage", "flood", seconds=0.2))
        await self.reminders.look(LATER)

    async def looks_again(self) -> None:
        await self.fake.until(lambda: not self.sender.is_slowed(self.ada.chat.id))
        await self.reminders.look(LATER + LEASE)
        await self.reminders.look(LATER + 2 * LEASE)

    @property
    def asked(self) -> int:
        return sum(ASKS in text for text in self.ada.reads())


@pytest.fixture
async def reminded(
    fake: FakeTelegram, store: Store, script: Script, request: pytest.FixtureRequest
) -> AsyncIterator[Reminded]:
    made = Reminded(fake, store, script, getattr(request, "param", Sender))
    await made.begins()
    yield made
    await made.bot.shutdown()


async def test_a_reminder_that_telegram_does_not_take_now_stays_owed_and_goes_out_later_once(
    reminded: Reminded,
) -> None:
    await reminded.looks_when_told_to_wait()
    assert reminded.asked == 0

    await reminded.looks_again()

    assert reminded.asked == 1


async def test_while_a_chat_is_to_be_left_alone_its_reminder_holds_up_no_look(reminded: Reminded) -> None:
    await reminded.looks_when_told_to_wait()
    called = len(reminded.fake.called("sendMessage"))

    await reminded.reminders.look(LATER + LEASE)

    assert len(reminded.fake.called("sendMessage")) == called
    await reminded.fake.until(lambda: not reminded.sender.is_slowed(reminded.ada.chat.id))
    await reminded.reminders.look(LATER + 2 * LEASE)
    assert reminded.asked == 1


@pytest.mark.parametrize("reminded", [DroppingSender], indirect=True)
async def test_it_would_show_if_a_dropped_reminder_counted_as_told(reminded: Reminded) -> None:
    await reminded.looks_when_told_to_wait()
    await reminded.looks_again()

    assert reminded.asked == 0
