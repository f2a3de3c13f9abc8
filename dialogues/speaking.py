"""Chooses the words: what was remarked first, then the question that stands. Changes nothing."""

from collections.abc import Callable
from html import escape

from dialogues.guide.funding import tell_financing
from dialogues.guide.institutions import tell_institutions
from dialogues.guide.leaders import tell_leadership
from dialogues.guide.legal import tell_law
from dialogues.guide.playbook import tell_playbook
from dialogues.initiatives.assessed import tell_initiative
from dialogues.initiatives.assessing import is_answer
from dialogues.message import Button, Remark, Reply
from dialogues.offers import buttons
from dialogues.peers import tell_invitation
from dialogues.plans.planned import tell_plan
from dialogues.plans.zones import tell_zone
from dialogues.position import RATINGS, Place, familiar_candidates
from dialogues.rechecking import tell_recheck
from dialogues.remarks import ANSWERS_AFTER_RESULT, REMARKS
from dialogues.results import tell_result
from dialogues.scene import Scene
from dialogues.sharing import tell_share
from dialogues.supposing import tell_supposed
from rubric.ladder import questions_left

PARAGRAPH = "<br><br>"


def speak(scene: Scene, remarks: tuple[Remark, ...] = ()) -> tuple[Reply, ...]:
    """Replies in a scene after `remarks` were made; without any, where the conversation stands."""
    remarked = tuple(reply for remark in remarks for reply in REMARKS[remark.kind](scene, remark.about))
    if scene.where.place is Place.DONE and any(each.kind in ANSWERS_AFTER_RESULT for each in remarks):
        return _with_ways_on(scene, remarked)
    prompt = PROMPTS[scene.where.place](scene)
    explains = any(each.kind == "what_counts" for each in remarks)
    return _explained(remarked, prompt) if explains else _led(remarked, prompt)


def _with_ways_on(scene: Scene, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """After a result every answer ends in the ways on, or in its own and the way back, without telling it again."""
    last = replies[-1]
    back = () if any(each.value == "continue" for each in last.buttons) else (_way_back(scene),)
    return (*replies[:-1], last._replace(buttons=(*last.buttons, *back) if last.buttons else buttons(scene)))


def _way_back(scene: Scene) -> Button:
    return Button(scene.label("back_to_result"), "continue")


def _led(remarked: tuple[Reply, ...], prompt: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """A short remark leads the question in one message; one with buttons or a picture stands alone."""
    if not remarked or remarked[-1].buttons or remarked[-1].picture or prompt[0].picture:
        return (*remarked, *prompt)
    first = prompt[0]._replace(text=remarked[-1].text + PARAGRAPH + prompt[0].text)
    return _led(remarked[:-1], (first, *prompt[1:]))


def _explained(remarked: tuple[Reply, ...], prompt: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """What counts stands below the question that it explains."""
    return (prompt[0]._replace(text=prompt[0].text + PARAGRAPH + remarked[0].text), *prompt[1:])


def _sentence(key: str) -> Callable[[Scene], tuple[Reply, ...]]:
    """A prompt that is one sentence with the position's buttons."""

    def sentence(scene: Scene) -> tuple[Reply, ...]:
        return (Reply(scene.say(key, city=scene.session.city or ""), buttons(scene)),)

    return sentence


def _guess(scene: Scene) -> tuple[Reply, ...]:
    area = scene.rubric.competency_by_id[scene.where.about]
    text = scene.recite(
        "guess",
        title=area.title,
        about=area.about,
        number=scene.rubric.competencies.index(area) + 1,
        total=len(scene.rubric.competencies),
        options=area.descriptions,
    )
    return (Reply(text, buttons(scene), asks=scene.where.asks),)


def _ask(scene: Scene) -> tuple[Reply, ...]:
    rubric, sheet, about = scene.rubric, scene.sheet, scene.where.about
    area = rubric.competency_by_id[about.partition(".")[0]]
    number = 1 + sum(map(sheet.ratings.__contains__, area.statement_ids))
    left = questions_left(rubric, area.id, sheet.ratings, sheet.guesses.get(area.id))
    heading = scene.recite("ask", title=area.title, number=number, total=number - 1 + max(left, 1))
    text = heading + PARAGRAPH + escape(rubric.statement_by_id[about].text)
    return (Reply(text, buttons(scene), asks=about),)


def _recognise(scene: Scene) -> tuple[Reply, ...]:
    candidates = familiar_candidates(scene.session, scene.rubric, scene.sheet)
    symptoms = [scene.rubric.symptom_by_id[each].text for each in candidates]
    return (Reply(scene.say("recognise", symptoms=symptoms), buttons(scene)),)


def _confirm(scene: Scene) -> tuple[Reply, ...]:
    pending = scene.session.pending
    offered = buttons(scene)
    if pending and pending.kind == "meant":
        labels = [each.label for each in offered[:-1]]
        return (Reply(scene.wording.say("understanding.meant", options=labels), offered),)
    return (Reply(scene.say(f"{scene.where.about}_sure", text=pending.text if pending else ""), offered),)


PAGES: dict[str, Callable[[Scene, str], str]] = {
    "more": lambda scene, argument: scene.wording.say("after.more"),
    "suppose": tell_supposed,
    "plan": tell_plan,
    "recheck": tell_recheck,
    "zone": tell_zone,
    "share": tell_share,
    "peers": tell_invitation,
    "institutions": tell_institutions,
    "playbook": tell_playbook,
    "financing": tell_financing,
    "leadership": tell_leadership,
    "law": tell_law,
    "initiative": tell_initiative,
}
"""What a page says, by its name."""


def _page(scene: Scene) -> tuple[Reply, ...]:
    name, _, argument = scene.where.about.partition(".")
    return (Reply(PAGES[name](scene, argument), buttons(scene)),)


PROMPTS: dict[Place, Callable[[Scene], tuple[Reply, ...]]] = {
    Place.WELCOMING: _sentence("welcome"),
    Place.NAMING: _sentence("name"),
    Place.CHOOSING: _sentence("choose"),
    Place.CHOOSING_AREA: _sentence("choose_area"),
    Place.GUESSING: _guess,
    Place.ASKING: _ask,
    Place.RECOGNISING: _recognise,
    Place.CONFIRMING: _confirm,
    Place.PAUSED: _sentence("paused"),
    Place.DONE: tell_result,
    Place.LOOKING: _page,
}


def settled(before: Scene, value: str) -> str | None:
    """The prompt that stood before, with the button that was chosen; None if `value` was no button of it."""
    label = next((button.label for button in buttons(before) if button.value == value), None)
    if label is None or not _is_question(before, value):
        return None
    prompt = PROMPTS[before.where.place](before)[-1]
    return prompt.text + PARAGRAPH + before.recite("chosen", label=label)


def _is_question(before: Scene, value: str) -> bool:
    """Whether `value` answers what stood before. A page is only looked at, but that of an initiative."""
    return before.where.place is not Place.DONE and (before.where.place is not Place.LOOKING or is_answer(value))


def toast(before: Scene, remarks: tuple[Remark, ...], value: str) -> str:
    """What the one who pressed sees for a moment: the rating noted, or why nothing was; often nothing."""
    if any(remark.kind == "old_button" for remark in remarks):
        return before.plain("old_button_toast")
    head, _, rating = value.removeprefix("meant.").rpartition(".")
    if "." not in head or rating not in RATINGS:
        return ""
    return before.wording.recite_plain("conversation.noted", label=before.label(rating))
