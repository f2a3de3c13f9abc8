"""Guard-rails: a risk is told when one area runs ahead of what should guard it, and only then."""

import pytest

from rubric.guarding import risks_due
from rubric.loading import load_rubric
from rubric.model import Rating
from rubric.profile import Sheet
from rubric.scoring import score

RUBRIC = load_rubric()


def due(sheet: Sheet) -> list[str]:
    return [each.id for each in risks_due(RUBRIC, score(RUBRIC, sheet), sheet)]


def test_strong_analytics_without_privacy_policies_is_out_of_balance() -> None:
    sheet = Sheet({"ecosystems.policies": Rating.NO}, {"analytics": 3, "open_data": 3})

    assert "risks.privacy" in due(sheet)


def test_with_its_guards_in_place_nothing_is_said() -> None:
    guards = {"ecosystems.policies": Rating.MOSTLY, "open_data.review": Rating.FULLY}
    sheet = Sheet(guards, {"analytics": 3})

    assert "risks.privacy" not in due(sheet)


def test_a_guard_whose_area_nobody_was_asked_about_is_not_called_missing() -> None:
    assert "risks.privacy" not in due(Sheet(guesses={"analytics": 5}))


@pytest.mark.parametrize("level", [1, 5])
def test_a_profile_in_balance_has_no_risk(level: int) -> None:
    assert due(Sheet(guesses=dict.fromkeys(RUBRIC.competency_by_id, level))) == []


def test_every_risk_with_a_profile_can_come_up() -> None:
    whens = {risk.id: risk.when for risk in RUBRIC.institutions.risks.risks if risk.when}

    for risk, when in whens.items():
        strong = dict.fromkeys(RUBRIC.competency_by_id[when.competency].statement_ids, Rating.FULLY)
        assert risk in due(Sheet({**strong, **dict.fromkeys(when.unless, Rating.NO)}))
