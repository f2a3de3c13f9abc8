"""When a plan asks how it went: derived from its due times, so that nothing is asked twice or forgotten.

Reminders are few: one on the date, one two weeks later if nobody answered, and then none until somebody does.
"""

from dialogues.session import Planned, Session

DAY = 24 * 60 * 60
AGAIN_AFTER = 14 * DAY
MOST_ASKED = 2


def next_due(session: Session) -> int | None:
    """When to ask on our own, seconds since 1970; None if there is nothing to ask, or nobody wants to be asked."""
    if session.quiet or session.agreed_at is None or not (session.plan or session.again):
        return None
    times = [each.due for each in session.plan if _waits(each)] + ([session.again] if session.again else [])
    return min(times, default=None)


def due_now(session: Session, at: int) -> tuple[int, ...]:
    """Places in the plan, from 1, of the steps whose time has come, the earliest first. For a visit: asked or not."""
    due = [(each.due, place) for place, each in enumerate(session.plan, 1) if _waits(each) and each.due <= at]
    return tuple(place for _, place in sorted(due))


def reminded(session: Session, at: int) -> Session | None:
    """The session once the person was reminded at this time; None if nothing is due. The page stands until answered."""
    if session.quiet or session.agreed_at is None or session.pending:
        return None
    if 0 < session.again <= at:
        facts = {"again": 0, "page": "recheck", "revision": session.revision + 1}
        return session.model_copy(update=facts)
    due = due_now(session, at)
    if not due:
        return None
    place = due[0]
    step = session.plan[place - 1]
    asked = step.asked + 1
    later = step._replace(asked=asked, due=at + AGAIN_AFTER if asked < MOST_ASKED else 0)
    plan = (*session.plan[: place - 1], later, *session.plan[place:])
    # Steps that fall due together are one reminder: the others wait for their own day.
    spread = tuple(
        each._replace(due=at + DAY) if number != place and _waits(each) and each.due <= at else each
        for number, each in enumerate(plan, 1)
    )
    page = f"plan.step.{place}"
    return session.model_copy(update={"plan": spread, "page": page, "revision": session.revision + 1})


def _waits(step: Planned) -> bool:
    return step.state != "done" and step.due > 0
