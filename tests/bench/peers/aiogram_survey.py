"""aiogram: its finite state machine over RedisStorage, served by its own webhook handler, as its documentation shows.

`python -m tests.bench.peers.aiogram_survey isolated` adds RedisEventIsolation, which keeps a person's updates in order;
`polling` asks for updates instead, by its own loop.
"""

import asyncio
import sys

import uvloop
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from tests.bench.peers.survey import FINISHED, SECRET, TOKEN, Place, Question, noted, place, questions

router = Router()
QUESTIONS = questions()


class Survey(StatesGroup):
    asking = State()


def keyboard(question: Question) -> InlineKeyboardMarkup:
    rows = [[InlineKeyboardButton(text=text, callback_data=data) for text, data in row] for row in question.buttons]
    return InlineKeyboardMarkup(inline_keyboard=rows)


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    await state.clear()
    await state.set_state(Survey.asking)
    await message.answer(QUESTIONS[0].text, reply_markup=keyboard(QUESTIONS[0]))


@router.callback_query(Survey.asking, F.data)
async def answered(query: CallbackQuery, state: FSMContext) -> None:
    value = query.data or ""
    about, _, rating = value.rpartition(".")
    answers = await state.get_data()
    await state.update_data({about: rating})
    await query.answer(noted(value))
    if isinstance(query.message, Message):
        open_questions = [each for each in QUESTIONS if each.id not in answers and each.id != about]
        if open_questions:
            await query.message.edit_text(open_questions[0].text, reply_markup=keyboard(open_questions[0]))
        else:
            await state.set_state(None)
            await query.message.edit_text(FINISHED)


def survey(here: Place, *, isolated: bool) -> tuple[Dispatcher, Bot]:
    storage = RedisStorage.from_url(here.redis)
    isolation = storage.create_isolation() if isolated else None
    dispatcher = Dispatcher(storage=storage, events_isolation=isolation)
    dispatcher.include_router(router)
    session = AiohttpSession(api=TelegramAPIServer.from_base(here.api))
    return dispatcher, Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))


def app(here: Place, dispatcher: Dispatcher, bot: Bot) -> web.Application:
    async def tell_telegram(bot: Bot) -> None:
        await bot.set_webhook(here.webhook, secret_token=SECRET)

    dispatcher.startup.register(tell_telegram)
    served = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(served, "/telegram")
    setup_application(served, dispatcher, bot=bot)
    return served


if __name__ == "__main__":
    uvloop.install()
    dispatcher, bot = survey(place(), isolated="isolated" in sys.argv)
    if "polling" in sys.argv:
        asyncio.run(dispatcher.start_polling(bot))
    else:
        web.run_app(app(place(), dispatcher, bot), host="127.0.0.1", port=place().port, access_log=None)
