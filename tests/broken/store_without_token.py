"""Broken on purpose: a store whose commit does not know its own earlier success.

After a lost reply the commit is sent again and meets its own revision: the person's answer is kept, yet the
caller is told that somebody else came first. The store's tests must notice.
"""

from keeping.connecting import Answer, Word
from keeping.scripts import COMMIT, Script, script_of
from keeping.store import Store

FORGETFUL = script_of("""
local revision, expected = tonumber(redis.call('HGET', KEYS[1], 'revision') or 0), tonumber(ARGV[1])
if revision ~= expected then return 0 end
redis.call('HSET', KEYS[1], 'revision', expected + 1, 'turn', ARGV[2], 'document', ARGV[3], 'key', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
return expected + 1
""")


class StoreWithoutToken(Store):
    async def run(self, script: Script, name: str, *arguments: Word) -> Answer:
        return await super().run(FORGETFUL if script is COMMIT else script, name, *arguments)
