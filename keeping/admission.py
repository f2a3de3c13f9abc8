"""Who may look into a conversation of the web: whoever holds its token, of which only a hash is kept."""

import hashlib
import hmac

from keeping.errors import NoSuchConversation
from keeping.store import Kept


def door_of(token: str) -> str:
    """The hash under which a token is known."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def admit(address: str, kept: Kept | None, token: str | None) -> None:
    """Raises NoSuchConversation if a token is given that does not open what is kept."""
    if token is None:
        return
    door = (kept.document.door or "") if kept else ""
    if not hmac.compare_digest(door, door_of(token)):
        raise NoSuchConversation(address.partition(":")[0])
