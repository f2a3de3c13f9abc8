"""The web application: routes, refusals and the guard around them."""

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.web import api, board, health, pages, reports
from bot.web.direct import Direct
from bot.web.parts import Parts
from bot.web.refusals import REFUSALS
from bot.web.security import Guard


def build_app(parts: Parts) -> Starlette:
    """An ASGI application over `parts`."""
    app = Starlette(
        routes=[*pages.ROUTES, *board.ROUTES, *api.ROUTES, *reports.ROUTES, *health.ROUTES],
        middleware=[Middleware(Guard, origins=parts.settings.allowed_origins), Middleware(Direct, ways=api.DIRECT)],
        exception_handlers=REFUSALS,
    )
    app.router.redirect_slashes = False
    app.state.parts = parts
    app.state.assets = pages.load_assets(parts.script)
    return app
