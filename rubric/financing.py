"""How data projects can pay their way: models seen at companies, what they build on, and which of them fit a city."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import Field

from rubric.values import Frozen, FullId, FullIds, Name, Source, Text


class Caution(Frozen):
    """A warning, and the question by which people can tell whether it concerns them."""

    title: Text
    text: Text
    check: Text
    source: Source


class Means(Frozen):
    """A data asset that a model builds on, or a way in which money comes in. `short` stands on a button."""

    id: FullId
    short: Text
    text: Text


class RevenueModel(Frozen):
    """A way to earn money with data, by the ids of its means. The companies worked like this in the year `as_of`."""

    id: FullId
    title: Text
    does: Text
    data_assets: FullIds
    revenue_sources: FullIds
    companies: Annotated[tuple[Name, ...], Field(min_length=1)]
    as_of: int
    source: Source


class Financing(Frozen):
    """How data projects can pay their way. The warning belongs to every model: never show one without it."""

    title: Text
    about: Text
    warning: Caution
    models: Annotated[tuple[RevenueModel, ...], Field(min_length=1)]
    assets: Annotated[tuple[Means, ...], Field(min_length=1)]
    payers: Annotated[tuple[Means, ...], Field(min_length=1)]
    source: Source

    @cached_property
    def means_by_id(self) -> Mapping[str, Means]:
        return {each.id: each for each in (*self.assets, *self.payers)}


class Fit(NamedTuple):
    """A model beside what a city has: its assets that are held, those that are not, and those who would pay."""

    model: RevenueModel
    held: tuple[Means, ...]
    missing: tuple[Means, ...]
    payers: tuple[Means, ...]

    @property
    def fits(self) -> bool:
        """A model needs something to build on and somebody who pays."""
        return bool(self.held and self.payers)


def fits_for(financing: Financing, chosen: Collection[str]) -> tuple[Fit, ...]:
    """All models beside the ids of assets and payers that were chosen: the best first, then as they stand on the page.

    A model that fits goes before one that does not; then the one with the larger share of its assets held, then the
    one with more payers.
    """
    return tuple(sorted((_fit(financing, each, chosen) for each in financing.models), key=_rank))


def _rank(fit: Fit) -> tuple[bool, float, int]:
    return not fit.fits, -len(fit.held) / len(fit.model.data_assets), -len(fit.payers)


def _fit(financing: Financing, model: RevenueModel, chosen: Collection[str]) -> Fit:
    assets = [financing.means_by_id[each] for each in model.data_assets]
    payers = [financing.means_by_id[each] for each in model.revenue_sources]
    return Fit(
        model,
        tuple(each for each in assets if each.id in chosen),
        tuple(each for each in assets if each.id not in chosen),
        tuple(each for each in payers if each.id in chosen),
    )
