"""The floor: two Redis commands and two HTTP calls a turn, and nothing else. Whoever does less keeps nothing or says
nothing.

`python -m tests.bench.peers.floor AT_ONCE TURNS` prints the processor time of a turn in microseconds, and turns a
second.
"""

import asyncio
import json
import sys
import time

import aiohttp
import uvloop
from redis.asyncio import Redis

from tests.bench.peers.survey import TOKEN, noted, place, questions

STATE = json.dumps({each.id: "mostly" for each in questions()[:12]})
WARMING = 50


async def turns(redis: "Redis", session: aiohttp.ClientSession, person: int, count: int) -> None:
    question = questions()[0]
    rows = [[{"text": text, "callback_data": data} for text, data in row] for row in question.buttons]
    asked = {"chat_id": person, "message_id": 1, "text": question.text, "reply_markup": {"inline_keyboard": rows}}
    answer, edit = (f"{place().api}/bot{TOKEN}/{name}" for name in ("answerCallbackQuery", "editMessageText"))
    for number in range(count):
        await redis.get(f"floor:{person}")
        await redis.set(f"floor:{person}", STATE)
        for url, body in ((answer, {"callback_query_id": str(number), "text": noted("x.mostly")}), (edit, asked)):
            async with session.post(url, json=body) as response:
                await response.read()


async def main(at_once: int, count: int) -> None:
    redis = Redis.from_url(place().redis)
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(turns(redis, session, person, WARMING) for person in range(at_once)))
        spent, begun = time.process_time(), time.perf_counter()
        await asyncio.gather(*(turns(redis, session, person, count // at_once) for person in range(at_once)))
        spent, taken = time.process_time() - spent, time.perf_counter() - begun
    await redis.aclose()
    done = count // at_once * at_once
    sys.stdout.write(json.dumps({"cpu": spent / done * 1e6, "rate": done / taken}))


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), int(sys.argv[2])))
