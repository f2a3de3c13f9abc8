"""Rooms under many hands: several processes, crashes in a move, and what is kept of whom."""

import asyncio
from contextlib import suppress

import pytest
from pydantic import BaseModel

from dialogues.script import Script
from dialogues.teams.acts import Act
from dialogues.teams.phase import count, standing
from keeping.errors import StoreAway
from keeping.store import Store
from keeping.teams.doors import Doors
from keeping.teams.kept import Post, RoomDocument
from keeping.teams.links import Links
from keeping.teams.rooms import Rooms, Told
from tests.bot.telegram.stand_in import Shelf

HERE, THERE = "team:telegram:-1", "team:telegram:-2"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def rooms(shelf: Shelf, script: Script) -> Rooms:
    opened = Rooms(shelf, script)
    await opened.act(HERE, Act("begin", "quick", "ana", 1, leads=True, who="Ana"), "begin")
    return opened


def vote(number: int, value: str = "2") -> Act:
    return Act("vote", value, f"m{number}", 2)


async def votes(rooms: Rooms, address: str = HERE) -> dict[str, str]:
    document = await rooms.look(address)
    ballot = standing(document.room) if document else None
    return ballot.votes if ballot else {}


@pytest.mark.redis
async def test_votes_at_the_same_moment_in_three_processes_are_all_kept(store: Store, script: Script) -> None:
    processes = [Rooms(store, script) for _ in range(3)]
    await processes[0].act(HERE, Act("begin", "quick", "ana", 1, leads=True), "begin")

    await asyncio.gather(*(processes[each % 3].act(HERE, vote(each), f"v{each}") for each in range(90)))

    assert len(await votes(processes[0])) == 90


async def test_a_press_that_comes_again_does_not_undo_a_later_one(rooms: Rooms) -> None:
    await rooms.act(HERE, vote(1, "2"), "first")
    await rooms.act(HERE, vote(1, "4"), "second")

    again = await rooms.act(HERE, vote(1, "2"), "first")

    assert await votes(rooms) == {"m1": "4"}
    assert (again.remark, again.about) == ("voted", "4")


async def test_one_bad_change_hinders_no_other(rooms: Rooms) -> None:
    def bad(document: RoomDocument) -> object:
        raise ZeroDivisionError

    outcomes = await asyncio.gather(
        rooms.act(HERE, vote(1), "1"),
        rooms.change(HERE, bad),  # type: ignore[arg-type]
        rooms.act(HERE, vote(2), "2"),
        return_exceptions=True,
    )

    assert isinstance(outcomes[1], ZeroDivisionError)
    assert len(await votes(rooms)) == 2


class Failing(Shelf):
    """A store that goes away after so many commits, and is back when told so."""

    def __init__(self, kept: dict[str, tuple[int, str, str]], commits: int) -> None:
        super().__init__()
        self.kept = kept
        self.left = commits

    async def commit(
        self, address: str, document: BaseModel, expected_revision: int, turn: str, seconds_to_live: int
    ) -> int:
        if self.left <= 0:
            raise StoreAway
        self.left -= 1
        return await super().commit(address, document, expected_revision, turn, seconds_to_live)


@pytest.mark.parametrize("commits", range(6))
async def test_a_move_that_is_cut_anywhere_is_finished_by_whoever_comes_next(
    rooms: Rooms, shelf: Shelf, script: Script, commits: int
) -> None:
    await rooms.act(HERE, vote(1), "1")
    cut = Rooms(Failing(shelf.kept, commits), script)
    with suppress(StoreAway):
        await cut.move(HERE, THERE)

    after = Rooms(shelf, script)
    await after.move(HERE, THERE)
    await after.act(HERE, vote(2), "2")
    await after.act(THERE, vote(3), "3")
    await after.move(HERE, THERE)

    assert set(await votes(after, HERE)) == set(await votes(after, THERE)) == {"m1", "m2", "m3"}
    assert await after.open_rooms() == (THERE,)
    assert "m1" not in shelf.kept[HERE][2]


