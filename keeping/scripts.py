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
if revision ~= expected or (ARGV[6] ~= '' and held[2] ~= ARGV[6]) then return 0 end
redis.call('HSET', KEYS[1], 'revision', expected + 1, 'turn', ARGV[2], 'document', ARGV[3], 'key', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
return expected + 1
""")

# The key goes first: without it the document is unreadable, whatever happens to the rest.
ERASE = script_of("""
redis.call('HDEL', KEYS[1], 'key')
return redis.call('UNLINK', KEYS[1], KEYS[2])
""")

# Tries are counted by their tokens, so the same try counted again changes nothing. Whatever was put aside is not tried.
TRIED = script_of("""
if redis.call('HEXISTS', KEYS[1], 'letter:' .. ARGV[1]) == 1 then return -1 end
local begin = 'try:' .. ARGV[1] .. ':'
redis.call('HSET', KEYS[1], begin .. ARGV[2], '')
redis.call('EXPIRE', KEYS[1], ARGV[3])
local tries = 0
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if field:sub(1, #begin) == begin then tries = tries + 1 end
end
return tries
""")

# The tries are over: the message is done with, or lies aside as a letter.
TRIED_ENOUGH = script_of("""
local begin = 'try:' .. ARGV[1] .. ':'
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if field:sub(1, #begin) == begin then redis.call('HDEL', KEYS[1], field) end
end
if ARGV[2] == '' then return 0 end
redis.call('HSET', KEYS[1], 'letter:' .. ARGV[1], ARGV[2])
return redis.call('EXPIRE', KEYS[1], ARGV[3])
""")

# Only if it still is what it was.
REPLACED = script_of("""
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
""")

# What is older than ARGV[1] goes. Then pairs of a time and a name.
NOTE = script_of("""
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[1])
for at = 3, #ARGV, 2 do redis.call('ZADD', KEYS[1], ARGV[at], ARGV[at + 1]) end
return redis.call('EXPIRE', KEYS[1], ARGV[2])
""")

TAKE = script_of("""
if redis.call('ZSCORE', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[1])
""")

# Whoever enters takes the place of all who stood there, and keeps their number for when it is asked again.
ENTERED = script_of("""
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known then return tonumber(known) end
local others = redis.call('HLEN', KEYS[1])
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], ARGV[1], others)
return others
""")

BEAT = script_of("""
local now, last = tonumber(ARGV[1]), tonumber(redis.call('HGET', KEYS[1], 'at') or ARGV[1])
if now - last > tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], 'since', last, 'until', now) end
if now > last or redis.call('HEXISTS', KEYS[1], 'at') == 0 then redis.call('HSET', KEYS[1], 'at', now) end
return redis.call('HMGET', KEYS[1], 'since', 'until')
""")
