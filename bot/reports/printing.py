"""Sets a report on paper with Typst, as PDF/UA, with the fonts beside the pictures and no others."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import typst

from dialogues.reporting import Report

HERE = Path(__file__).parent
TEMPLATE = HERE / "report.typ"
FONTS = HERE.parent / "pictures" / "fonts"


class _Desk(threading.local):
    """Each thread has a compiler of its own, made when it first prints."""

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        self.compiler = typst.Compiler(str(TEMPLATE), root=str(HERE), font_paths=fonts)


class Press:
    """Prints outside the event loop, one report after the other."""

    def __init__(self) -> None:
        self._desk = _Desk()
        self._desks = ThreadPoolExecutor(1, thread_name_prefix="reports")

    async def pdf(self, report: Report, at: int) -> bytes:
        """The report as tagged PDF. The same report at the same time always gives the same bytes."""
        return await asyncio.get_running_loop().run_in_executor(self._desks, self.printed, report, at)

    def printed(self, report: Report, at: int) -> bytes:
        """The same, in this thread."""
        shown = {
            **report._asdict(),
            "lines": [each._asdict() for each in report.lines],
            "steps": [each._asdict() for each in report.steps],
        }
        made = self._desk.compiler.compile(
            format="pdf",
            sys_inputs={"report": json.dumps(shown)},
            pdf_standards="ua-1",
            timestamp=datetime.fromtimestamp(at, UTC),
        )
        if not isinstance(made, bytes):
            raise TypeError("the template has to make one document")
        return made
