"""Which ways of earning money fit a city: something to build on, and somebody who pays."""

import pytest

from rubric.financing import Financing, fits_for
from rubric.loading import load_rubric


@pytest.fixture(scope="module")
def financing() -> Financing:
    return load_rubric().institutions.financing


def test_nothing_fits_a_city_that_chose_nothing(financing: Financing) -> None:
    assert not [each for each in fits_for(financing, ()) if each.fits]


def test_data_without_anybody_who_pays_is_not_enough(financing: Financing) -> None:
    best = fits_for(financing, ("financing.social_media",))[0]

    assert best.model.id == "financing.collector"
    assert not best.fits


def test_who_pays_without_data_is_not_enough(financing: Financing) -> None:
    assert not [each for each in fits_for(financing, ("financing.software_users",)) if each.fits]


@pytest.mark.parametrize("number", range(5))
def test_every_model_fits_a_city_with_all_that_it_names(financing: Financing, number: int) -> None:
    model = financing.models[number]

    best = fits_for(financing, (*model.data_assets, *model.revenue_sources))[0]

    assert best.model == model
    assert best.fits
    assert best.missing == ()


def test_the_larger_share_of_what_a_model_needs_goes_first(financing: Financing) -> None:
    chosen = ("financing.government_data", "financing.social_media", "financing.property", "financing.software_users")

    fitting = [each.model.id for each in fits_for(financing, chosen) if each.fits]

    assert fitting == ["financing.collector", "financing.mashup"]


def test_all_that_can_be_chosen_belongs_to_a_model(financing: Financing) -> None:
    named = {each for model in financing.models for each in (*model.data_assets, *model.revenue_sources)}

    assert named == set(financing.means_by_id)
