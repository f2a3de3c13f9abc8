"""python-telegram-bot: its ConversationHandler behind a Starlette webhook, as its example of a custom webhook shows.

`python -m tests.bench.peers.ptb_survey pickle` keeps conversations by PicklePersistence, `redis` in Redis. Both are
written out after every turn: by default they would be a minute behind, and lost when the process ends.
"""

import sys
from typing import Any

import uvicorn
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BasePersistence,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    PicklePersistence,
)

from tests.bench.peers.ptb_redis import RedisPersistence
from tests.bench.peers.survey import FINISHED, SECRET, TOKEN, Place, Question, noted, place, questions

QUESTIONS = questions()
ASKING = 0
Context = ContextTypes.DEFAULT_TYPE


class Durable(Application[Any, Any, Any, Any, Any, Any]):
    """What a turn has changed is kept before the next one begins."""

    async def process_update(self, update: object) -> None:
        await super().process_update(update)
        await self.update_persistence()


def keyboard(question: Question) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in question.buttons]
    )


async def start(update: Update, context: Context) -> int:
    if context.user_data is not None and update.message:
        context.user_data.clear()
        await update.message.reply_html(QUESTIONS[0].text, reply_markup=keyboard(QUESTIONS[0]))
    return ASKING


async def answered(update: Update, context: Context) -> int:
    query, answers = update.callback_query, context.user_data
    if query is None or answers is None:
        return ASKING
    value = query.data or ""
    about, _, answers[about] = value.rpartition(".")
    await query.answer(noted(value))
    following = next((each for each in QUESTIONS if each.id not in answers), None)
    if following is None:
        await query.edit_message_text(FINISHED)
        return ConversationHandler.END
    await query.edit_message_text(following.text, "HTML", reply_markup=keyboard(following))
    return ASKING


def application(here: Place, kept: str) -> Application[Any, Any, Any, Any, Any, Any]:
    persistence: BasePersistence[Any, Any, Any] = (
        PicklePersistence(here.folder / "ptb.pickle")
        if kept == "pickle"
        else RedisPersistence(Redis.from_url(here.redis))
    )
    built = (
        ApplicationBuilder()
        .application_class(Durable)
        .token(TOKEN)
        .base_url(f"{here.api}/bot")
        .persistence(persistence)
        .updater(None)
        .build()
    )
    built.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={ASKING: [CallbackQueryHandler(answered)]},
            fallbacks=[CommandHandler("start", start)],
            allow_reentry=True,
            name="survey",
            persistent=True,
        )
    )
    return built


async def main(here: Place, kept: str) -> None:
    built = application(here, kept)

    async def take(request: Request) -> Response:
        if request.headers.get("x-telegram-bot-api-secret-token") != SECRET:
            return Response(status_code=403)
        await built.update_queue.put(Update.de_json(await request.json(), built.bot))
        return Response()

    web = Starlette(routes=[Route("/telegram", take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(web, port=here.port, access_log=False, log_level="warning"))
    async with built:
        await built.start()
        await built.bot.set_webhook(here.webhook, secret_token=SECRET)
        await server.serve()
        await built.stop()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(place(), sys.argv[1]))
