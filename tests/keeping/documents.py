"""Documents for tests of what is kept."""

from dialogues.message import Remark
from dialogues.session import Entry, Finished, Initiative, Pending, Planned, Session
from keeping.codec import HEARD_KEPT, Document, message_digest

DAY = 86_400
NOW = 1_790_000_000


def small(city: str = "Aldeia") -> Document:
    return Document(session=Session(language="en", agreed_at=NOW, city=city), heard=message_digest("first"))


def long() -> Document:
    """A full check of 25 answers with long ids, and as many heard messages as are remembered."""
    return Document(
        session=Session(
            language="en",
            agreed_at=NOW,
            heard_at=NOW,
            city="São Tomé das Letras",
            want="full",
            entries=tuple(Entry(f"institutional_capacity.statement_{n:02}", "partly") for n in range(25)),
            revision=51,
        ),
        heard="".join(message_digest(f"-1001234567890:{n}") for n in range(HEARD_KEPT)),
        remarks=(Remark("level", "open_data"),),
    )


def of_everything() -> Document:
    """Every field filled with something that is not its default."""
    session = Session(
        language="pt",
        agreed_at=NOW,
        heard_at=NOW + 1,
        answered_at=NOW + 1,
        city="",
        want="area.open_data",
        entries=(Entry("open_data.portal", "fully", "sí, desde 2019"), Entry("symptoms", "")),
        ticked=("open_data.alone",),
        notes={"open_data.portal": "“só metade” 🏛 \u2028 <b>\x00"},
        pending=Pending("note", "ação"),
        paused=True,
        page="suppose.open_data",
        plan=(Planned("open_data.inventory", NOW, NOW + DAY, "Ana ✓", "done", "money", 1, 2, 3, NOW + 2 * DAY),),
        quiet=True,
        means=("own_data",),
        law={"data_protection": "yes"},
        again=NOW + 90 * DAY,
        initiatives=(
            Initiative(
                name="Metrô",
                areas=("open_data",),
                chosen=True,
                taken=(Entry("quick.open_data", "2"),),
                entries=(Entry("with.open_data.mandate", "fully"),),
                steps=(Entry("innovation.seed", "yes"),),
            ),
        ),
        zone="America/Bogota",
        shared="ab" * 32,
        peers="small",
        revision=7,
        past=(Finished(at=NOW - DAY, rubric="1", want="quick", entries=(Entry("quick.open_data", "2"),)),),
    )
    return Document(
        session=session,
        heard="AAAAAAAA",
        heard_on=((20_717, 1),),
        remarks=(Remark("odd"), Remark("level", "x")),
        door="ab" * 32,
        owed=True,
    )
