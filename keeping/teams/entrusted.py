"""Who looks after a team's record: a second owner, a successor, and whoever says that it is to be erased."""

from dialogues.message import Reply
from dialogues.teams.entrusting import OWNER, SUCCESSOR
from dialogues.teams.hosting import tell_team, tell_word
from dialogues.teams.result import tell_memory
from keeping.teams.invitation import Hosting
from keeping.teams.visits import Desk, Told, Visit, linked


async def owner(desk: Desk, visit: Visit) -> Told:
    return await linked(desk, visit, OWNER, "owner_link", desk.addresses.any)


async def handover(desk: Desk, visit: Visit) -> Told:
    return await linked(desk, visit, f"{SUCCESSOR}.{visit.member}", "handover_link", desk.addresses.any)


async def take(desk: Desk, visit: Visit) -> Told:
    """The record that a link offers is theirs from now on; one who looks after another team keeps that one."""
    offer, blank = visit.hosting.offer, desk.blank(visit.session)
    if offer is None:
        return visit.hosting, (tell_word(blank, "offer_over"),)
    if visit.room is not None and visit.hosting.room != offer.room:
        return visit.hosting.model_copy(update={"offer": None}), (tell_word(blank, "has_another"),)
    act = visit.who._replace(name="take_over", argument=f"{offer.kind} {offer.door}")
    told = await desk.rooms.act(offer.room, act, visit.identity)
    if visit.member not in {told.document.room.founder, *told.document.room.owners}:
        return visit.hosting.model_copy(update={"offer": None}), (tell_word(blank, "offer_over"),)
    scene = desk.scene(visit, told.document.room)
    return Hosting(room=offer.room), (Reply(tell_memory(scene)), tell_team(scene))


async def pass_by(desk: Desk, visit: Visit) -> Told:
    return visit.hosting.model_copy(update={"offer": None}), (tell_word(desk.blank(visit.session), "passed"),)


async def erase(desk: Desk, visit: Visit) -> Told:
    return visit.hosting, (tell_word(await desk.now(visit), "erase_sure", "host.erase_sure"),)


async def erase_sure(desk: Desk, visit: Visit) -> Told:
    await desk.doors.forget(visit.hosting.room)
    return Hosting(offer=visit.hosting.offer), (tell_word(desk.blank(visit.session), "erased"),)
