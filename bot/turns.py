"""Telegram's messages as turns."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from telegram import Message

from handlers.turn import Attached, Turn, TurnKind


def turn_of(message: Message, at: datetime, *, edited: bool) -> Turn | None:
    """A message as a turn; None for service messages, which ask nothing, and for what was not a person's own words."""
    if message.from_user is None or not by_a_person(message):
        return None
    turn = Turn(
        message.chat.id,
        message.from_user.id,
        at,
        edited=edited,
        message=message.message_id,
        replied=message.reply_to_message.message_id if message.reply_to_message else 0,
        html=message.text_html or message.caption_html or "",
        attached=attached(message),
    )
    if message.text is not None:
        if message.text.startswith("/"):
            name, *rest = re.split(r"\s+", message.text[1:], maxsplit=1)
            command = name.split("@")[0].lower()
            return replace(turn, kind=TurnKind.COMMAND, text="".join(rest).strip(), command=command)
        return replace(turn, text=message.text)
    if message.caption:
        return replace(turn, text=message.caption)
    kind = kind_of(message)
    return replace(turn, kind=kind) if kind is not None else None


def by_a_person(message: Message) -> bool:
    """Whether a person wrote it: not a bot, and not our own quick answer, which comes back where it is passed on to us.

    An administrator who hides behind the group counts as a person; Telegram writes a bot as the sender of that.
    """
    sender, hidden = message.from_user, message.sender_chat
    if message.via_bot is not None and message.via_bot.id == message.get_bot().id:
        return False
    return sender is not None and (not sender.is_bot or (hidden is not None and hidden.id == message.chat.id))


def attached(message: Message) -> Attached | None:
    """The picture (its largest size) or file of a message."""
    if message.photo:
        return Attached(TurnKind.PHOTO, message.photo[-1].file_id)
    if message.document:
        return Attached(TurnKind.FILE, message.document.file_id)
    return None


def kind_of(message: Message) -> TurnKind | None:
    """What was sent instead of words; None for service messages (members, pins, titles …)."""
    kinds = {
        TurnKind.PHOTO: message.photo or message.video or message.animation,
        TurnKind.STICKER: message.sticker or message.dice,
        TurnKind.VOICE: message.voice or message.audio or message.video_note,
        TurnKind.FILE: message.document,
        TurnKind.PLACE: message.location or message.venue,
        TurnKind.OTHER: message.contact or message.poll or message.story or message.game,
    }
    return next((kind for kind, there in kinds.items() if there), None)
