"""Reports on the web: links in a reply, each good for an hour, and what stands behind them."""

from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.reports.handing import ON_THE_WEB, File, Handing
from bot.reports.page import STYLE
from bot.web.parts import parts_of
from dialogues.message import Reply
from keeping.conversation import now

LINKS = {
    "pdf": "report.link_pdf",
    "html": "report.link_page",
    "json": "report.link_json",
    "csv": "report.link_csv",
    "outline": "outline.link",
}
TO_READ = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
AS_FILES = frozenset({"json", "csv"})


def linked(request: Request, reply: Reply, address: str, language: str) -> Reply:
    """A reply that hands something out, with its links below; any other as it is."""
    handing = _handing(request)
    if reply.hands is None or handing is None:
        return reply
    parts = parts_of(request)
    wording = parts.script.wording(language)
    home = (parts.settings.public_url or str(request.base_url)).rstrip("/")
    ticket = handing.ticket(address, now())
    links = (
        f'<a href="{escape(f"{home}/reports/{ticket}.{form}")}">{wording.say(LINKS[form])}</a>'
        for form in ON_THE_WEB[reply.hands]
    )
    return reply._replace(text=f"{reply.text}<br><br>{'<br>'.join(links)}")


async def report(request: Request) -> Response:
    """The report behind a ticket."""
    ticket, _, form = request.path_params["name"].rpartition(".")
    handing = _handing(request)
    if handing is None:
        return Response(status_code=404)
    return handed_out(await handing.behind(ticket, form, now()), form)


def handed_out(file: File, form: str) -> Response:
    """A report in one form: to be read in the browser, or to be saved."""
    way = "attachment" if form in AS_FILES else "inline"
    headers = {"Content-Disposition": f'{way}; filename="{file.name}"', "Content-Security-Policy": TO_READ}
    return Response(file.body, media_type=file.kind, headers=headers)


async def style(request: Request) -> Response:
    return Response(STYLE, media_type="text/css", headers={"Cache-Control": "public, no-cache"})


ROUTES = [
    Route("/reports/{name}", report, methods=["GET"]),
    Route("/report.css", style, methods=["GET"]),
]


def _handing(request: Request) -> Handing | None:
    return parts_of(request).handing
