"""The description of the HTTP interface holds."""

import httpx
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from starlette.routing import Route

from bot.web import api, health
from tests.bot.web.served import Talk


def test_the_description_is_valid(client: httpx.Client) -> None:
    validate(client.get("/openapi.json").json())


def test_every_call_is_described(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()["paths"]

    there = {(route.path, method) for route in [*api.ROUTES, *health.ROUTES] for method in _methods(route)}

    for path, method in there:
        assert method.lower() in described[path]


def test_answers_have_the_described_shape(client: httpx.Client, talk: Talk) -> None:
    description = client.get("/openapi.json").json()
    replies = OAS31Validator({**description, "$ref": "#/components/schemas/Replies"})
    refused = OAS31Validator({**description, "$ref": "#/components/schemas/Error"})

    talk.begun()
    answers = [talk.say(f"{level}") for level in range(1, 6)]

    for answer in answers:
        replies.validate(answer.json())
    refused.validate(client.get("/nowhere").json())


def test_an_export_has_the_described_shape_down_to_every_field(client: httpx.Client, talk: Talk) -> None:
    description = client.get("/openapi.json").json()
    exported = OAS31Validator({**description, "$ref": "#/components/schemas/Exported"})
    talk.begun()
    talk.say("3")

    export = talk.client.get(f"{talk.path}/export", headers=talk.headers).json()

    exported.validate(export)
    assert not exported.is_valid({**export, "session": {**export["session"], "diary": ""}})


def _methods(route: Route) -> set[str]:
    return (route.methods or set()) - {"HEAD"}
