"""The audit trail in words: what the rows say stays as it was written, only how it is told is here."""

from __future__ import annotations

from handlers.office.people import Deed
from handlers.office.roles import RULES, Place, Role

WHO = {Role.OWNER: "負責人", Role.STAFF: "承辦人員", Role.TEACHER: "老師", Role.EVERYONE: "其他人"}
DID = {
    "staff.invite": "邀請",
    "staff.accept": "用邀請加入",
    "staff.revoke": "撤銷",
    "link": "做加入連結",
    "template": "存範本",
    "proposal": "回答問題",
    "handback": "交還對話",
    "handover.reply": "回覆對話",
    "receipt": "按回條",
    "sheet.csv": "下載名單，公告",
    "announce.draft": "寫公告",
    "announce.submit": "送請核可，公告",
    "announce.schedule": "排定公告",
    "announce.send": "送出公告",
    "announce.go": "送出公告",
    "announce.approve": "核可公告",
    "announce.give back": "退回公告",
    "announce.too late": "錯過時間，公告",
    "announce.pause": "暫停公告",
    "announce.cancel": "取消公告",
    "announce.finish": "送完公告",
    "announce.correction": "更正",
    "announce.withdrawal": "收回",
    "announce.nudge": "催回條",
}
"""What was done, by its name in the trail."""
WHERE = {
    place.value: f"（{word}）" for place, word in zip(Place, ("私訊", "群組", "承辦人員的群組"), strict=True)
}
ABOUT = {
    " by itself": "（自動）",
    " too many failures": "：失敗太多",
    " of ": "，針對公告 ",
}


def told(deed: Deed) -> str:
    """One line of the trail."""
    did = DID.get(deed.did) or (f"用 /{deed.did}" if deed.did in RULES else f"按按鈕（{deed.did}）")
    about = WHERE.get(deed.about, deed.about)
    if deed.did.startswith("announce."):
        for written, words in ABOUT.items():
            about = about.replace(written, words)
    refused = "想" if deed.refused else ""
    end = "：沒有准" if deed.refused else ""
    return (
        f"{deed.at:%m/%d %H:%M} {WHO[deed.role]} {deed.person or '（已刪除）'} {refused}{did} {about}".rstrip()
        + end
    )
