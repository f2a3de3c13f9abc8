"""A team's pages: the one by which members answer apart, and the board for the screen in the room."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.reports.handing import ON_THE_WEB
from bot.web.pages import FOLDER, direction, page
from bot.web.parts import parts_of
from bot.web.reports import handed_out
from bot.web.security import PAGE
from dialogues.sentences import environment
from dialogues.teams.board import board, board_words
from dialogues.teams.plan import last_result
from dialogues.teams.scene import TeamScene, team_scene
from keeping.conversation import now


async def board_page(request: Request) -> Response:
    """The page itself, in the team's language."""
    scene = await _scene(request)
    template = environment(autoescape=True).from_string((FOLDER / "board.html").read_text(encoding="utf-8"))
    language = scene.wording.language
    html = template.render(words=board_words(scene), language=language, direction=direction(language))
    return Response(html, media_type="text/html", headers={"Content-Security-Policy": PAGE})


async def board_data(request: Request) -> Response:
    """Where the team stands, as JSON."""
    return JSONResponse(board(await _scene(request)))


async def report(request: Request) -> Response:
    """The report on what the team has come to, for whoever has the board."""
    scene, form, handing = await _scene(request), request.path_params["form"], parts_of(request).handing
    if handing is None or form not in ON_THE_WEB["report"] or last_result(scene.room) is None:
        raise HTTPException(404, "not_found")
    return handed_out(await handing.of_team(scene.room, form, now()), form)


ROUTES = [
    Route("/team/{word}", page),
    Route("/team/{word}/board", board_page),
    Route("/team/{word}/board.json", board_data),
    Route("/team/{word}/report.{form}", report),
]


async def _scene(request: Request) -> TeamScene:
    """The room that the link leads to. Raises HTTPException for one that leads to no board."""
    parts, word = parts_of(request), request.path_params["word"]
    if not parts.messages.allows(f"board {word}"):
        raise HTTPException(429, "too_many")
    entered = await parts.teams.doors.follow(word) if parts.teams else None
    if entered is None or entered.kind != "board":
        raise HTTPException(404, "not_found")
    return team_scene(entered.room, parts.script)
