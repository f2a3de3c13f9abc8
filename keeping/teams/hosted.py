"""What can be done with a team of one's own: open it, its links, how many are done, the result, the board."""

from dialogues.teams.apart import ANSWERS, BOARD
from dialogues.teams.hosting import (
    LinksTo,
    last_done,
    tell_links,
    tell_more,
    tell_outcome,
    tell_session,
    tell_team,
    tell_word,
)
from keeping.teams.doors import kinds_of_answers
from keeping.teams.invitation import Hosting
from keeping.teams.kept import OWN
from keeping.teams.visits import Desk, Told, Visit, linked, settled


async def menu(desk: Desk, visit: Visit) -> Told:
    """Where the team stands; without one, what a team would be."""
    if visit.room is None:
        intro = tell_word(desk.blank(visit.session), "intro", "host.open")
        return Hosting(offer=visit.hosting.offer), (intro,)
    return visit.hosting, (tell_team(desk.scene(visit, visit.room)),)


async def begin(desk: Desk, visit: Visit) -> Told:
    """One team for each conversation: whoever has one sees it."""
    if visit.room is not None:
        return await menu(desk, visit)
    return Hosting(asks="name", offer=visit.hosting.offer), (tell_word(desk.blank(visit.session), "ask_name"),)


async def named(desk: Desk, visit: Visit, text: str) -> Told:
    """The team is there from now on; its address follows from the message, so hearing it again makes no second."""
    address = OWN + desk.keyring.member_name(visit.identity)
    language = visit.session.language
    for act in (visit.who._replace(name="found"), visit.who._replace(name="name", argument=text)):
        await desk.rooms.act(address, act, f"{visit.identity}:{act.name}", language)
    hosting = visit.hosting.model_copy(update={"room": address, "asks": "city"})
    city = ("host.same_city",) if visit.session.city else ()
    word = tell_word(desk.blank(visit.session), "ask_city", *city, name=text, city=visit.session.city or "")
    return hosting, (word,)


async def city(desk: Desk, visit: Visit, text: str) -> Told:
    """The last that is asked: the team gets its links."""
    act = visit.who._replace(name="city", argument=text)
    await desk.rooms.act(visit.hosting.room, act, f"{visit.identity}:city")
    return await renew(desk, visit._replace(hosting=settled(visit.hosting)))


async def same_city(desk: Desk, visit: Visit) -> Told:
    return await city(desk, visit, visit.session.city or "")


async def renew(desk: Desk, visit: Visit) -> Told:
    """New links for answers; the ones before are dead."""
    scene = await desk.now(visit)
    words = await desk.opened(visit, *kinds_of_answers(scene.rubric))
    areas = tuple(
        (scene.title(kind.partition(".")[2]), desk.addresses.any(word))
        for kind, word in words.items()
        if kind != ANSWERS
    )
    word = words[ANSWERS]
    return visit.hosting, (tell_links(scene, LinksTo(desk.addresses.page(word), desk.addresses.chat(word), areas)),)


async def shut(desk: Desk, visit: Visit) -> Told:
    """The link is dead; what was handed in counts."""
    await desk.doors.shut(visit.hosting.room, visit.who, visit.identity)
    return visit.hosting, (tell_team(await desk.now(visit)),)


async def result(desk: Desk, visit: Visit) -> Told:
    """What was handed in becomes the team's result."""
    if visit.room is not None and visit.room.apart is not None and not visit.room.apart.handed:
        return visit.hosting, (tell_word(desk.scene(visit, visit.room), "nobody", "host.menu"),)
    await desk.rooms.act(visit.hosting.room, visit.who._replace(name="close_doors"), visit.identity)
    return await shown(desk, visit)


async def shown(desk: Desk, visit: Visit) -> Told:
    scene = await desk.now(visit)
    done = last_done(scene.room)
    return visit.hosting, tell_outcome(scene, done) if done else (tell_team(scene),)


async def minutes(desk: Desk, visit: Visit) -> Told:
    scene = await desk.now(visit)
    done = last_done(scene.room)
    return visit.hosting, (tell_session(scene, done) if done else tell_team(scene),)


async def more(desk: Desk, visit: Visit) -> Told:
    return visit.hosting, (tell_more(await desk.now(visit)),)


async def board(desk: Desk, visit: Visit) -> Told:
    return await linked(desk, visit, BOARD, "board_link", desk.addresses.board)
