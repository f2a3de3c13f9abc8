"""The master key, and everything that is derived from it.

Every commit seals its document with a fresh key, kept beside it and wrapped by the master key.
Names in the store and in logs are keyed hashes: without the master key nobody learns an address.
"""

import base64
import binascii
import hmac
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from keeping.errors import Unreadable, VaraError
from keeping.settings import Settings

KEY_BYTES = 32
KEY_FILE = "key"
HOW_TO_MAKE_ONE = "python -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"


class FreshKey(NamedTuple):
    """A new key for one commit, in the clear and as it is kept."""

    key: bytes
    wrapped: bytes


class Keyring:
    """Wraps and unwraps the keys of conversations, and gives addresses their hidden names."""

    def __init__(self, master: bytes) -> None:
        self._wrapping = _derived(master, "wrapping of conversation keys")
        self._naming = _derived(master, "names in the store")
        self._members = _derived(master, "members of teams")
        self._logging = _derived(master, "names in logs")
        self._addressing = AESSIV(_derived(master, "addresses of reminders"))
        self._signing = Ed25519PrivateKey.from_private_bytes(_derived(master, "signature of passports"))
        self.fingerprint = _derived(master, "fingerprint of the key")[:8].hex()
        """Tells whether two keyrings are the same, and nothing else."""

    def fresh_key(self) -> FreshKey:
        key = os.urandom(KEY_BYTES)
        return FreshKey(key, aes_key_wrap(self._wrapping, key))

    def unwrap(self, wrapped: bytes) -> bytes:
        """Raises Unreadable if another master key wrapped it."""
        try:
            return aes_key_unwrap(self._wrapping, wrapped)
        except (InvalidUnwrap, ValueError):
            raise Unreadable("a conversation's key was wrapped by another encryption key") from None

    def store_name(self, address: str) -> str:
        """The key in Redis. The braces keep all keys of one conversation in one slot of a cluster."""
        return f"vara:{{{_hidden(self._naming, address)[:32]}}}"

    def member_name(self, person: str) -> str:
        """The sign by which a person is known in a team: the same everywhere, and nobody gets back from it."""
        return _hidden(self._members, person)[:16]

    def sealed_address(self, address: str) -> bytes:
        """The address so that only this keyring reads it; the same address always gives the same bytes."""
        return self._addressing.encrypt(address.encode(), None)

    def opened_address(self, sealed: bytes) -> str | None:
        """None if another keyring sealed it, or its bytes are damaged."""
        try:
            return self._addressing.decrypt(sealed, None).decode()
        except (InvalidTag, ValueError):
            return None

    def signed(self, content: bytes) -> tuple[bytes, bytes]:
        """A signature, and the public key that checks it."""
        return self._signing.sign(content), self._signing.public_key().public_bytes_raw()

    def log_name(self, address: str) -> str:
        """Eight characters by which log lines on one conversation are found."""
        return _hidden(self._logging, address)[:8]


def open_keyring(settings: Settings) -> Keyring:
    """The keyring of `VARA_ENCRYPTION_KEY`, else of the key file, which is made if absent. Raises VaraError."""
    if settings.encryption_key is not None:
        return Keyring(_read(settings.encryption_key.get_secret_value(), "VARA_ENCRYPTION_KEY"))
    path = settings.data_dir / KEY_FILE
    try:
        if not path.exists():
            _make(path)
        return Keyring(_read(path.read_text(encoding="ascii"), f"The key file {path}"))
    except (OSError, UnicodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not text"
        raise VaraError(
            f"The key file {path} can be neither read nor made ({reason}); "
            "make the folder writable, or set VARA_DATA_DIR or VARA_ENCRYPTION_KEY."
        ) from None


def _read(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise VaraError(f"{where} is no url-safe base64 of {KEY_BYTES} bytes; make one with: {HOW_TO_MAKE_ONE}")
    return key


def _make(path: Path) -> None:
    """Puts a whole key in place or none: of two that start at once, the second takes the first one's key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.urlsafe_b64encode(os.urandom(KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # fails if the name is taken
        _keep_name(path.parent)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def _keep_name(folder: Path) -> None:
    """The name of a new file survives a power cut only when its folder is written too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _derived(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"vara: {purpose}".encode()).derive(master)


def _hidden(key: bytes, address: str) -> str:
    return hmac.digest(key, address.encode("utf-8", "surrogatepass"), "sha256").hex()
