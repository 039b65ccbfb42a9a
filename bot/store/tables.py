"""An announcement's recipients as CSV that spreadsheets open: how each ended, and the answer.

Numbers are the ledger's own; nobody's Telegram number leaves with the file. A name is there only where somebody
answered, which they were told.
"""

from __future__ import annotations

import csv
import io

from bot.store.connection import Store, moment
from handlers.office.announcements import Announcement
from handlers.office.audiences import ROLES

HEAD = ("編號", "身分", "狀態", "原因", "時間", "回條", "顯示名稱")
STATES = {
    "planned": "還沒送",
    "sending": "送出中",
    "sent": "送達",
    "doubtful": "不確定",
    "failed": "失敗",
    "blocked": "封鎖或已離開",
    "skipped": "不必送",
}
ROWS = """select l.id, m.role, l.state, l.reason, l.changed, a.label, a.name from ledger l
    left join members m on m.chat = l.chat
    left join answers a on a.chat = l.chat and a.announcement = ?
    where l.key = ? order by l.id"""


def written(store: Store, announcement: Announcement) -> bytes:
    """UTF-8 with the mark that spreadsheets look for."""
    made = io.StringIO()
    table = csv.writer(made)
    table.writerow(HEAD)
    for number, role, state, reason, changed, label, name in store.rows(
        ROWS, announcement.of or announcement.id, announcement.key
    ):
        chosen = announcement.content.labels[label] if label is not None else ""
        table.writerow(
            [number, ROLES.get(role, ""), STATES[state], harmless(reason), f"{moment(changed):%Y-%m-%d %H:%M:%S}",
             harmless(chosen), harmless(name)]
        )  # fmt: skip
    return made.getvalue().encode("utf-8-sig")


def harmless(text: str | None) -> str:
    """A cell that no spreadsheet takes for a formula."""
    found = text or ""
    return f"'{found}" if found[:1] in {"=", "+", "-", "@", "\t", "\r"} else found
