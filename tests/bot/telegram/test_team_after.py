"""A team after its result, in its group: ten taps to a report, a plan that comes back, a small round."""

import json

import pytest
from pydantic import SecretStr

from bot.reports.handing import Handing
from bot.reports.passport import verified
from bot.telegram.beside import Beside
from bot.telegram.channel import TelegramChannel
from bot.telegram.pacing import Patience
from bot.telegram.topics import address_of
from dialogues.plans.reminding import DAY
from dialogues.script import Script
from dialogues.teams.acts import Act
from dialogues.teams.phase import Phase, phase
from dialogues.teams.round import Room
from dialogues.words import languages
from keeping.conversation import Conversation, now
from keeping.keys import Keyring
from keeping.settings import Settings
from keeping.store import Store
from keeping.teams.kept import RoomDocument
from keeping.teams.parts import TeamParts, team_parts
from tests.bot.telegram.conftest import QUICK
from tests.bot.telegram.running import running
from tests.bot.telegram.stand_in import Painter
from tests.telegram_fake.people import Group, Person
from tests.telegram_fake.refusals import Fault
from tests.telegram_fake.server import TOKEN, FakeTelegram

TAPS = 10
MEMBERS = ("m0", "m1")


@pytest.fixture
def ana(fake: FakeTelegram) -> Person:
    return fake.person("Ana")


@pytest.fixture
def group(fake: FakeTelegram, ana: Person) -> Group:
    made = fake.group()
    made.has(ana, status="creator")
    made.chat.bot_inside = True
    return made


@pytest.fixture
def parts(store: Store, script: Script, keyring: Keyring) -> TeamParts:
    return team_parts(store, script, keyring)


class Scenario:
    """A group whose rounds are answered by acts, and whose taps are real."""

    def __init__(self, fake: FakeTelegram, parts: TeamParts, group: Group, ana: Person) -> None:
        self.fake, self.parts, self.group, self.ana = fake, parts, group, ana
        self.address = address_of(group.chat.id)
        self.count = self.taps = 0

    async def does(self, name: str, argument: str = "", member: str = "ana", at: int | None = None) -> None:
        self.count += 1
        act = Act(name, argument, member, at or now(), leads=member == "ana", who="Ana")
        await self.parts.rooms.act(self.address, act, f"t:{self.count}", "en")

    async def finishes(self, kind: str, language: str = "en") -> None:
        """A round in which IT and planning differ."""
        await self.does("language", language)
        for member, role in zip(MEMBERS, ("it", "planning"), strict=True):
            await self.does("role", role, member)
        await self.does("begin", kind)
        await self.goes_on(*(("1", "4") if kind == "quick" else ("no", "mostly")))

    async def goes_on(self, *votes: str) -> None:
        while phase((await self.room()).room) is not Phase.DONE:
            for member, vote in zip(MEMBERS, votes, strict=True):
                await self.does("vote", vote, member)
            await self.does("reveal")
            await self.does("next")

    async def room(self) -> RoomDocument:
        kept = await self.parts.rooms.look(self.address)
        assert kept is not None
        return kept

    async def taps_value(self, value: str) -> None:
        """Presses the newest button with this value, once the group sees it."""
        self.taps += 1

        await self.fake.until(lambda: value in self.values(), f"a button {value!r} among {self.values()}")
        press = self.group.presses(self.ana, self.values()[value])
        await self.fake.until(lambda: press.answers, f"an answer to {value!r}")

    def values(self) -> dict[str, str]:
        """The labels of all buttons that the group sees, by their values; of equals the newest."""
        return {
            data.partition("|")[2]: label
            for post in self.group.posts()
            for label, data in post.data_by_label.items()
            if label in post.labels
        }


@pytest.fixture
def scenario(fake: FakeTelegram, parts: TeamParts, group: Group, ana: Person, flushed: str) -> Scenario:
    return Scenario(fake, parts, group, ana)


def channel(
    fake: FakeTelegram, store: Store, script: Script, patience: Patience = QUICK, **settings: str
) -> TelegramChannel:
    chosen = Settings.model_validate({"telegram_token": SecretStr(TOKEN), "telegram_api": fake.address, **settings})
    conversation = Conversation(store, script)
    beside = Beside(conversation, Handing(conversation, script, store.keyring))
    return TelegramChannel(
        chosen, conversation, script, Painter(), team_parts(store, script, store.keyring), patience, beside
    )


