"""What a turn needs of the store beside its own conversation: codes for colleagues, and figures of cities alike.

The dialogue only remarks that something is wanted. What the store has is put into the remark, said, and not kept.
"""

from dialogues.message import Remark
from dialogues.peers import city_of
from dialogues.position import Place
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.speaking import speak
from dialogues.step import Turn
from keeping.peers import Peers
from keeping.shares import Shares
from keeping.store import Store

WANTING = frozenset({"code", "colleague", "peers"})
"""Remarks that want something of the store."""

GIVING = frozenset({Place.DONE, Place.LOOKING})
"""Places at which a result stands."""


class Asides:
    """Everything raises StoreAway. Without a store nothing is shared, and there are no peers."""

    def __init__(self, store: Store | None, script: Script) -> None:
        self._store = store
        self._script = script
        self._shares = Shares(store) if store else None
        self._peers = Peers(store) if store else None

    async def before(self, address: str, before: Session, turn: Turn) -> Turn:
        """The turn with what it wanted. What is taken back is gone before it is said so."""
        after = turn.session
        if after is None:
            await self.forget(address, before)
            return turn
        if self._peers and before.peers and after.peers != before.peers:
            await self._peers.drop(address)
        if self._shares and before.shared and (not after.shared or _makes(turn)):
            await self._shares.close(before.shared)
        wanting = any(each.kind in WANTING for each in turn.remarks)
        return await self._filled(turn, after) if wanting else turn

    async def forget(self, address: str, session: Session) -> None:
        """Nothing of a conversation is seen by anybody afterwards."""
        if self._peers and session.peers:
            await self._peers.drop(address)
        if self._shares and session.shared:
            await self._shares.close(session.shared)

    async def after(self, address: str, turn: Turn) -> None:
        """What a city gives is kept once the turn is; if it has left in the same moment, it is gone again."""
        session = turn.session
        if not (self._store and self._peers and session and session.peers and turn.place in GIVING):
            return
        await self._peers.put(address, session.peers, city_of(scene_of(session, self._script)), session.heard_at)
        kept = await self._store.load(address)
        if kept is None or kept.document.session.peers != session.peers:
            await self._peers.drop(address)

    async def refresh(self, at: int) -> None:
        """Counts cities anew where that may be. For a time when nobody waits."""
        if self._peers:
            await self._peers.refresh(at, self._script.days_kept)

    async def _filled(self, turn: Turn, session: Session) -> Turn:
        remarks = []
        for each in turn.remarks:
            about = each.about
            if self._shares and each.kind == "code":
                about, door = await self._shares.make(scene_of(session, self._script).sheet)
                session = session.model_copy(update={"shared": door})
            elif self._shares and each.kind == "colleague":
                about = await self._shares.follow(each.about)
            elif self._peers and each.kind == "peers":
                about = await self._peers.figures(session.peers)
            remarks.append(Remark(each.kind, about))
        replies = speak(scene_of(session, self._script), tuple(remarks))
        kept = tuple(each for each in turn.remarks if each.kind not in WANTING)
        return turn._replace(session=session, replies=replies, remarks=kept)


def _makes(turn: Turn) -> bool:
    return any(each.kind == "code" for each in turn.remarks)
