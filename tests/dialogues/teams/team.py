"""A team in a room without channel and store: members act, and the room goes through its stored form every time."""

from dialogues.script import Script
from dialogues.teams.acts import Act, Done
from dialogues.teams.leading import act
from dialogues.teams.round import Room
from dialogues.teams.scene import team_scene
from dialogues.teams.speaking import tell_room
from keeping.codec import written


def kept(room: Room) -> Room:
    """The room as it comes back from the store."""
    return Room.model_validate_json(written(room))


class Team:
    """`ana` leads. Every act happens one second after the one before."""

    def __init__(self, script: Script, headcount: int = 0) -> None:
        self.script = script
        self.room = Room(language="en", founder="ana")
        self.headcount = headcount
        self.now = 1_000
        self.told: list[str] = []

    @property
    def votes(self) -> dict[str, str]:
        return self.room.round.ballots[-1].votes if self.room.round else {}

    @property
    def text(self) -> str:
        return " ".join(reply.text for reply in tell_room(team_scene(self.room, self.script), "https://t.me/x"))

    @property
    def values(self) -> list[str]:
        return [each.value for reply in tell_room(team_scene(self.room, self.script), "x") for each in reply.buttons]

    def does(self, member: str, name: str, argument: str = "", **facts: object) -> Done:
        self.now += 1
        what = Act(name, argument, member, self.now, who=member.title(), headcount=self.headcount)._replace(**facts)  # type: ignore[arg-type]
        done = act(self.room, what, self.script.rubric("en"))
        self.room = kept(done.room)
        assert self.room == done.room
        self.told.append(self.text)
        return done

    def votes_are(self, *votes: str) -> None:
        for number, value in enumerate(votes):
            self.does(f"m{number}", "vote", value)
