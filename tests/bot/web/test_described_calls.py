"""Whatever the description of the HTTP interface allows, and whatever it does not, gets an answer that it describes."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import ignored_auth, missing_required_header

from bot.web.pages import description
from tests.bot.web.served import Served, Talk
from tests.sizes import tries

DESCRIBED = schemathesis.openapi.from_dict(description())

# Schemathesis looks for 401. Here no token, a wrong one and an unknown conversation get the same 404.
OTHERWISE = [ignored_auth, missing_required_header]


@DESCRIBED.parametrize()
@settings(
    max_examples=tries(usual=20, soak=10_000), deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
def test_every_call_gets_an_answer_that_is_described(case: "Case[Any]", vara: Served, talk: Talk) -> None:
    if "id" in case.path_parameters:
        case.path_parameters["id"] = talk.id

    case.call_and_validate(base_url=vara.address, headers=talk.headers, excluded_checks=OTHERWISE)
