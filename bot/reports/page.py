"""The report as a page to print: the same words as on paper, in plain HTML with one style sheet."""

from pathlib import Path

from dialogues.reporting import Report
from dialogues.sentences import environment

HERE = Path(__file__).parent
STYLE = (HERE / "report.css").read_text(encoding="utf-8")
TEMPLATE = (HERE / "report.html").read_text(encoding="utf-8")


def page_of(report: Report) -> str:
    """The whole page; every word in it is escaped."""
    return environment(autoescape=True).from_string(TEMPLATE).render(report=report, words=report.words)
