"""Polls put, stopped and taken away by the bot."""

from collections.abc import Callable
from typing import Any

from aiogram import methods as api

from tests.telegram_fake.polls import poll_from
from tests.telegram_fake.reaching import keyboard, own_post, reachable, without_empty
from tests.telegram_fake.refusals import Refusal
from tests.telegram_fake.world import BOT, World

Json = dict[str, Any]


def send_poll(world: World, method: api.SendPoll) -> Json:
    chat = reachable(world, method.chat_id)
    if not chat.polls_allowed:
        raise Refusal(400, "Bad Request: not enough rights to send polls to the chat")
    poll = poll_from(method, world.poll_number())
    body: Json = {"reply_markup": keyboard(method)}
    if method.message_thread_id is not None:
        body |= {"message_thread_id": method.message_thread_id, "is_topic_message": True}
    post = world.post(chat, BOT, poll.question, without_empty(body))
    post.poll = poll
    return world.as_json(chat, post)


def stop_poll(world: World, method: api.StopPoll) -> Json:
    _, post = own_post(world, method.chat_id, method.message_id)
    if post.poll is None:
        raise Refusal(400, "Bad Request: message with poll to stop not found")
    if post.poll.closed:
        raise Refusal(400, "Bad Request: poll has already been closed")
    post.poll.closed = True
    return post.poll.as_json()


def delete_message(world: World, method: api.DeleteMessage) -> bool:
    chat = reachable(world, method.chat_id)
    post = chat.posts.get(method.message_id)
    if post is None:
        raise Refusal(400, "Bad Request: message to delete not found")
    if not post.by_bot:
        raise Refusal(400, "Bad Request: message can't be deleted")
    world.deleted.append(chat.posts.pop(post.number))
    return True


POLL_DOINGS: dict[str, Callable[[World, Any], Any]] = {
    "sendPoll": send_poll,
    "stopPoll": stop_poll,
    "deleteMessage": delete_message,
}
