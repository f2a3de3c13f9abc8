"""Report and outline as pages to print: the same words as elsewhere, in plain HTML with one style sheet."""

from pathlib import Path

from dialogues.guide.outlining import Outline
from dialogues.reporting import Report
from dialogues.sentences import environment

HERE = Path(__file__).parent
STYLE = (HERE / "report.css").read_text(encoding="utf-8")
TEMPLATE = (HERE / "report.html").read_text(encoding="utf-8")
OUTLINE = (HERE / "outline.html").read_text(encoding="utf-8")


def page_of(report: Report) -> str:
    """The whole page; every word in it is escaped."""
    return environment(autoescape=True).from_string(TEMPLATE).render(report=report, words=report.words)


def outline_page(outline: Outline) -> str:
    """The outline as a page; a word processor opens it too, so that people can write on. Every word is escaped."""
    return environment(autoescape=True).from_string(OUTLINE).render(outline=outline)
