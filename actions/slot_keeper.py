"""Keeps one conversation in a slot of Rasa's, for installations without a store: sealed as in the store.

What is in a slot comes back with the next call, so nothing is kept here. Rasa takes one message of a conversation
after the other; that is all the order there is.
"""

import base64
import binascii
import logging

from keeping.codec import Document, opened, sealed
from keeping.errors import Unreadable
from keeping.keys import Keyring
from keeping.store import Kept

WRAPPED_BYTES = 40
"""A wrapped key is as long as the key and eight bytes more."""

log = logging.getLogger(__name__)


class SlotKeeper:
    """`slot` is what Rasa holds now, and after a turn what it is to hold; None: nothing."""

    def __init__(self, keyring: Keyring, slot: object) -> None:
        self._keyring = keyring
        self.slot = slot if isinstance(slot, str) and slot else None

    async def load(self, address: str) -> Kept | None:
        """None also if the slot holds nothing of ours: whoever may write Rasa's slots gains nothing by it."""
        if self.slot is None:
            return None
        name = self._keyring.store_name(address)
        try:
            data = base64.urlsafe_b64decode(self.slot)
            document = opened(data[WRAPPED_BYTES:], self._keyring.unwrap(data[:WRAPPED_BYTES]), name)
        except (Unreadable, ValueError, binascii.Error):
            log.warning("a slot could not be read with our key; its conversation begins anew")
            return None
        return Kept(document, 1)

    async def commit(
        self, address: str, document: Document, expected_revision: int, turn: str, seconds_to_live: int, after: str = ""
    ) -> int:
        """Sealed for this address alone: it does not open in another conversation."""
        key, wrapped = self._keyring.fresh_key()
        data = wrapped + sealed(document, key, self._keyring.store_name(address))
        self.slot = base64.urlsafe_b64encode(data).decode()
        return expected_revision + 1

    async def erase(self, address: str) -> bool:
        there, self.slot = self.slot is not None, None
        return there
