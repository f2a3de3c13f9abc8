"""When people may be written to without having asked: by day, on the clock of their city."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYTIME = range(9, 18)
"""Hours on the clock of the city."""
DAYTIME_ANYWHERE = range(15, 19)
"""Hours of UTC that are day from the west of the Americas to the east of Europe, where nobody has named a clock."""


def is_day(at: int, zone: str | None) -> bool:
    """Whether people may be written to at this time, seconds since 1970."""
    clock = _clock(zone)
    return datetime.fromtimestamp(at, clock or UTC).hour in _hours(clock)


def next_day(at: int, zone: str | None) -> int:
    """The next beginning of a day after this time. A day may have 23 hours, or 25."""
    clock = _clock(zone)
    here = datetime.fromtimestamp(at, clock or UTC)
    begins = here.replace(hour=_hours(clock).start, minute=0, second=0, microsecond=0, fold=0)
    later = begins if begins > here else begins + timedelta(days=1)
    return int(later.timestamp())


def _hours(clock: ZoneInfo | None) -> range:
    return DAYTIME if clock else DAYTIME_ANYWHERE


def _clock(zone: str | None) -> ZoneInfo | None:
    """None if nobody has named one, or the machine's tables no longer know it."""
    try:
        return ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
