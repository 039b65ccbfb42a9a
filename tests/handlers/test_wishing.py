"""Reminders asked for in people's own words: the day they tell is used for what hangs on it, and is never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.subscriptions import Subscription, TargetKind
from handlers.turn import TurnKind
from tests.handlers.waiting_talk import Talk

SUBSIDY, REPORT, EXCHANGE = "taipei-overseas-subsidy", "taipei-overseas-report", "taipei-exchange-111"
GIFTED, KINMEN, PENPAL = "ntpc-it-gifted-113", "kinmen-regional-gifted", "taipei-penpal-111"
BACK = date(2026, 11, 3)


@pytest.fixture
def talk() -> Talk:
    return Talk()


def only(talk: Talk) -> Subscription:
    (made,) = talk.keeping.subscriptions.subscriptions(1)
    return made


@pytest.mark.parametrize(
    ("said", "programme", "entry", "day", "leads"),
    [
        ("我們11/3返國，出國補助的報告截止前三天提醒我", SUBSIDY, "report-due", BACK, (3,)),
        ("出國補助報告，我們 11 月 3 號回來，前三天提醒我", SUBSIDY, "report-due", BACK, (3,)),
        ("我們11/3回國 出國補助 成果報告 前三天提醒我", SUBSIDY, "report-due", BACK, (3,)),
        ("11/3 回國 出國補助報告 提醒 前5天", SUBSIDY, "report-due", BACK, (5,)),
        ("我們明年 7/10 出國，臨時出國案件申請前三天提醒我", SUBSIDY, "apply-adhoc", date(2027, 7, 10), (3,)),
        ("/remind 11/3 返國 出國補助的報告", SUBSIDY, "report-due", BACK, ()),
        ("11/3 從加拿大回來，學習檔案截止前一天提醒我", EXCHANGE, "portfolio-due", BACK, (1,)),
        ("提醒我交學習檔案，返國日是11/3", EXCHANGE, "portfolio-due", BACK, ()),
        ("明年 2/1 返國的學生，學習檔案前一天提醒我", EXCHANGE, "portfolio-due", date(2027, 2, 1), (1,)),
        ("3/10 出國，出國計畫要函報前一週提醒我", REPORT, "plan-due", date(2027, 3, 10), (7,)),
        ("3/10 出國，7/10 返國，出國計畫前三天提醒我", REPORT, "plan-due", date(2027, 3, 10), (3,)),
        ("我11月20日收到退件，補正期限前一天提醒我", REPORT, "correction-due", date(2026, 11, 20), (1,)),
        ("我明天收到補正通知，函復前一天提醒我", REPORT, "correction-due", date(2026, 11, 22), (1,)),
        ("11/15收到申復結果，申訴前三天提醒我", GIFTED, "complaint-due", date(2026, 11, 15), (3,)),
        ("結果公告是11/10，申復截止前兩天提醒我", GIFTED, "appeal-due", date(2026, 11, 10), (2,)),
        ("複查結果 11/10 收到，申復前兩天叫我", GIFTED, "appeal-due", date(2026, 11, 10), (2,)),
        ("金門的方案 11/30 結束，成果報告前三天提醒我", KINMEN, "report-due", date(2026, 11, 30), (3,)),
        ("筆友活動 12/10 辦完，報告前一週提醒我", PENPAL, "report-due", date(2026, 12, 10), (7,)),
        ("11/10開學，安置適切性回報前三天提醒我", GIFTED, "tracking-due", date(2026, 11, 10), (3,)),
        (
            "remind me 3 days before the overseas subsidy report, returned Nov 3",
            SUBSIDY,
            "report-due",
            BACK,
            (3,),
        ),
    ],
)
def test_a_told_day_is_counted_from(
    talk: Talk, said: str, programme: str, entry: str, day: date, leads: tuple[int, ...]
) -> None:
    talk(said)
    made = only(talk)
    assert (made.target.name, made.target.entry, made.target.day) == (programme, entry, day)
    assert made.leads == leads


@pytest.mark.parametrize(
    ("said", "programme", "entry", "leads", "minute"),
    [
        ("出國補助截止前三天提醒我", SUBSIDY, "apply-yearly", (3,), 510),
        ("出國補助申請截止當天早上八點提醒我", SUBSIDY, "apply-yearly", (0,), 480),
        ("11/3返國，出國補助申請截止前三天提醒我", SUBSIDY, "apply-yearly", (3,), 510),
        ("金門下學期方案截止前三天和當天提醒我", KINMEN, "apply-second-semester", (3, 0), 510),
        ("金門寒假方案前一天晚上八點提醒我", KINMEN, "apply-winter", (1,), 1200),
        ("國際課程截止前一週提醒我", "taipei-intl-courses", "apply-yearly", (7,), 510),
        ("Remind me one day before the overseas subsidy deadline", SUBSIDY, "apply-yearly", (1,), 510),
    ],
)
def test_fixed_dates(
    talk: Talk, said: str, programme: str, entry: str, leads: tuple[int, ...], minute: int
) -> None:
    """A day of something else does not lead away from the deadline that is named."""
    talk(said)
    made = only(talk)
    assert (made.target.kind, made.target.name, made.target.entry) == (TargetKind.DATE, programme, entry)
    assert made.leads == leads
    assert talk.keeping.subscriptions.preferences(1).minute == minute


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("我們 11/3 返國，出國報告截止前一天提醒我", 2),
        ("我們 11/3 返國，報告截止前一天早上八點提醒我", 3),
        ("昨天回國，交報告前一天提醒我", 3),
        ("返國日是11/3，提醒我交出國報告", 3),
        ("11/3 返國，提醒我", 4),
        ("12/5 辦完活動，成果報告截止前一週提醒我", 2),
        ("we come back on 11/3, remind me one day before the report is due", 3),
    ],
)
def test_where_several_fit_it_is_asked_which_and_the_day_is_kept(talk: Talk, said: str, count: int) -> None:
    assert "要提醒您哪一個" in talk(said)
    assert "算起" in talk.last.text
    assert len(talk.labels) == count
    assert "好，會提醒您" in talk(f"[{talk.labels[-1]}]")
    assert only(talk).target.day is not None


@pytest.mark.parametrize(
    "answers",
    [
        ("第二個", "11/3"),
        ("附錄二", "11/3返國"),
        ("[附錄二]", "我們是11月3號回來的"),
        ("11/3 返國", "附錄二"),
        ("第二個", "2/30", "13/45", "11/3"),
    ],
)
def test_one_question_at_a_time_until_it_is_clear(talk: Talk, answers: tuple[str, ...]) -> None:
    """Which one, then from which day; an impossible day is asked again; the days ahead are kept all the while."""
    talk("出國報告截止前三天提醒我", *answers)
    made = only(talk)
    assert (made.target.entry, made.target.day, made.leads) == ("report-month", BACK, (3,))


def test_a_day_alone_is_asked_about_before_it_is_used(talk: Talk) -> None:
    assert "返國日嗎" in talk("11/3 學習檔案截止前一天提醒我")
    assert talk.leads() == []
    talk("對")
    assert only(talk).target.day == BACK


def test_a_day_of_something_else_is_not_counted_from(talk: Talk) -> None:
    assert "返國日" in talk("3/10 出國，學習檔案截止前一天提醒我")
    assert "返國日" in talk("3/10 出國")
    talk("3/20 返國")
    assert only(talk).target.day == date(2027, 3, 20)


def test_what_is_over_by_the_told_day_is_said_with_its_date(talk: Talk) -> None:
    said = talk("去年11/3返國，出國補助的報告截止前一天提醒我")
    assert "114年12月1日" in said
    assert "已過" in said
    assert talk.leads() == []


@pytest.mark.parametrize(
    ("said", "leads"), [("國際課程開放申請前一天提醒我", (1,)), ("國際課程開始申請那天提醒我", (0,))]
)
def test_when_it_begins_is_not_when_it_ends(talk: Talk, said: str, leads: tuple[int, ...]) -> None:
    assert "開始的日子" in talk(said)
    made = only(talk)
    assert made.target.kind is TargetKind.OPENING
    assert made.leads == leads
    assert made.next is not None
    assert made.next.date() == date(2027, 9, 1) - timedelta(days=leads[0])


def test_where_no_beginning_is_written_this_is_said(talk: Talk) -> None:
    assert "沒有寫哪一天開始" in talk("金門開始申請那天提醒我")
    assert talk.leads() == []


def test_two_wishes_in_one_message(talk: Talk) -> None:
    talk("出國補助截止前三天提醒我，金門下學期的截止前一週也提醒我")
    assert talk.leads() == [(3,), (7,)]


def test_of_two_wishes_the_clear_one_is_set_and_the_other_asked(talk: Talk) -> None:
    said = talk("11/3 返國、報告前一天，還有出國補助申請前三天提醒我")
    assert "好，會提醒您" in said
    assert "要提醒您哪一個" in said
    talk("出國補助的")
    assert talk.leads() == [(3,), (1,)]


def test_changed_in_words(talk: Talk) -> None:
    assert "改好了" in talk("出國補助截止前三天提醒我", "改成前一天")
    assert talk.leads() == [(1,)]
    talk("金門寒假方案前一天提醒我", "出國補助的提醒改成前一週")
    assert talk.leads() == [(7,), (1,)]


def test_changing_nothing_is_somebody_else_s(talk: Talk) -> None:
    assert talk.waiting.reply(talk.turn(TurnKind.TEXT, text="改成前一天")) is None


def test_stopped_in_words(talk: Talk) -> None:
    talk("出國補助截止前三天提醒我", "金門寒假方案前一天提醒我")
    assert "要停哪一個" in talk("不要再提醒我了")
    assert "已停止" in talk("出國補助的提醒取消")
    assert only(talk).target.name == KINMEN
    assert "已停止" in talk("取消提醒")
    talk("[復原]")
    assert len(talk.leads()) == 1
    talk("出國補助截止前三天提醒我")
    assert "都停了" in talk("全部取消提醒")


def test_never_mind(talk: Talk) -> None:
    assert "不設提醒" in talk("出國報告截止前三天提醒我", "算了")
    assert talk.leads() == []


def test_a_question_in_between_is_answered(talk: Talk) -> None:
    assert "提醒您" not in talk("出國報告截止前三天提醒我", "出國補助可以補助多少錢？")


def test_not_to_forget_is_no_wish_to_stop(talk: Talk) -> None:
    assert "要提醒您哪一個" in talk("別忘了提醒我出國補助")


@pytest.mark.parametrize("said", ["每週提醒我一次出國補助", "提醒我11/3", "11/3返國，報告截止前100天提醒我"])
def test_limits_are_told(talk: Talk, said: str) -> None:
    assert talk(said)
    assert talk.leads() == []
