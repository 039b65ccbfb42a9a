"""In a group, whom a message is for: the bot listens only where it is named, answered, or given a command.

Telegram's privacy mode keeps most of a group from us; where it is off, or the bot administers the group, this does.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from telegram import Message
from telegram.constants import ChatType

GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}


def addressed(message: Message, me: str, number: int, commands: Collection[str]) -> bool:
    """Whether ``message`` is for the bot called ``me`` (its user name, without @) with that ``number``.

    A command without a name may be for another bot of the group; it is ours where it is one of ``commands``.
    """
    if message.chat.type not in GROUPS:
        return True
    text = message.text or message.caption or ""
    if text.startswith("/"):
        command, _, named = text[1:].split(maxsplit=1)[0].partition("@") if text[1:].strip() else ("", "", "")
        return named.lower() == me.lower() if named else command.lower() in commands
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == number:
        return True
    return mention(me).search(text) is not None


def without_name(text: str, me: str) -> str:
    """``text`` without the bot's name; all of it where nothing else is there."""
    return " ".join(mention(me).sub(" ", text).split(" ")).strip() or text


def mention(me: str) -> re.Pattern[str]:
    """The bot's name in a text, and not the beginning of a longer one."""
    return re.compile(rf"@{re.escape(me)}(?![A-Za-z0-9_])", re.IGNORECASE)
