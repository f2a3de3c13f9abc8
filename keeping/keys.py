"""The encryption key, and everything that is derived from it.

Every commit seals its document with a fresh key, kept beside it and wrapped by the encryption key.
Names in the store and in logs are keyed hashes: without the encryption key nobody learns an address.
After a rotation an encryption key has two halves of 32 bytes: the first wraps and is new, the second is the root of
names and signatures and stays, or nothing would be found under its name.
"""

import base64
import binascii
import hmac
import os
import tempfile
from contextlib import suppress
from functools import lru_cache
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
    """Wraps and unwraps the keys of conversations, and gives addresses their hidden names.

    The first key wraps; the older ones only unwrap, while a rotation is under way.
    """

    def __init__(self, newest: bytes, *older: bytes) -> None:
        self._wrapping, *self._unwrapping = (
            _derived(key[:KEY_BYTES], "wrapping of conversation keys") for key in (newest, *older)
        )
        root = newest[-KEY_BYTES:]
        self._naming = _derived(root, "names in the store")
        self._members = _derived(root, "members of teams")
        self._logging = _derived(root, "names in logs")
        self._addressing = AESSIV(_derived(root, "addresses of reminders"))
        self._signing = Ed25519PrivateKey.from_private_bytes(_derived(root, "signature of passports"))
        self.fingerprint = _derived(root, "fingerprint of the key")[:8].hex()
        """Tells whether two keyrings find the same names, and nothing else."""

    def fresh_key(self) -> FreshKey:
        key = os.urandom(KEY_BYTES)
        return FreshKey(key, aes_key_wrap(self._wrapping, key))

    def unwrap(self, wrapped: bytes) -> bytes:
        """Raises Unreadable if another encryption key wrapped it."""
        for wrapping in (self._wrapping, *self._unwrapping):
            with suppress(InvalidUnwrap, ValueError):
                return aes_key_unwrap(wrapping, wrapped)
        raise Unreadable("a conversation's key was wrapped by another encryption key")

    def rewrapped(self, wrapped: bytes) -> bytes | None:
        """The same key wrapped by the newest encryption key; None if it is so already. Raises Unreadable."""
        with suppress(InvalidUnwrap, ValueError):
            aes_key_unwrap(self._wrapping, wrapped)
            return None
        return aes_key_wrap(self._wrapping, self.unwrap(wrapped))

    def store_name(self, address: str) -> str:
        """The key in Redis. The braces keep all keys of one conversation in one slot of a cluster."""
        return _store_name(self._naming, address)

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
    """The keyring of the encryption keys. Raises VaraError."""
    return Keyring(*encryption_keys(settings))


def encryption_keys(settings: Settings) -> tuple[bytes, ...]:
    """Those of `VARA_ENCRYPTION_KEY`, else of the key file, which is made if absent; the newest first.

    Raises VaraError.
    """
    if settings.encryption_key is not None:
        return _read(settings.encryption_key.get_secret_value(), "VARA_ENCRYPTION_KEY")
    path = key_file(settings)
    try:
        if not path.exists():
            _make(path)
        return _read(path.read_text(encoding="ascii"), f"The key file {path}")
    except (OSError, UnicodeError) as problem:
        raise _out_of_reach(path, problem) from None


def write_keys(settings: Settings, keys: tuple[bytes, ...]) -> None:
    """Puts these keys into the key file, whole or not at all. Raises VaraError."""
    path = key_file(settings)
    try:
        draft = _draft(path, ",".join(key_text(key) for key in keys))
        draft.replace(path)
        _keep_name(path.parent)
    except OSError as problem:
        raise _out_of_reach(path, problem) from None


def key_text(key: bytes) -> str:
    """An encryption key as it stands in `VARA_ENCRYPTION_KEY`."""
    return base64.urlsafe_b64encode(key).decode()


def successor(key: bytes) -> bytes:
    """A new encryption key under which the same names are found."""
    return os.urandom(KEY_BYTES) + key[-KEY_BYTES:]


def key_file(settings: Settings) -> Path:
    return settings.data_dir / KEY_FILE


def _out_of_reach(path: Path, problem: Exception) -> VaraError:
    reason = getattr(problem, "strerror", None) or "it is not text"
    return VaraError(
        f"The key file {path} can be neither read nor made ({reason}); "
        "make the folder writable, or set VARA_DATA_DIR or VARA_ENCRYPTION_KEY."
    )


def _read(text: str, where: str) -> tuple[bytes, ...]:
    keys = tuple(_key_of(part) for part in text.split(","))
    if b"" in keys:
        raise VaraError(f"{where} is no url-safe base64 of {KEY_BYTES} bytes; make one with: {HOW_TO_MAKE_ONE}")
    if len({key[-KEY_BYTES:] for key in keys}) > 1:
        raise VaraError(f"{where} holds keys of two installations; vara rotate makes the next key of one.")
    return keys


def _key_of(text: str) -> bytes:
    """Empty if it is none."""
    try:
        key = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    return key if len(key) in {KEY_BYTES, 2 * KEY_BYTES} else b""


def _make(path: Path) -> None:
    """Puts a whole key in place or none: of two that start at once, the second takes the first one's key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path, key_text(os.urandom(KEY_BYTES)))
    try:
        os.link(draft, path)  # fails if the name is taken
        _keep_name(path.parent)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(path: Path, text: str) -> Path:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # mode 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    return Path(draft)


def _keep_name(folder: Path) -> None:
    """The name of a new file survives a power cut only when its folder is written too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@lru_cache(maxsize=1024)  # a conversation under way asks for its name at every turn
def _store_name(naming: bytes, address: str) -> str:
    return f"vara:{{{_hidden(naming, address)[:32]}}}"


def _derived(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"vara: {purpose}".encode()).derive(master)


def _hidden(key: bytes, address: str) -> str:
    return hmac.digest(key, address.encode("utf-8", "surrogatepass"), "sha256").hex()
