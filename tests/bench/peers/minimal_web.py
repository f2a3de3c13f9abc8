"""The least that a questionnaire over HTTP can be on Vara's own server: Starlette, the same uvicorn, and no Vara.

With `redis` a turn reads a person's answers, adds one and writes them; with `nothing` it only answers.
"""

import json
import sys

import uvicorn
import uvloop
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.bench.peers.survey import Question, place, questions

QUESTIONS = questions()
REDIS = Redis.from_url(place().redis)


def told(question: Question) -> dict[str, object]:
    buttons = [{"label": label, "value": value} for row in question.buttons for label, value in row]
    return {
        "text": question.text,
        "buttons": buttons,
        "asks": question.id,
        "picture": None,
        "alt": None,
        "profile": None,
    }


async def kept(request: Request) -> Response:
    said = await request.json()
    name = f"minimal:{request.path_params['id']}"
    answers = json.loads(await REDIS.get(name) or "{}")
    about, _, answers[about] = said["text"].rpartition(".")
    await REDIS.set(name, json.dumps(answers))
    following = next((each for each in QUESTIONS if each.id not in answers), QUESTIONS[0])
    return JSONResponse({"replies": [told(following)]})


async def unkept(request: Request) -> Response:
    await request.json()
    return JSONResponse({"replies": [told(QUESTIONS[0])]})


if __name__ == "__main__":
    hear = kept if "redis" in sys.argv else unkept
    app = Starlette(routes=[Route("/api/conversations/{id}/messages", hear, methods=["POST"])])
    config = uvicorn.Config(app, port=place().port, access_log=False, log_config=None, lifespan="off", ws="none")
    uvloop.run(uvicorn.Server(config).serve())
