"""The page, the widget and the pictures: what a browser loads.

The widget's pieces are plain files, joined in the order of SCRIPT into one `/widget.js`.
"""

import asyncio
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.parts import language_of, parts_of
from bot.web.security import PAGE
from dialogues.script import Script
from dialogues.sentences import environment
from dialogues.words import NAME
from keeping.exported import export_schemas

HERE = Path(__file__).parent
FOLDER = HERE / "widget"
SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader; in C where it is there, for a quick start."""
SCRIPT = ("dom.js", "text.js", "memory.js", "line.js", "transcript.js", "panel.js", "widget.js")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

REVALIDATE = {"Cache-Control": "public, no-cache", "Cross-Origin-Resource-Policy": "cross-origin"}
FOR_A_DAY = {"Cache-Control": "public, max-age=86400", "Cross-Origin-Resource-Policy": "cross-origin"}
"""A picture's address holds its levels, but not the titles and words that a new version may change."""
ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""A picture opened by itself can do nothing."""


class Asset(NamedTuple):
    """A file as it is sent, packed once at start."""

    kind: str
    body: bytes
    packed: bytes
    tag: str

    def response(self, request: Request, extra: dict[str, str] | None = None) -> Response:
        headers = {
            **REVALIDATE,
            **(extra or {}),
            "ETag": self.tag,
            "Vary": "Accept-Encoding",
            "Content-Type": self.kind,
        }
        if request.headers.get("if-none-match") == self.tag:
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.packed, headers={**headers, "Content-Encoding": "gzip"})
        return Response(self.body, headers=headers)


class Assets(NamedTuple):
    """Everything that is the same for all people, by language where it has words."""

    files: dict[str, Asset]
    pages: dict[str, Asset]
    words: dict[str, Asset]


def load_assets(script: Script) -> Assets:
    """Reads the widget's folder once."""
    pieces = "\n".join(_text(name) for name in SCRIPT)
    api = json.dumps(description(), ensure_ascii=False)
    files = {
        "/widget.js": _asset("text/javascript; charset=utf-8", f'(() => {{\n"use strict";\n{pieces}\n}})();\n'),
        "/widget.css": _asset("text/css; charset=utf-8", _text("widget.css")),
        "/page.css": _asset("text/css; charset=utf-8", _text("page.css")),
        "/board.js": _asset("text/javascript; charset=utf-8", _text("board.js")),
        "/board.css": _asset("text/css; charset=utf-8", _text("board.css")),
        "/icon.svg": _asset("image/svg+xml", _text("icon.svg")),
        "/openapi.json": _asset("application/json", api),
    }
    pages = {each: _asset("text/html; charset=utf-8", _page(script, each)) for each in script.languages}
    words = {each: _asset("application/json", _words(script, each)) for each in script.languages}
    return Assets(files, pages, words)


def description() -> dict[str, Any]:
    """The HTTP interface as `/openapi.json` describes it."""
    written = (HERE / "openapi.yaml").read_text(encoding="utf-8")
    described: dict[str, Any] = yaml.load(written, SAFE)  # noqa: S506 - it is a safe one  # nosec B506
    described["components"]["schemas"].update(export_schemas())
    return described


async def page(request: Request) -> Response:
    """The full-page chat in the browser's language."""
    frames = " ".join(("'self'", *parts_of(request).settings.allowed_origins))
    policy = PAGE.replace("frame-ancestors 'self'", f"frame-ancestors {frames}")
    asset = _assets(request).pages[_language(request)]
    response = asset.response(
        request, {"Content-Security-Policy": policy, "Cross-Origin-Resource-Policy": "same-origin"}
    )
    response.headers.add_vary_header("Accept-Language")
    return response


async def words(request: Request) -> Response:
    """The widget's words; `?language=` asks for a language."""
    response = _assets(request).words[_language(request)].response(request)
    response.headers.add_vary_header("Accept-Language")
    return response


async def file(request: Request) -> Response:
    return _assets(request).files[request.url.path].response(request)


async def picture(request: Request) -> Response:
    """A profile as SVG."""
    pictures = parts_of(request).pictures
    wanted = pictures.picture_from(request.url.path)
    if wanted is None:
        raise HTTPException(404, "not_found")
    drawn = await asyncio.to_thread(_asset, "image/svg+xml", await pictures.svg(wanted))
    return drawn.response(request, {**FOR_A_DAY, "Content-Security-Policy": ALONE})


FILES = ("/widget.js", "/widget.css", "/page.css", "/board.js", "/board.css", "/icon.svg", "/openapi.json")

ROUTES = [
    Route("/", page),
    Route("/widget.json", words),
    *(Route(path, file) for path in FILES),
    Route("/pictures/{name:path}", picture),
]


def _assets(request: Request) -> Assets:
    assets: Assets = request.app.state.assets
    return assets


def _language(request: Request) -> str:
    asked = request.query_params.get("language")
    return parts_of(request).script.language_for(asked or language_of(request))


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def _page(script: Script, language: str) -> str:
    template = environment(autoescape=True).from_string(_text("chat.html"))
    return template.render(
        words=script.wording(language).all("web"),
        language=language,
        direction=direction(language),
        languages=script.languages,
    )


def _words(script: Script, language: str) -> str:
    """Sentences for errors stay here: they come with the error. `languages` are all, by what each calls itself."""
    wording = script.wording(language).all("web")
    shown = {key: text.strip() for key, text in wording.items() if not key.startswith("error_")}
    told = {
        "language": language,
        "direction": direction(language),
        "languages": {each: script.wording(each).plain(NAME) for each in script.languages},
        "words": shown,
    }
    return json.dumps(told, ensure_ascii=False)


def _asset(kind: str, text: str | bytes) -> Asset:
    body = text.encode() if isinstance(text, str) else text
    return Asset(kind, body, gzip.compress(body, mtime=0), f'"{hashlib.sha256(body).hexdigest()[:20]}"')
