"""All that is kept on a conversation, as its person takes it away, with the profile that follows from it."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from dialogues.position import sheet_of
from dialogues.script import Script
from dialogues.session import Session
from keeping.codec import Document
from keeping.teams.invitation import Hosting, Invitation
from rubric.scoring import score


class Exported(BaseModel):
    """`rubric` is the version of today, by which `profile` is scored. `team` is there for who answers for a team,
    `hosting` for who looks after one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    session: Session
    rubric: str
    profile: dict[str, Any]
    team: Invitation | None = None
    hosting: Hosting | None = None

    @classmethod
    def of(cls, document: Document, script: Script) -> Self:
        rubric = script.rubric(document.session.language)
        profile = score(rubric, sheet_of(document.session, rubric))
        return cls(
            session=document.session,
            rubric=rubric.version,
            profile=profile.as_json(),
            team=document.team,
            hosting=document.hosting,
        )

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(
            mode="json", exclude={each for each in ("team", "hosting") if getattr(self, each) is None}
        )


def export_schemas() -> dict[str, Any]:
    """The schemas of an export and of all its parts by name, as an OpenAPI description holds them."""
    schema = Exported.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    return {**schema.pop("$defs"), Exported.__name__: schema}
