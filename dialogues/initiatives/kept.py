"""What is kept of initiatives, in words, for whoever asks what is kept."""

from collections.abc import Iterator, Mapping

from dialogues.initiatives.standing import YES, Stage
from dialogues.results import name_of_question
from dialogues.scene import Scene
from dialogues.session import Initiative


def projects_kept(scene: Scene) -> list[Mapping[str, object]]:
    """Each initiative with its name, its areas, and every answer about it."""
    return [_kept(scene, each) for each in scene.session.initiatives]


def _kept(scene: Scene, project: Initiative) -> Mapping[str, object]:
    known = scene.rubric.competency_by_id
    return {
        "name": project.name or scene.wording.plain("initiative.unnamed"),
        "areas": [known[each].title for each in project.areas if each in known],
        "before": [(name_of_question(scene, about), value) for about, value in _answers(scene, project, Stage.BEFORE)],
        "with": [(name_of_question(scene, about), value) for about, value in _answers(scene, project, Stage.WITH)],
        "steps": list(_steps(scene, project)),
    }


def _answers(scene: Scene, project: Initiative, stage: Stage) -> Iterator[tuple[str, str]]:
    taken = project.taken if stage is Stage.BEFORE else ()
    for about, value, _ in taken:
        yield about, value if about.startswith("quick.") else scene.label(value)
    for about, value, _ in project.entries:
        head, _, statement = about.partition(".")
        if head == stage:
            yield statement, scene.label(value)


def _steps(scene: Scene, project: Initiative) -> Iterator[tuple[str, str]]:
    titles = {each.id: each.title for each in scene.rubric.institutions.innovation.steps}
    for about, value, _ in project.steps:
        said = "initiative_yes" if value == YES else "initiative_not_yet"
        yield titles.get(about, about), scene.wording.plain(f"labels.{said}", number=value)
