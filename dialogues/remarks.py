"""What is said once, beside the question that stands. A table from kinds of remark to their speakers."""

from collections.abc import Callable

from dialogues.commands import BY_PURPOSE
from dialogues.guide.legal import points_of
from dialogues.guide.outlining import tell_outline
from dialogues.initiatives.kept import projects_kept
from dialogues.looking_back import tell_comparison, tell_history
from dialogues.message import Button, Reply
from dialogues.peers import tell_joined, tell_left, tell_peers
from dialogues.plans.planned import tell_due, title_of
from dialogues.position import Place
from dialogues.reasons import tell_needs, tell_risks, tell_why
from dialogues.reporting import tell_report
from dialogues.results import name_of_question, notes_of, row_of, tell_result, tell_steps
from dialogues.scene import Scene
from dialogues.sharing import tell_code, tell_colleague, tell_own_first, tell_withdrawn
from rubric.scoring import standing_in

Speaker = Callable[[Scene, str], tuple[Reply, ...]]


def _sentence(key: str) -> Speaker:
    """A remark that is one sentence."""

    def sentence(scene: Scene, about: str) -> tuple[Reply, ...]:
        return (Reply(scene.say(key)),)

    return sentence


def _kinds(key: str, *kinds: str) -> Speaker:
    """A remark with a sentence of its own for some kinds, `key_<kind>`; `key` for all others."""

    def kind(scene: Scene, about: str) -> tuple[Reply, ...]:
        return (Reply(scene.say(f"{key}_{about}" if about in kinds else key)),)

    return kind


def _silent(scene: Scene, about: str) -> tuple[Reply, ...]:
    return ()


def _greeting(scene: Scene, about: str) -> tuple[Reply, ...]:
    begun = bool(scene.session.entries)
    names = ("continue", "restart") if begun and scene.where.place is not Place.DONE else ()
    buttons = tuple(Button(scene.label(name), name) for name in names)
    text = scene.say("greeting", city=scene.session.city or "", begun=begun, done=scene.where.place is Place.DONE)
    return (Reply(text, buttons),)


def _level(scene: Scene, about: str) -> tuple[Reply, ...]:
    standing = standing_in(scene.rubric, about, scene.sheet)
    if scene.where.place is Place.DONE or standing is None:
        return ()
    row = row_of(scene, about, standing)
    told = scene.recite("level", title=row.title, level=row.level, high=row.high, name=row.name, bar=row.bar)
    return (Reply(told),)


def _what_counts(scene: Scene, about: str) -> tuple[Reply, ...]:
    statement = scene.rubric.statement_by_id.get(about or scene.where.about)
    if statement is None:
        return (Reply(scene.say("what_counts_quick")),)
    signs = [(scene.label(rating), text) for rating, text in statement.what_counts]
    return (Reply(scene.say("what_counts", signs=signs, ask=statement.ask)),)


def _languages(scene: Scene, about: str) -> tuple[Reply, ...]:
    names = [(code, scene.script.wording(code).plain("labels.this_language")) for code in scene.script.languages]
    buttons = tuple(Button(name, f"language.{code}") for code, name in names)
    return (Reply(scene.say("languages", names=[name for _, name in names]), buttons),)


def _help(scene: Scene, about: str) -> tuple[Reply, ...]:
    menu, language = scene.script.menu, scene.wording.language
    groups = [(scene.wording.plain(f"commands.for_{each}"), menu(language, BY_PURPOSE[each])) for each in BY_PURPOSE]
    return (Reply(scene.say("help", groups=groups)),)


def _privacy(scene: Scene, about: str) -> tuple[Reply, ...]:
    return (Reply(scene.say("privacy", days=scene.script.days_kept)),)


def _later(scene: Scene, about: str) -> tuple[Reply, ...]:
    names = ("3", "6", "12", "never")
    ways = tuple(Button(scene.label(f"again_{each}"), f"later.{each}") for each in names)
    return (Reply(scene.say("later", days=scene.script.days_kept), ways),)


def _again(scene: Scene, about: str) -> tuple[Reply, ...]:
    return (Reply(scene.wording.say("history.again", at=int(about or 0))),)


def _export(scene: Scene, about: str) -> tuple[Reply, ...]:
    session = scene.session
    answers = [
        (name_of_question(scene, entry.about), _answer(scene, entry.about, entry.value)) for entry in session.entries
    ]
    text = scene.say(
        "export",
        city=session.city or "",
        language=scene.wording.plain("labels.this_language"),
        agreed=session.agreed_at or 0,
        answers=answers,
        notes=notes_of(scene),
        past=len(session.past),
        zone=session.zone or "",
        peers=scene.wording.recite_plain(f"peers.{session.peers}") if session.peers else "",
        shared=bool(session.shared),
        plan=[each._asdict() | {"title": title_of(scene, each)} for each in session.plan],
        means=_means(scene),
        law=_law(scene),
        projects=projects_kept(scene),
    )
    return (Reply(text),)


