"""What Telegram may send, kind by kind: answered, or left alone on purpose. The one table of it.

Only what is answered is asked for (``ALLOWED``); what comes all the same is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Handling:
    """Whether a kind of update is handled, and what is done or why nothing is."""

    handled: bool
    why: str


def yes(what: str) -> Handling:
    return Handling(True, what)


def no(why: str) -> Handling:
    return Handling(False, why)


UPDATES: dict[str, Handling] = {
    "message": yes("回答；群組裡只在被點名、被回覆或下指令時"),
    "edited_message": yes("改過的問題重新回答"),
    "callback_query": yes("按鈕：先回應 Telegram，再回答"),
    "inline_query": yes("在任何聊天室輸入 @機器人 和問題，給一則可以貼上的回答"),
    "my_chat_member": yes("被封鎖、移出：停止寄送；解除封鎖、加回來：接著寄；被加進群組：說一次怎麼叫它"),
    "chosen_inline_result": no("誰貼了哪一則，不需要知道"),
    "channel_post": no("頻道貼文不是在問機器人"),
    "edited_channel_post": no("頻道貼文不是在問機器人"),
    "business_connection": no("不代替任何人的帳號說話"),
    "business_message": no("不代替任何人的帳號說話"),
    "edited_business_message": no("不代替任何人的帳號說話"),
    "deleted_business_messages": no("不代替任何人的帳號說話"),
    "guest_message": no("不替沒有加它的聊天室說話"),
    "managed_bot": no("不管理別的機器人"),
    "poll": no("機器人不發投票"),
    "poll_answer": no("機器人不發投票"),
    "chat_member": no("別人進出群組與我們無關，也不想知道"),
    "chat_join_request": no("機器人不管群組的進出"),
    "message_reaction": no("表情回應不是問題"),
    "message_reaction_count": no("表情回應不是問題"),
    "chat_boost": no("與我們無關"),
    "removed_chat_boost": no("與我們無關"),
    "shipping_query": no("不賣東西"),
    "pre_checkout_query": no("不賣東西"),
    "purchased_paid_media": no("不賣東西"),
}
ALLOWED = [kind for kind, handling in UPDATES.items() if handling.handled]