async def test_a_room_is_in_the_index_until_its_round_is_over_and_the_end_was_shown(rooms: Rooms) -> None:
    assert await rooms.open_rooms() == (HERE,)

    ended = (await rooms.act(HERE, Act("end", "", "ana", 3), "end")).document.room
    assert await rooms.open_rooms() == (HERE,)
    await rooms.change(HERE, lambda at: Told(at.model_copy(update={"post": Post(1, ended.place)})))

    assert await rooms.open_rooms() == ()


async def test_what_is_forgotten_is_gone(rooms: Rooms, shelf: Shelf) -> None:
    await rooms.forget(HERE)

    assert await rooms.look(HERE) is None
    assert await rooms.open_rooms() == ()


async def test_whoever_withdraws_is_no_longer_counted(rooms: Rooms, shelf: Shelf) -> None:
    await rooms.act(HERE, Act("end", "", "ana", 3), "end")
    await rooms.act(HERE, Act("open_door", "answers hash", "ana", 3), "door")
    for number in (1, 2):
        await rooms.act(HERE, Act("hand_in", "open_data=3 analytics=9 nonsense=1", f"m{number}", 4), f"h{number}")
    await rooms.act(HERE, Act("withdraw", "", "m1", 5), "w")

    closed = (await rooms.act(HERE, Act("close_doors", "", "ana", 6), "close")).document.room

    assert closed.round is not None
    assert [(each.about, count(each).rated) for each in closed.round.ballots] == [("quick.open_data", 1)]
    assert "m2" not in closed.round.model_dump_json()


LEADER = Act("", member="ana", at=3, leads=True)


@pytest.fixture
def doors(rooms: Rooms, shelf: Shelf) -> Doors:
    return Doors(rooms, Links(shelf))


async def test_links_are_long_and_one_that_was_renewed_is_dead(doors: Doors) -> None:
    old = (await doors.open(HERE, ["board"], LEADER, "1"))["board"]
    new = (await doors.open(HERE, ["board"], LEADER, "2"))["board"]

    assert len(new) == 32
    assert await doors.follow(old) is None
    assert (await doors.follow(new)) is not None
    assert await doors.follow("../../x") is None


async def test_of_two_links_made_at_the_same_moment_one_leads_in(doors: Doors, shelf: Shelf, script: Script) -> None:
    other = Doors(Rooms(shelf, script), Links(shelf))

    made = await asyncio.gather(*(each.open(HERE, ["answers"], LEADER, str(id(each))) for each in (doors, other)))

    assert [await doors.follow(each["answers"]) is None for each in made].count(True) == 1


async def test_whoever_may_not_lead_opens_no_link_and_closes_none(doors: Doors, shelf: Shelf) -> None:
    word = (await doors.open(HERE, ["answers"], LEADER, "1"))["answers"]
    stranger = LEADER._replace(member="eve", leads=False)

    assert await doors.open(HERE, ["answers"], stranger, "2") == {}
    assert (await doors.shut(HERE, stranger, "3")).remark == "not_leading"

    assert await doors.follow(word) is not None
    assert sum(each.startswith("team-link:") for each in shelf.kept) == 1


async def test_a_link_that_was_closed_leads_nowhere_and_what_was_handed_in_stays(doors: Doors, rooms: Rooms) -> None:
    words = await doors.open(HERE, ["answers", "answers.analytics", "board"], LEADER, "1")
    await rooms.act(HERE, Act("hand_in", "open_data=3", "m1", 4), "h")

    told = await doors.shut(HERE, LEADER, "2")

    assert [await doors.follow(each) is not None for each in words.values()] == [False, False, True]
    assert told.document.room.apart is not None
    assert told.document.room.apart.handed == {"m1": {"open_data": 3}}
