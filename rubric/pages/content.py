"""The content folder: which files belong to it, and each of them as a page."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rubric.institutions import Institutions
from rubric.pages.pieces import Page
from rubric.pages.reading import read_page
from rubric.problems import Problem, guess, nearest, problem

FRONT = "rubric.yaml"
FOLDERS = ("competencies", "playbook", "institutions")
IGNORED = ("translations", "NOTICE", "NOTICE.md", "LICENSE", "LICENSE.md", "README.md")
"""What may stand beside the pages without being read here."""


class Content(NamedTuple):
    """All pages. Those of competencies and playbook are found by the competency that they are about."""

    front: Page
    competencies: Mapping[str, Page]
    playbook: Mapping[str, Page]
    institutions: Mapping[str, Page]
    problems: tuple[Problem, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        groups = (self.competencies, self.playbook, self.institutions)
        return (self.front, *(page for group in groups for page in group.values()))

    @property
    def areas(self) -> tuple[str, ...]:
        """The competencies listed in rubric.yaml, or those that have pages when it lists none."""
        listed = [each.text for each in self.front.root.get("competencies").items()] if self.front.root else []
        return tuple(dict.fromkeys(each for each in listed if each)) or tuple(self.competencies)


def read_content(folder: Path) -> Content | Problem:
    """Every page of the folder, or why there are none. Never raises for what is found there."""
    name = folder.name or str(folder)
    try:
        if not folder.exists():
            return problem(name, 1, "folder.missing")
        if not folder.is_dir():
            return problem(name, 1, "folder.file")
        root = folder.resolve()
        found = sorted(root.iterdir())
    except (OSError, RuntimeError, ValueError) as error:
        return problem(name, 1, "folder.unreadable", reason=_reason(error))
    problems = list(_strangers(found))
    front, groups = _front(root), {}
    problems += [] if front else [_missing_front(found)]
    for each in FOLDERS:
        groups[each] = tuple(_group(root, each, problems))
    front = front or Page(FRONT, "rubric", None)
    competencies, playbook, institutions = (_by_name(groups[each]) for each in FOLDERS)
    content = Content(front, competencies, playbook, institutions, tuple(problems))
    areas = content.areas
    return content._replace(
        competencies=_by_area(groups["competencies"], "id", areas),
        playbook=_by_area(groups["playbook"], "competency", areas),
    )


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it cannot be followed"


def _strangers(found: list[Path]) -> Iterator[Problem]:
    """Files and folders that nothing reads. Hidden ones are an editor's or the system's own."""
    for path in found:
        name = path.name
        if name == FRONT or name in FOLDERS or name in IGNORED or name.startswith("."):
            continue
        if path.is_dir():
            yield problem(name, 1, "folder.unknown", guess=guess(name, FOLDERS), known=", ".join(FOLDERS))
        elif nearest(name, [FRONT]) is None:
            yield problem(name, 1, "file.unknown", guess="", known=f"{FRONT} and {', '.join(FOLDERS)}")
        elif any(each.name == FRONT for each in found):
            yield problem(name, 1, "file.unknown", guess="", known=FRONT)


def _front(root: Path) -> Page | None:
    path = root / FRONT
    return _page(root, path, FRONT) if path.exists() or path.is_symlink() else None


def _missing_front(found: list[Path]) -> Problem:
    """No rubric.yaml; perhaps it only has another name."""
    near = nearest(FRONT, [each.name for each in found if each.is_file()])
    if near:
        return problem(near, 1, "file.unknown", guess=guess(near, [FRONT]), known=FRONT)
    return problem(FRONT, 1, "file.missing")


def _group(root: Path, folder: str, problems: list[Problem]) -> Iterator[Page]:
    """The pages of one folder."""
    path = root / folder
    try:
        if path.is_symlink() and not _inside(root, path):
            problems.append(problem(folder, 1, "file.outside"))
            return
        if path.exists() and not path.is_dir():
            problems.append(problem(folder, 1, "folder.expected"))
            return
        found = sorted(path.iterdir()) if path.exists() else []
    except OSError as error:
        problems.append(problem(folder, 1, "folder.unreadable", reason=_reason(error)))
        return
    names = {each.name for each in found}
    for each in found:
        file = f"{folder}/{each.name}"
        if each.name.startswith(".") or each.name in IGNORED:
            continue
        if each.suffix == ".yml" and f"{each.stem}.yaml" not in names:
            problems.append(problem(file, 1, "file.extension", name=f"{each.stem}.yaml"))
        elif each.suffix != ".yaml":
            problems.append(problem(file, 1, "file.unknown", guess="", known="pages whose name ends in .yaml"))
            continue
        yield _page(root, each, file)


def _page(root: Path, path: Path, file: str) -> Page:
    """One page, after looking at what kind of file it is: opening some kinds would wait for ever."""
    try:
        kind = _kind(root, path)
    except (OSError, RuntimeError):
        kind = "file.outside"
    return Page(file, path.stem, None, (problem(file, 1, kind),)) if kind else read_page(path, file)


def _kind(root: Path, path: Path) -> str | None:
    if not _inside(root, path):
        return "file.outside"
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return "file.directory"
    return None if stat.S_ISREG(mode) else "file.special"


def _inside(root: Path, path: Path) -> bool:
    """Whether the file is in the folder, links followed."""
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _by_name(pages: tuple[Page, ...]) -> Mapping[str, Page]:
    return {page.name: page for page in pages}


def _by_area(pages: tuple[Page, ...], key: str, areas: tuple[str, ...]) -> Mapping[str, Page]:
    """Pages by the competency they are about: that of the file's name, else the one that the page names."""
    found = {page.name: page for page in pages if page.name in areas}
    for page in pages:
        said = page.root.get(key).text if page.root else None
        if page.name not in found:
            found[said if said in areas and said not in found else page.name] = page
    return found


def institution_kinds() -> Mapping[str, object]:
    """The type of each page in institutions/, by the name of its file."""
    return {name: field.annotation for name, field in Institutions.model_fields.items()}