def _means(scene: Scene) -> list[str]:
    named = scene.rubric.institutions.financing.means_by_id
    return [named[each].short for each in scene.session.means if each in named]


def _law(scene: Scene) -> list[tuple[str, str]]:
    points = points_of(scene.rubric)
    given = scene.session.law.items()
    return [(points[name].rule.title, scene.label(answer)) for name, answer in given if name in points]


def _answer(scene: Scene, about: str, value: str) -> str:
    if about.startswith("symptoms."):
        known = [scene.rubric.symptom_by_id[each].short for each in value.split() if each in scene.rubric.symptom_by_id]
        return ", ".join(known) or scene.label("none")
    return value if about.startswith("quick.") else scene.label(value)


def _result(scene: Scene, about: str) -> tuple[Reply, ...]:
    """The result so far; at the end the result is the prompt itself."""
    if scene.where.place is Place.DONE:
        return ()
    told = tell_result(scene)
    return tuple(reply._replace(buttons=()) for reply in told)


def _understood(key: str) -> Speaker:
    """What was understood, with one tap to change it: the question's own way back, or a button where it has none."""

    def understood(scene: Scene, about: str) -> tuple[Reply, ...]:
        head, _, value = about.rpartition(".")
        label = f"{value} · {_described(scene, head, value)}" if head.startswith("quick.") else scene.label(value)
        ways = () if scene.where.asks else (Button(scene.wording.plain("understanding.change"), "back"),)
        return (Reply(scene.wording.say(f"understanding.{key}", label=label), ways),)

    return understood


def _page_noted(scene: Scene, about: str) -> tuple[Reply, ...]:
    """What was understood on a page; its own way back stands there."""
    return (Reply(scene.wording.say("understanding.noted", label=scene.label(about))),)


def _described(scene: Scene, about: str, level: str) -> str:
    area = scene.rubric.competency_by_id[about.removeprefix("quick.")]
    return next(each.label for each in area.descriptions if str(each.level) == level)


def _planning(key: str) -> Speaker:
    """A remark on the plan that is one sentence."""

    def sentence(scene: Scene, about: str) -> tuple[Reply, ...]:
        return (Reply(scene.wording.say(f"plan.{key}")),)

    return sentence


def _chatted(scene: Scene, about: str) -> tuple[Reply, ...]:
    return (Reply(scene.wording.say("understanding.chatted")),)


def _meant_dropped(scene: Scene, about: str) -> tuple[Reply, ...]:
    return (Reply(scene.wording.say("understanding.meant_dropped")),)


SENTENCES = (
    "old_button", "too_long", "empty", "not_understood", "no_name", "no_skipping", "at_rest", "no_result",
    "team_elsewhere", "at_start", "note_kept", "note_dropped", "forget_dropped", "forgotten",
)  # fmt: skip
"""Remarks that are one sentence, of the same name."""

REMARKS: dict[str, Speaker] = {
    **{name: _sentence(name) for name in SENTENCES},
    "noted": _understood("noted"),
    "noted_with_words": _understood("noted_with_words"),
    "page_noted": _page_noted,
    "chatted": _chatted,
    "meant_dropped": _meant_dropped,
    "greeting": _greeting,
    "level": _level,
    "what_counts": _what_counts,
    "ticked": _silent,
    "turned": _silent,
    "unlisted": _kinds("unlisted", "number", "command"),
    "unreadable": _kinds("unreadable", "edited", "voice", "picture", "sticker"),
    "languages": _languages,
    "help": _help,
    "privacy": _privacy,
    "later": _later,
    "export": _export,
    "result": _result,
    "why": tell_why,
    "due": tell_due,
    "report": tell_report,
    "outline": tell_outline,
    "history": tell_history,
    "compare": tell_comparison,
    "code": tell_code,
    "withdrawn": tell_withdrawn,
    "colleague": tell_colleague,
    "own_first": tell_own_first,
    "peers": tell_peers,
    "peers_joined": tell_joined,
    "peers_left": tell_left,
    "again": _again,
    "plan_full": _planning("plan_full"),
    "repeated": _planning("repeated"),
    "needs": tell_needs,
    "risks": tell_risks,
    "steps": tell_steps,
}

ANSWERS_AFTER_RESULT = frozenset(REMARKS) - {
    "due",
    "level",
    "result",
    "greeting",
    "note_kept",
    "note_dropped",
    "noted",
    "noted_with_words",
    "meant_dropped",
}
"""Remarks after which a finished check is not told again."""
