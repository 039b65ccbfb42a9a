"""Hearing: what a message tells about a child or a school, field by field of one check.

Nothing is guessed: what the words leave open stays open (a year of birth is an interval, 三年級 is 3, 9 or 12), and
what could belong to two fields belongs to none.

>>> from datetime import datetime
>>> from knowledge.checks import load_checks
>>> exchange = load_checks()["taipei-exchange-111"]
>>> told = hear(exchange, "小孩讀新北的高中，戶籍在台北", datetime(2021, 12, 1))
>>> told.answers["school_city"]
Exact(value='other')
"""

from __future__ import annotations

from knowledge.hearing.listening import Heard, Problem, hear

__all__ = ["Heard", "Problem", "hear"]
