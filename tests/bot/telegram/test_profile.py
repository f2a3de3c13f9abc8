"""Commands and descriptions are set at the start, and only when they differ."""

from bot.telegram.profile import faces
from dialogues.script import Script
from tests.bot.telegram.conftest import Opening
from tests.telegram_fake.refusals import Fault
from tests.telegram_fake.server import FakeTelegram

GETTERS = ("getMyCommands", "getMyDescription", "getMyShortDescription")


async def test_the_profile_is_set_once(fake: FakeTelegram, open_channel: Opening, script: Script) -> None:
    first = open_channel()
    await fake.until(lambda: ("short", "", script.languages[-1]) in fake.world.settings)
    await first.stop()
    before = [name for name, _ in fake.calls if name.startswith("setMy")]

    open_channel()
    await fake.until(lambda: len(fake.called("getMyShortDescription")) == 2 + 2 * len(script.languages))

    assert before
    assert [name for name, _ in fake.calls if name.startswith("setMy")] == before
    names = [command["command"] for command in fake.world.settings["commands", "all_private_chats", ""]]
    assert names == [item.name for item in script.menu("en")]


async def test_groups_and_their_administrators_have_commands_of_their_own(
    fake: FakeTelegram, open_channel: Opening, script: Script
) -> None:
    open_channel()
    await fake.until(lambda: len(fake.called("getMyShortDescription")) == 1 + len(script.languages))

    in_groups, to_leaders = (
        [command["command"] for command in fake.world.settings["commands", scope, "es"]]
        for scope in ("all_group_chats", "all_chat_administrators")
    )

    assert in_groups == ["team", "plan", "report", "minutes", "help"]
    assert set(in_groups) < set(to_leaders)


async def test_a_profile_that_cannot_be_set_stops_nothing(fake: FakeTelegram, open_channel: Opening) -> None:
    for name in GETTERS:
        fake.fault(Fault(name, "bad_gateway", times=100))

    open_channel()
    ada = fake.person()
    ada.says("/start")

    await ada.until_button("Yes")


def test_the_words_fit_telegrams_limits(script: Script) -> None:
    for face in faces(script, "en"):
        assert 0 < len(script.wording("en").plain("telegram.description").strip()) <= 512
        assert 0 < len(script.wording("en").plain("telegram.short_description").strip()) <= 120
        listed = (*face.commands, *face.in_groups, *face.to_leaders)
        assert all(1 <= len(command.description) <= 256 for command in listed)


def test_toasts_of_our_own_fit(script: Script) -> None:
    for language in script.languages:
        for key in ("stale", "private_only", "trouble"):
            assert len(script.wording(language).plain(f"telegram.{key}")) <= 200


def test_toasts_to_members_of_a_team_fit(script: Script) -> None:
    for language in script.languages:
        rubric = script.rubric(language)
        labels = [f"{each.level} · {each.label}" for area in rubric.competencies for each in area.descriptions]
        said = {"vote": max(labels, key=len), "name": "N" * 40, "role": "R" * 20, "limit": 300}
        for key in script.wording(language).all("team"):
            if key.startswith("toast_"):
                assert len(script.wording(language).plain(f"team.{key}", **said)) <= 200