@pytest.mark.parametrize("language", languages())
async def test_from_a_finished_round_why_needs_what_if_three_steps_and_report_within_ten_taps(
    fake: FakeTelegram, store: Store, script: Script, scenario: Scenario, language: str
) -> None:
    await scenario.finishes("full", language)
    await scenario.does("show")

    async with running(channel(fake, store, script)):
        scenario.group.hears(scenario.ana, "/team@vara_test_bot")
        for value in ("why", "needs", "suppose", "suppose.analytics.on.0"):
            await scenario.taps_value(value)
        await scenario.taps_value(next(each for each in scenario.values() if each.startswith("suppose.analytics.")))
        for value in ("plan", "plan.take.all", "report"):
            await scenario.taps_value(value)
        await fake.until(lambda: sum(bool(post.file) for post in scenario.group.posts()) == 3)
        await fake.until_confirmed()

    files = {post.body["document"]["file_name"]: post.file or b"" for post in scenario.group.posts() if post.file}
    passport = json.loads(files["vara-passport.json"])
    assert scenario.taps <= TAPS
    assert files["vara-report.pdf"].startswith(b"%PDF-")
    assert verified(passport, script.rubric("en")) == ()
    assert len((await scenario.room()).room.plan) == 3
    fake.assert_clean()


async def test_a_step_comes_back_in_the_group_once_and_a_small_round_credits_it(
    fake: FakeTelegram, store: Store, script: Script, scenario: Scenario
) -> None:
    await scenario.finishes("full")
    await scenario.does("plan", "take.all", at=now() - 31 * DAY)
    await scenario.does("plan", "drop.3")
    await scenario.does("plan", "drop.2")
    by_day = f"Etc/GMT{int(now() // 3600 % 24) - 12:+d}"

    for start in range(2):
        async with running(channel(fake, store, script, time_zone=by_day)):
            await fake.until(lambda: any("How is it going?" in text for text in scenario.group.reads()))
            await fake.until(lambda starts=start + 1: len(fake.called("setMyDescription")) >= starts)  # type: ignore[misc]
    asked = [text for text in scenario.group.reads() if "How is it going?" in text]
    step = (await scenario.room()).room.plan[0]

    async with running(channel(fake, store, script)):
        await scenario.taps_value("plan.done.1")
        await scenario.taps_value(f"begin.again.{step.tactic}")
        await fake.until(lambda: any("question 1 of about" in text for text in scenario.group.reads()))
        await scenario.goes_on("fully", "fully")
        await fake.until_confirmed()

    after = (await scenario.room()).room.plan[0]
    assert len(asked) == 1
    assert after.state == "done"
    assert after.after > after.before


async def test_what_a_team_is_asked_waits_until_its_group_may_be_written_to(
    fake: FakeTelegram, store: Store, script: Script, scenario: Scenario
) -> None:
    await scenario.finishes("quick")
    await scenario.does("plan", "take.all", at=now() - 31 * DAY)
    by_day = f"Etc/GMT{int(now() // 3600 % 24) - 12:+d}"
    fake.fault(Fault("sendMessage", "flood", chat=scenario.group.chat.id, seconds=0.2))

    async with running(channel(fake, store, script, QUICK._replace(longest_flood=0.0), time_zone=by_day)):
        await scenario.group.until_reads("How is it going?")

    assert fake.faults[0].times == 0


async def test_at_night_and_during_a_round_no_team_is_asked(
    fake: FakeTelegram, store: Store, script: Script, scenario: Scenario
) -> None:
    await scenario.finishes("quick")
    await scenario.does("plan", "take.all", at=now() - 31 * DAY)
    by_night = f"Etc/GMT{int(now() // 3600 % 24 + 10) % 24 - 12:+d}"
    due = await scenario.parts.plans.due(now())

    async with running(channel(fake, store, script, time_zone=by_night)):
        await fake.until(lambda: fake.called("setMyDescription"))
    await scenario.does("begin", "quick")
    for each in await scenario.parts.plans.due(now() + DAY):
        await scenario.parts.plans.remind(each, now(), f"Etc/GMT{int(now() // 3600 % 24) - 12:+d}")

    assert len(due) == 1
    assert not any("How is it going?" in text for text in scenario.group.reads())
    assert (await scenario.parts.plans.due(now())) == ()
    assert len(await scenario.parts.plans.due(now() + 2 * 3600)) == 1


async def test_an_owner_is_named_in_an_answer_to_the_message(
    fake: FakeTelegram, store: Store, script: Script, scenario: Scenario
) -> None:
    await scenario.finishes("quick")
    await scenario.does("plan", "take.all")

    async with running(channel(fake, store, script)):
        scenario.group.hears(scenario.ana, "/plan@vara_test_bot")
        for value in ("plan.step.1", "plan.who.1"):
            await scenario.taps_value(value)
        asked = await scenario.group.until_reads("reply to this message with a name")
        scenario.group.replies(scenario.ana, asked, "The statistics office")
        await scenario.group.until_reads("The statistics office")
        await fake.until_confirmed()

    assert (await scenario.room()).room.plan[0].owner == "The statistics office"


async def test_what_is_forgotten_is_asked_about_no_more(scenario: Scenario) -> None:
    await scenario.finishes("quick")
    await scenario.does("plan", "take.all", at=now() - 31 * DAY)

    await scenario.parts.rooms.forget(scenario.address)

    assert await scenario.parts.plans.due(now()) == ()
    assert Room(language="en").plan == ()
