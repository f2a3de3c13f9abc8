"""Codes for colleagues and figures of cities alike, with a real store."""

import pytest

from dialogues.message import Message
from dialogues.script import Script, load_script
from keeping.answered import Answered
from keeping.conversation import Conversation
from keeping.peers import Peers
from keeping.store import Store

NOW = 1_790_000_000
DAY = 86_400
SIZE = "peers.medium"


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()


class City:
    """Somebody with a result."""

    def __init__(self, conversation: Conversation, number: int, language: str = "en") -> None:
        self._conversation = conversation
        self.address = f"telegram:{number}"
        self._language = language
        self._count = 0
        self.heard = Answered((), 0, "en")

    async def says(self, *texts: str, at: int = NOW) -> "City":
        for text in texts:
            self._count += 1
            message = Message(f"{self.address}-{self._count}", text, at, self._language)
            self.heard = await self._conversation.hear(self.address, message)
        return self

    async def finished(self, *levels: str) -> "City":
        return await self.says("agree", "Mendoza", "quick", *(levels or ("3", "2", "3", "1", "2")))

    @property
    def told(self) -> str:
        return "\n".join(reply.text for reply in self.heard.replies)

    @property
    def code(self) -> str:
        return next(reply.text for reply in self.heard.replies if reply.text.startswith("/compare "))


@pytest.fixture
def conversation(store: Store, flushed: str, script: Script) -> Conversation:
    return Conversation(store, script)


async def a_city(conversation: Conversation, number: int, *levels: str) -> City:
    return await City(conversation, number).finished(*levels)


# A colleague


async def test_a_colleague_sees_levels_and_where_the_two_differ(conversation: Conversation) -> None:
    ada, ben = await a_city(conversation, 1), await a_city(conversation, 2, "3", "4", "3", "1", "2")
    await ada.says("area", "area.decisions", "decisions.understands.partly")
    await ben.says("area", "area.decisions", "decisions.understands.fully")

    await ada.says("/share", "share.make")
    await ben.says(ada.code)

    assert "you 4, your colleague 2" in ben.told
    assert "you <i>fully</i>, your colleague <i>in places</i>" in ben.told
    assert "Mendoza" not in ben.told


async def test_a_code_has_192_random_bits_and_only_its_hash_is_kept(conversation: Conversation, store: Store) -> None:
    ada = await (await a_city(conversation, 1)).says("/share", "share.make")
    code = ada.code.removeprefix("/compare ")

    kept = await conversation.export(ada.address)

    assert len(code) == 32
    assert len(kept["session"]["shared"]) == 64
    assert code not in str(kept)
    assert not any(code.encode() in name for name in await store.ask("KEYS", "*"))


@pytest.mark.parametrize("taken_back", [("share.withdraw",), ("/forget", "forget.yes"), ("/share", "share.make")])
async def test_a_code_that_was_taken_back_or_replaced_leads_nowhere(
    conversation: Conversation, taken_back: tuple[str, ...]
) -> None:
    ada, ben = await a_city(conversation, 1), await a_city(conversation, 2)
    await ada.says("/share", "share.make")
    code = ada.code

    await ada.says(*taken_back)
    await ben.says(code)

    assert "leads nowhere" in ben.told


async def test_a_code_opens_after_a_link_too_and_only_for_those_who_have_a_result(conversation: Conversation) -> None:
    ada, ben = await a_city(conversation, 1), City(conversation, 2)
    await ada.says("/share", "share.make")
    link = f"/start compare_{ada.code.removeprefix('/compare ')}"

    await ben.says("agree", "skip", link)
    first = ben.told
    await ben.says("quick", "1", "1", "1", "1", "1", link)

    assert "a result of your own first" in first
    assert "you 1, your colleague 3" in ben.told


# Cities alike


async def test_with_four_cities_nothing_is_shown_and_with_five_a_distribution(conversation: Conversation) -> None:
    cities = [await a_city(conversation, number, "2", "2", "3", "1", str(number)) for number in range(1, 6)]
    for city in cities[:4]:
        await city.says("/peers", SIZE)
    await conversation.refresh(NOW)
    of_four = (await cities[0].says("/peers")).told

    await cities[4].says("/peers", SIZE)
    await conversation.refresh(NOW)
    of_five = (await cities[0].says("/peers")).told

    assert "Not enough cities yet" in of_four
    assert "2 ▰▰▰▰▰ about 5 in 5" in of_five
    assert "at least 5 take part" in of_five


async def test_nobody_takes_part_without_a_tap(conversation: Conversation, store: Store) -> None:
    city = await (await a_city(conversation, 1)).says("/peers", "continue")

    assert await store.ask("KEYS", "vara:{peers*") == []
    assert (await city.says("/peers")).told.startswith("<b>Cities like yours")


async def test_whoever_leaves_is_gone_at_once_with_the_figures_that_counted_them(
    conversation: Conversation, store: Store
) -> None:
    cities = [await (await a_city(conversation, number)).says("/peers", SIZE) for number in range(7)]
    await conversation.refresh(NOW)
    assert "about 5 in 5" in (await cities[0].says("/peers")).told

    await cities[6].says("peers.leave")
    entries = [each for each in await store.ask("HKEYS", "vara:{peers.medium}") if each.startswith(b"city:")]

    assert len(entries) == 6
    assert "Not enough" in (await cities[0].says("/peers")).told
    await conversation.refresh(NOW)
    assert "Not enough" in (await cities[0].says("/peers")).told


async def test_forgetting_takes_a_city_out(conversation: Conversation, store: Store) -> None:
    city = await (await a_city(conversation, 1)).says("/peers", SIZE)

    await city.says("/forget", "forget.yes")

    assert await store.ask("HKEYS", "vara:{peers.medium}") == []


async def test_one_that_comes_changes_no_figure_until_five_have_changed(conversation: Conversation) -> None:
    cities = [await (await a_city(conversation, number)).says("/peers", SIZE) for number in range(5)]
    await conversation.refresh(NOW)
    before = (await cities[0].says("/peers")).told

    for number in range(5, 10):
        await (await a_city(conversation, number, "5", "5", "5", "5", "5")).says("/peers", SIZE)
        await conversation.refresh(NOW)
        after = (await cities[0].says("/peers")).told
        assert (after == before) is (number < 9)


async def test_what_is_kept_of_a_city_tells_nobody_who_or_what_it_is(conversation: Conversation, store: Store) -> None:
    await (await a_city(conversation, 123456)).says("/peers", SIZE)

    kept = await store.ask("HGETALL", "vara:{peers.medium}")

    assert b"123456" not in b"".join(kept)
    assert b"analytics" not in b"".join(kept)


async def test_a_city_for_which_nobody_has_spoken_for_a_year_is_dropped(
    conversation: Conversation, store: Store
) -> None:
    await (await a_city(conversation, 1)).says("/peers", SIZE)

    await Peers(store).refresh(NOW + 366 * DAY, 365)

    assert await store.ask("HKEYS", "vara:{peers.medium}") == []


@pytest.mark.parametrize("language", ["en", "es", "pt"])
async def test_all_of_it_is_said_in_every_language(conversation: Conversation, language: str) -> None:
    cities = [await (await City(conversation, number, language).finished()).says("/peers", SIZE) for number in range(5)]
    await conversation.refresh(NOW)

    for text in ("/peers", "/share", "share.make", "/share", "share.withdraw", "/compare", "peers.leave", "/peers"):
        await cities[0].says(text)
        assert cities[0].told
        assert cities[0].heard.replies[-1].buttons
