"""What is counted, for Prometheus. Labels name channels and kinds of trouble, never people."""

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

TURNS = Counter("vara_turns_total", "Messages that were heard, committed and answered.", ["channel"], registry=REGISTRY)
TURN_SECONDS = Histogram(
    "vara_turn_seconds", "From a message's arrival to its commit.", ["channel"], registry=REGISTRY, buckets=SECONDS
)
CONFLICTS = Counter("vara_conflicts_total", "Turns taken anew because another came first.", registry=REGISTRY)
STORE_ERRORS = Counter("vara_store_errors_total", "Calls that the store did not answer.", registry=REGISTRY)
DEAD_LETTERS = Counter(
    "vara_dead_letters_total",
    "Messages put aside because a mistake of ours kept them from being heard.",
    registry=REGISTRY,
)
TELEGRAM_ERRORS = Counter(
    "vara_telegram_errors_total", "Calls that Telegram did not accept, by kind.", ["kind"], registry=REGISTRY
)


def count_turn(channel: str, seconds: float) -> None:
    """A turn that was heard and committed."""
    turns, duration = _of_channel(channel)
    turns.inc()
    duration.observe(seconds)


@cache
def _of_channel(channel: str) -> tuple[Counter, Histogram]:
    """Finding a label costs more than counting."""
    return TURNS.labels(channel), TURN_SECONDS.labels(channel)


def page() -> bytes:
    """All figures in Prometheus' text form; its media type is CONTENT_TYPE."""
    return generate_latest(REGISTRY)
