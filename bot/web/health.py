"""Whether Vara lives, whether it is ready, and its figures."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.parts import parts_of
from keeping import metrics


async def healthz(request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"alive": True})


async def readyz(request: Request) -> Response:
    """Ready with a store that can lose nothing. A token that Telegram refuses is told, but stops nobody on the web."""
    parts = parts_of(request)
    store, durable, telegram = await parts.store.ready(), parts.durable(), parts.telegram_state()
    ready = store and durable and telegram != "stuck"
    found = {"ready": ready, "store": store, "durable": durable, "telegram": telegram}
    return JSONResponse(found, 200 if ready else 503)


async def figures(request: Request) -> Response:
    """Prometheus' text form."""
    return Response(metrics.page(), headers={"Content-Type": metrics.CONTENT_TYPE})


ROUTES = [
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", figures),
]
