"""Native polls: what they show, whom they let answer, and what the bot is told of an answer."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Poll:
    """A poll in a chat. `votes` hold the places of what each person has chosen."""

    id: str
    chat: int
    question: str
    options: list[str]
    anonymous: bool
    revoting: bool
    hidden: bool
    votes: dict[int, list[int]] = field(default_factory=dict)
    closed: bool = False

    @property
    def shows_results(self) -> bool:
        return self.closed or not self.hidden

    def as_json(self) -> Json:
        """As everybody may see it now: how many have answered always, and what they said once it is shown."""
        counts = [sum(number in chosen for chosen in self.votes.values()) for number in range(len(self.options))]
        return {
            "id": self.id,
            "question": self.question,
            "options": [
                {"persistent_id": f"o{number}", "text": text, "voter_count": count if self.shows_results else 0}
                for number, (text, count) in enumerate(zip(self.options, counts, strict=True))
            ],
            "total_voter_count": len(self.votes),
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": self.revoting,
            "members_only": False,
        }

    def answered(self, person: int, labels: tuple[str, ...]) -> bool:
        """Whether Telegram lets the person choose this, or take it back."""
        if self.closed or (person in self.votes and not self.revoting):
            return False
        self.votes[person] = [self.options.index(label) for label in labels]
        if not labels:
            del self.votes[person]
        return True

    def answer_as_json(self, user: Json, labels: tuple[str, ...]) -> Json:
        chosen = [self.options.index(label) for label in labels]
        return {
            "poll_id": self.id,
            "user": user,
            "option_ids": chosen,
            "option_persistent_ids": [f"o{number}" for number in chosen],
        }


def poll_from(method: Any, number: str) -> Poll:
    """The poll that a request asks for; the oracle has counted its letters."""
    options = [option if isinstance(option, str) else option.text for option in method.options]
    return Poll(
        number,
        method.chat_id,
        method.question,
        options,
        anonymous=method.is_anonymous is not False,
        revoting=method.allows_revoting is not False,
        hidden=bool(method.hide_results_until_closes),
    )
