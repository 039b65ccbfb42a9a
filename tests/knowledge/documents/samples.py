"""A small invented document, with every kind of numbering and disorder that real ones have."""

from __future__ import annotations

from datetime import date

from knowledge.documents import Document, parse
from knowledge.model import DocumentEntry

ENTRY = DocumentEntry(
    id="sample",
    title="海邊縣天文營實施計畫",
    issuer="海邊縣政府",
    number="海教字第1120000001號",
    issued=date(2023, 3, 1),
    recognise=("海邊縣天文營", "海教字第1120000001號"),
    parts=("附錄一：附錄一天文營", "附錄一 圖1：先報名", "附件二", "表件A-1", "版權頁：書名:"),
    furniture=("檔號:", "保存年限:*"),
)

TEXT = """\ufeff 海邊縣天文營實施計畫
112年3月1日海教字第1120000001號函訂定
壹、目的：讓孩子看星
星，也認識 Stellarium
Lab 軟體。
12
貳、對象及名額
- 一、國中 七、八
年級學生，正取２０名（弱勢至少２名），備取5
名。
　二、縣外學生：
（一）須經家長同意。7
（二）檢附下列文件：
 1.報名表。
檔　　號:
２、健康聲明
書（表件A-1）。
(1)需親簽。
（２）影本無效。
參、報名：112年4月5日（星期三）上午9時起至4月20日（星期四）下午4時止。
伍、補助：每校至多8萬元，每班1萬5,000元，講師費一日八仟元，逾二個月不受理。
陸、成果：活動結束後一個月內寄 star@example.org，電話04-2222333分機5。
附錄一   天文營流程
112年3月1日發
一、請依圖1辦理。
先報名
1. 收件
二次審查
貳、附則
附件二
海邊縣天文營
日程表
| 編號 | 事項 | 日期 |
|----|-----|----|
| 1 | 公告 | 112 年 3 月 1 日（星期三） |
| 2 | **報到** | 112 年 5 月 6 日（星期六） |
表件 A-1
健康聲明書 <https://stars.example.org/form>
書名：海邊天文
"""


def sample() -> Document:
    return parse(TEXT, ENTRY)
