"""How the bot shows itself on Telegram: name, descriptions, commands; written in ``profile.toml``, set at start.

繁體中文 is the default, because Telegram's language codes cannot tell it from 簡體; English is the second.
"""

from __future__ import annotations

import logging
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from handlers.office.roles import RULES

log = logging.getLogger(__name__)
DATA = Path(__file__).with_name("profile.toml")


class Words(BaseModel):
    """Name and descriptions in one language, within Telegram's limits."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    name: str = Field(min_length=1, max_length=64)
    short: str = Field(min_length=1, max_length=120)
    description: str = Field(min_length=1, max_length=512)


class Command(BaseModel):
    """A command of the menu."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str = Field(pattern="^[a-z0-9_]{1,32}$")
    zh: str = Field(min_length=1, max_length=256)
    en: str = Field(min_length=1, max_length=256)


class Profile(BaseModel):
    """All of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    zh: Words
    en: Words
    commands: tuple[Command, ...] = Field(min_length=1, max_length=100)


@cache
def profile() -> Profile:
    """The profile as written."""
    return Profile.model_validate(tomllib.loads(DATA.read_text(encoding="utf-8")))


def our_commands() -> frozenset[str]:
    """Every command that this bot knows."""
    return frozenset(each.name for each in profile().commands) | frozenset(RULES)


async def introduce(bot: Bot) -> None:
    """Set everything; what Telegram does not take today is no reason not to answer.

    What is the same already is not set again: Telegram allows few changes a day.
    """
    try:
        for language, words in (("", profile().zh), ("en", profile().en)):
            await _names(bot, language, words)
            commands = [
                BotCommand(each.name, each.en if language else each.zh) for each in profile().commands
            ]
            if list(await bot.get_my_commands(language_code=language)) != commands:
                await bot.set_my_commands(commands, language_code=language)
    except TelegramError as error:
        log.warning("the profile could not be set: %s", type(error).__name__)


async def _names(bot: Bot, language: str, words: Words) -> None:
    if (await bot.get_my_name(language)).name != words.name:
        await bot.set_my_name(words.name, language_code=language)
    if (await bot.get_my_short_description(language)).short_description != words.short:
        await bot.set_my_short_description(words.short, language_code=language)
    if (await bot.get_my_description(language)).description != words.description:
        await bot.set_my_description(words.description, language_code=language)
