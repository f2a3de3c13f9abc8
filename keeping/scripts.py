"""What runs inside Redis. Every script may be run again after any unknown outcome, and touches one slot only."""

import hashlib
from typing import NamedTuple


class Script(NamedTuple):
    text: str
    digest: str


def script_of(text: str) -> Script:
    return Script(text, hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest())


COMMIT = script_of("""
local held = redis.call('HMGET', KEYS[1], 'revision', 'turn')
local revision, expected = tonumber(held[1] or 0), tonumber(ARGV[1])
if revision == expected + 1 and held[2] == ARGV[2] then return revision end
if revision ~= expected then return 0 end
redis.call('HSET', KEYS[1], 'revision', expected + 1, 'turn', ARGV[2], 'document', ARGV[3], 'key', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
return expected + 1
""")

# The key goes first: without it the document is unreadable, whatever happens to the rest.
ERASE = script_of("""
redis.call('HDEL', KEYS[1], 'key')
return redis.call('UNLINK', KEYS[1])
""")
