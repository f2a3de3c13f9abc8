"""What people see of the bot before they speak to it: commands and descriptions, set only when they differ."""

import logging
from typing import NamedTuple

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

from bot.telegram.sending import Sender
from dialogues.message import Menu
from dialogues.script import Script

LONGEST_DESCRIPTION = 512
LONGEST_SHORT = 120

Commands = tuple[BotCommand, ...]

log = logging.getLogger(__name__)


class Face(NamedTuple):
    """The words for one language; `code` None for all whose language we do not have."""

    code: str | None
    commands: Commands
    in_groups: Commands
    to_leaders: Commands
    description: str
    short: str


def faces(script: Script, usual: str) -> tuple[Face, ...]:
    """One face for each language, and first the one for everybody else, in the language `usual`."""
    return tuple(_face(script, code, code or usual) for code in (None, *script.languages))


async def present(bot: Bot, sender: Sender, script: Script, usual: str) -> None:
    """Sets what differs. The bot works without it, so a failure is a line in the log."""
    for face in faces(script, usual):
        try:
            for scope, commands in _scopes(face):
                await _commands(bot, sender, face.code, scope, commands)
            await _descriptions(bot, sender, face)
        except Exception as trouble:  # noqa: BLE001 - never worth stopping the bot
            log.warning("the bot's commands and descriptions could not be set (%s)", type(trouble).__name__)
            return


def _scopes(face: Face) -> tuple[tuple[BotCommandScope, Commands], ...]:
    """Which commands are listed where: in private chats, in groups, and in groups to administrators."""
    return (
        (BotCommandScopeDefault(), face.commands),
        (BotCommandScopeAllPrivateChats(), face.commands),
        (BotCommandScopeAllGroupChats(), face.in_groups),
        (BotCommandScopeAllChatAdministrators(), face.to_leaders),
    )


async def _commands(bot: Bot, sender: Sender, code: str | None, scope: BotCommandScope, commands: Commands) -> None:
    if await sender.free(lambda: bot.get_my_commands(scope, code)) != commands:
        await sender.free(lambda: bot.set_my_commands(commands, scope, code))


async def _descriptions(bot: Bot, sender: Sender, face: Face) -> None:
    description = await sender.free(lambda: bot.get_my_description(face.code))
    if description is not None and description.description != face.description:
        await sender.free(lambda: bot.set_my_description(face.description, face.code))
    short = await sender.free(lambda: bot.get_my_short_description(face.code))
    if short is not None and short.short_description != face.short:
        await sender.free(lambda: bot.set_my_short_description(face.short, face.code))


def _face(script: Script, code: str | None, language: str) -> Face:
    wording = script.wording(language)
    return Face(
        code,
        _listed(script.menu(language)),
        _listed(script.group_menu(language, leaders=False)),
        _listed(script.group_menu(language, leaders=True)),
        wording.plain("telegram.description").strip()[:LONGEST_DESCRIPTION],
        wording.plain("telegram.short_description").strip()[:LONGEST_SHORT],
    )


def _listed(menu: tuple[Menu, ...]) -> Commands:
    return tuple(BotCommand(item.name, item.description) for item in menu)
