"""`vara replay`: messages that a mistake of ours kept from being heard are heard again, once it is mended."""

import argparse
import asyncio
import sys
from collections import Counter

from keeping.errors import VaraError
from keeping.settings import Settings, load_settings

LEFT_ASIDE = 1


def replay(given: argparse.Namespace) -> int:
    """One line for each message; 1 if some still cannot be heard. Raises VaraError."""
    settings = load_settings()
    if settings.telegram_token is None:
        raise VaraError("Only messages of Telegram are set aside, and there is no VARA_TELEGRAM_TOKEN.")
    outcomes = asyncio.run(_replayed(settings, only_list=given.list))
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    sys.stdout.write((told or "Nothing is set aside") + ".\n")
    return LEFT_ASIDE if outcomes.keys() - {"heard"} else 0


async def _replayed(settings: Settings, *, only_list: bool) -> Counter[str]:
    from bot.stored import opened_store  # noqa: PLC0415 - these libraries are heavy, and only this command needs them
    from bot.telegram.again import Again  # noqa: PLC0415 - see above

    outcomes: Counter[str] = Counter()
    async with opened_store(settings) as store, Again(settings, store) as again:
        async for waiting in again.letters():
            outcome = "set aside" if only_list else await again.hear(waiting)
            outcomes[outcome] += 1
            sys.stdout.write(f"{again.described(waiting)}: {outcome}\n")
    return outcomes
