"""The web application: routes, refusals and the guard around them."""

from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.web import api, board, health, pages, reports
from bot.web.direct import Direct
from bot.web.parts import Parts
from bot.web.refusals import REFUSALS
from bot.web.security import Guard


def build_app(parts: Parts) -> ASGIApp:
    """An ASGI application over `parts`, with the guard outermost and the short ways next."""
    app = Starlette(
        routes=[*pages.ROUTES, *board.ROUTES, *api.ROUTES, *reports.ROUTES, *health.ROUTES],
        exception_handlers=REFUSALS,
    )
    app.router.redirect_slashes = False
    app.state.parts = parts
    app.state.assets = pages.load_assets(parts.script)
    return Guard(Direct(app, api.DIRECT), parts.settings.allowed_origins)
