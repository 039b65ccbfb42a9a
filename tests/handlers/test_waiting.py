"""Dates and reminders through their counter: every way in, every way to change one's mind, every limit a sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.subscriptions import MOST_SUBSCRIPTIONS, Target, TargetKind
from handlers.turn import TurnKind
from tests.handlers.waiting_talk import NOW, Talk, assistant


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_one_tap_under_an_answer_is_enough(talk: Talk) -> None:
    said = talk("出國補助什麼時候要申請", "[提醒我]")
    assert "好，會提醒您" in said
    assert "115年12月15日（二）" in said
    assert "下一次是115年12月1日（二）" in said
    assert "每年" in said
    assert talk.leads() == [()]


def test_in_words_after_a_question(talk: Talk) -> None:
    assert "好，會提醒您：金門" in talk("金門整學年方案什麼時候截止", "截止前三天提醒我")
    assert talk.leads() == [(3,)]


def test_in_words_without_a_question(talk: Talk) -> None:
    said = talk("出國補助一般案件截止前一週和前一天早上七點提醒我")
    assert "7、1 天前上午7時提醒" in said
    assert talk.leads() == [(7, 1)]


def test_one_s_own_deadline(talk: Talk) -> None:
    said = talk("我們 11/3 返國，出國補助的報告截止前三天提醒我")
    assert "從115年11月3日（二）算起" in said
    assert "115年12月1日（二）" in said
    assert talk.leads() == [(3,)]


def test_several_dates_are_offered_with_the_days_that_were_told(talk: Talk) -> None:
    talk("我們 11/3 返國，出國報告什麼時候要交", "前一天提醒我")
    assert len([label for label in talk.labels if "報告" in label]) == 2
    talk("[函報出國報告（附錄二）]")
    assert talk.leads() == [(1,)]


def test_a_date_that_is_over_offers_the_next_edition_instead(talk: Talk) -> None:
    talk("交換學生報名到什麼時候")
    assert talk.labels == ["有新版本時通知我"]
    assert "新版本一進知識庫就通知您" in talk("[有新版本]")
    assert "都過了" in talk("交換學生截止前三天提醒我")
    (only,) = talk.keeping.subscriptions.subscriptions(1)
    assert only.target.kind is TargetKind.EDITION


def test_an_old_button_of_a_date_that_is_over_by_now_explains_itself(talk: Talk) -> None:
    talk.at = NOW.replace(year=2021, month=12, day=1)
    talk("交換學生報名到什麼時候")
    assert "提醒我" in talk.labels
    talk.at = NOW
    assert "不會再有提醒" in talk("[提醒我]")
    assert talk.leads() == []


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("/remind", None),
        ("臺北的全部都提醒我", Target(TargetKind.CITY, "taipei")),
        ("老師的全部都提醒我", Target(TargetKind.AUDIENCE, "teacher")),
        ("有新年度時通知我 交換學生", "edition"),
    ],
)
def test_a_city_a_role_an_edition(talk: Talk, said: str, target: Target | str | None) -> None:
    talk(said)
    if target is None:
        talk("[高雄市全部]")
        target = Target(TargetKind.CITY, "kaohsiung")
    (made,) = talk.keeping.subscriptions.subscriptions(1)
    assert target in {made.target, made.target.kind}


def test_a_programme_s_name_alone_offers_all_that_it_has_coming(talk: Talk) -> None:
    talk("幫我設定提醒：出國補助")
    assert any("一般案件" in label for label in talk.labels)
    assert "這個計畫的全部日期" in talk.labels


def test_a_wish_about_nothing_asks_what_about(talk: Talk) -> None:
    assert "要提醒您哪一個" in talk("提醒我")
    assert "哪一個計畫" in talk("有新版本通知我")


def test_a_deadline_counted_from_a_day_asks_for_the_day(talk: Talk) -> None:
    assert "返國日" in talk("出國補助返國後的報告截止前三天提醒我") or "算起" in talk.last.text


def test_the_list_changes_stops_and_takes_back(talk: Talk) -> None:
    talk("出國補助什麼時候要申請", "[提醒我]", "金門整學年方案什麼時候截止", "[提醒我]")
    assert talk("/reminders").startswith("2 個提醒")
    talk("[改 1]", "[14 天前]")
    assert talk.leads()[0] == (7, 3, 1, 0)
    assert "已停止" in talk("[停止這個提醒]")
    assert len(talk.leads()) == 1
    talk("[復原]")
    assert len(talk.leads()) == 2
    assert "2 個提醒都停了" in talk("/reminders", "[全部停止]")
    assert talk.leads() == []
    assert "2 個提醒" in talk("[復原]")
    assert len(talk.leads()) == 2


def test_taking_back_brings_back_only_what_was_stopped_then(talk: Talk) -> None:
    talk("金門整學年方案什麼時候截止", "[提醒我]", "[取消這個提醒]")
    talk.at = NOW + timedelta(hours=1)
    talk("出國補助什麼時候要申請", "[提醒我]", "/reminders", "[全部停止]", "[復原]")
    assert len(talk.leads()) == 1


def test_at_least_one_day_stays(talk: Talk) -> None:
    talk("金門整學年方案截止前三天提醒我")
    assert "至少要留一天" in talk("/reminders", "[改 1]", "[✓ 3 天前]")


def test_hours_quiet_and_zone(talk: Talk) -> None:
    talk("出國補助什麼時候要申請", "[提醒我]")
    assert "晚上8時送" in talk("/reminders", "[提醒的時間]", "[晚上8時]")
    assert "溫哥華時間" in talk("[時區]", "[溫哥華]")
    assert "晚上9時到上午8時不打擾" in talk("晚上九點到早上八點不要吵我")
    (made,) = talk.keeping.subscriptions.subscriptions(1)
    assert made.next is not None
    assert made.next.astimezone().utcoffset() is not None
    assert made.next.hour == 12, "20:00 in Vancouver is noon of the next day in Taipei"


def test_an_hour_in_the_quiet_hours_moves_them(talk: Talk) -> None:
    talk("早上六點提醒我")
    assert talk.keeping.subscriptions.preferences(1).quiet_to == 360
    talk("晚上十一點提醒我")
    assert not talk.keeping.subscriptions.preferences(1).quiet(23 * 60)


def test_there_is_a_limit_to_subscriptions(talk: Talk) -> None:
    dates = [key for key, entry in assistant().base.dates.items() if entry.anchor]
    count = 0
    for key in dates:
        for day in range(5):
            action = f"1|want|o|{talk.waiting.subscribing.targets.write(Target(TargetKind.DATE, *key))[1]}|2026-12-0{day + 1}"
            reply = talk.waiting.reply(talk.turn(TurnKind.BUTTON, action=action))
            assert reply is not None
            count += 1
            if f"最多 {MOST_SUBSCRIPTIONS} 個" in reply.text:
                assert len(talk.leads()) == MOST_SUBSCRIPTIONS
                return
    pytest.fail(f"no limit after {count}")


def test_in_a_group_an_administrator_decides() -> None:
    group = Talk(chat=-5, is_group=True, may_administer=False)
    for said in ("提醒我", "/reminders", "取消提醒", "晚上九點到早上八點不要吵我", "/remind 出國補助"):
        assert "管理員" in group(said), said
    group("出國補助什麼時候要申請")
    assert "管理員" in group("[提醒我]")
    group("出國補助什麼時候要申請")
    assert "行事曆檔" in group("[加到行事曆]"), "what changes nothing is for everybody"
    group.may_administer = True
    group("出國補助什麼時候要申請", "[提醒我]")
    assert len(group.leads()) == 1
    group.may_administer = False
    assert "管理員" in group("[取消這個提醒]")
    assert len(group.leads()) == 1


def test_dates_tell_what_is_coming_and_that_most_is_over(talk: Talk) -> None:
    said = talk("/dates")
    assert "115年12月15日" in said
    assert "都已經過了" in said
    assert "依據" in talk.last.quotes[0].text
    assert "國際交換學生" not in said


def test_dates_by_programme_city_role_and_month(talk: Talk) -> None:
    assert "金門" not in talk("/dates 臺北市")
    assert "金門" in talk("/dates", "[金門縣]")
    assert "出國補助" not in talk("/dates 金門")
    assert "給老師" in talk("/dates 老師")
    assert talk("/dates 12月").startswith("115年12月")
    assert "115年11月" in talk("[11月]")
    assert "沒有還沒到的日期" in talk("/dates 交換學生")
    assert talk("下個月有哪些截止").startswith("115年12月")
    assert talk("12月有什麼").startswith("115年12月")
    assert "接下來的日期" in talk("最近有什麼快截止的")


def test_dates_of_all_programmes_tell_the_next_of_each_and_fit_a_phone(talk: Talk) -> None:
    """One programme is named once; where several dates come, the others are counted; sources are folded."""
    said = talk("/dates").split("\n")
    named = [line for line in said if line.startswith("・")]
    assert len({line.split("｜")[0] for line in named}) == len(named)
    assert any("之後還有" in line for line in said)
    assert max(map(len, said)) <= 60


def test_an_ended_edition_s_yearly_dates_are_not_told_as_coming(talk: Talk) -> None:
    ended = [
        name
        for name, p in assistant().base.programmes.items()
        if p.programme.edition.ends is not None and any(e.yearly for e in p.dates)
    ]
    assert ended
    for name in ended:
        assert talk.waiting.dating.coming(Target(TargetKind.PROGRAMME, name), NOW) == []


def test_calendars_of_a_date_a_programme_a_city_and_all_reminders(talk: Talk) -> None:
    for said in (
        ("出國補助什麼時候要申請", "[加到行事曆]"),
        ("/dates 金門", "[加到行事曆]"),
        ("/dates", "[臺北市]", "[加到行事曆]"),
        ("/dates", "[加到行事曆]"),
    ):
        talk(*said)
        assert talk.last.file is not None
        assert talk.last.file.content.startswith(b"BEGIN:VCALENDAR")
    talk("出國補助什麼時候要申請", "[提醒我]", "/reminders", "[全部加到行事曆]")
    assert talk.last.file is not None
    assert talk.last.file.content.count(b"BEGIN:VEVENT") == 2, "this year's and next year's"


def test_reminders_of_others_cannot_be_touched() -> None:
    mine, other = Talk(), Talk(chat=2)
    other.waiting, other.keeping = mine.waiting, mine.keeping
    mine("出國補助什麼時候要申請", "[提醒我]", "/reminders", "[改 1]")
    for label in ("停止這個提醒", "14 天前"):
        action = mine.action(label)
        assert mine.waiting.reply(other.turn(TurnKind.BUTTON, action=action)) is None
    assert mine.leads() == [()]


VERBS = (
    "want wants dates ics icsp icst icsall r-card r-lead r-stop r-back r-stopall r-backall r-hours r-hour r-zones "
    "r-zone r-later r-done r-undone r-reminders r-remind"
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(VERBS.split())),
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "p",
                    "c",
                    "a",
                    "d",
                    "o",
                    "e",
                    "all",
                    "taipei",
                    "2026-13",
                    "2026-11-03",
                    "9" * 15,
                    "-1",
                    "",
                    "0.1.99.x",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=5,
    ),
)
def test_a_forged_button_does_no_harm(verb: str, arguments: list[str]) -> None:
    talk = Talk()
    reply = talk.waiting.reply(talk.turn(TurnKind.BUTTON, action="|".join(("1", verb, *arguments))))
    assert reply is None or reply.lines
