"""A second, independent reading of the documents: plain Python, written from the text and not from the data files.

It knows nothing of rules, trees or TOML. ``test_second_reading`` compares it with the kernel on thousands of random,
partly filled applicants. Contests and awards come from small tables of texts whose meaning was decided by hand.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

TAIPEI = ZoneInfo("Asia/Taipei")
Told = dict[str, Any]
Result = dict[str, Any]
LEVELS = ["none", "A1", "A2", "B1", "B2", "C1", "C2"]

CONTESTS: dict[str, set[str] | None] = {
    # text → divisions for which the list has it; None: not on the list
    "國際資訊奧林匹亞競賽(IOI)": {"elementary", "junior_high", "senior_high"},
    "IOI": {"elementary", "junior_high", "senior_high"},
    "資訊奧林匹亞": {"elementary", "junior_high", "senior_high"},
    "中華民國中小學科學展覽會 電腦與資訊學科大會獎 (高中)(資訊類作品)": {"senior_high"},
    "中華民國中小學科學展覽會 電腦與資訊學科": {"senior_high"},
    "全國科展電腦與資訊學科": {"senior_high"},
    "臺灣國際科學展覽會電腦科學與資訊工程科大會獎(國高中)": {"junior_high", "senior_high"},
    "臺灣國際科學展覽會 電腦科學與資訊工程科": {"junior_high", "senior_high"},
    "台灣國際科展 電腦科學與資訊工程科": {"junior_high", "senior_high"},
    "普通型高級中等學校數理及資訊學科能力競賽": {"senior_high"},
    "NPSC": {"elementary", "junior_high", "senior_high"},
    "NPSC 網際網路程式設計全國大賽": {"elementary", "junior_high", "senior_high"},
    "全國高級中等學校技藝競賽-電腦軟體設計": {"senior_high"},
    "全國高級中等學校技藝競賽-程式設計": {"senior_high"},
    "國際技能競賽(資訊設計)": {"elementary", "junior_high", "senior_high"},
    "全國技能競賽-資訊技術(軟體設計)": {"elementary", "junior_high", "senior_high"},
    "全國技能競賽-網頁設計": {"elementary", "junior_high", "senior_high"},
    "全國技能競賽網頁設計": {"elementary", "junior_high", "senior_high"},
    "科技教育創意實作競賽/資訊科技應用組": {"elementary", "junior_high", "senior_high"},
    "全國高級中等學校技藝競賽-網頁設計": None,
    "全國技能競賽-程式設計": None,
    "全國技能競賽-資訊與網路技術": None,
    "國際技能競賽-網頁設計": None,
    "分區技能競賽-網頁設計": None,
    "全國身心障礙者技能競賽網頁設計": None,
    "亞太資訊奧林匹亞(APIO)": None,
    "國際數學奧林匹亞": None,
    "臺灣國際科學展覽會 數學科": None,
    "中華民國中小學科學展覽會 物理與天文學科": None,
    "科技教育創意實作競賽/生活科技組": None,
    "APCS": None,
    "新北市程式設計競賽": None,
    "貓咪盃": None,
    "沒有列出的競賽": None,
}
AWARDS = {
    **dict.fromkeys(
        (
            "第一名",
            "第2名",
            "第三名",
            "金牌",
            "銀牌",
            "銅牌",
            "特優",
            "優等",
            "甲等",
            "冠軍",
            "優等獎",
            "銅牌獎",
        ),
        "met",
    ),
    **dict.fromkeys(("第四名", "第5名", "第十名", "佳作", "入選"), "unmet"),
    **dict.fromkeys(("一等獎", "二等獎", "白金", "白金獎", "最佳創意獎", "優勝", "大會獎"), "review"),
}


def tri(value: object) -> str:
    return "unknown" if value is None else "met" if value else "unmet"


def at_least(value: float | None, bound: float) -> str:
    return "unknown" if value is None else "met" if value >= bound else "unmet"


def parts(*states: str) -> str:
    for state in ("unmet", "unknown", "review"):
        if state in states:
            return state
    return "met"


def equals(value: object, wanted: object) -> str:
    return "unknown" if value is None else "met" if value == wanted else "unmet"


def scores(values: list[float | None] | None) -> str:
    return "unknown" if values is None else parts(*(at_least(value, 70) for value in values))


def day_in(value: str | None, first: date, last: date) -> str:
    return "unknown" if value is None else "met" if first <= date.fromisoformat(value) <= last else "unmet"


def english(level: str | None) -> str:
    return "unknown" if level is None else "met" if LEVELS.index(level) >= LEVELS.index("B1") else "unmet"


def before(at: datetime, day: date) -> str:
    return "open" if at.astimezone(TAIPEI).date() <= day else "closed"


def exchange(a: Told, at: datetime) -> Result:
    level, statement = english(a.get("english_level")), tri(a.get("english_teacher_statement"))
    if "met" in (level, statement):
        language = "met"
    else:
        language = "unknown" if "unknown" in (level, statement) else "unmet"
    demerit = a.get("minor_demerit_or_worse")
    criteria = {
        "school": equals(a.get("school_city"), "taipei"),
        "grade": "unknown" if a.get("grade") is None else "met" if 9 <= a["grade"] <= 11 else "unmet",
        "birthdate": day_in(a.get("birthdate"), date(2004, 3, 1), date(2007, 8, 1)),
        "overall_averages": scores(a.get("overall_averages")),
        "english_scores": scores(a.get("english_scores")),
        "conduct": parts(tri(a.get("conduct_excellent")), tri(None if demerit is None else not demerit)),
        "english_level": language,
    }
    if a.get("destination") == "usa":
        criteria["eltis"] = tri(a.get("eltis_passed"))
    elif a.get("destination") is None:
        criteria["eltis"] = "unknown"
    money = {
        "low_income": 700000,
        "middle_low_income": 700000,
        "tax_below_20": 200000,
        "tax_20_or_above": 75000,
    }
    return {
        "criteria": criteria,
        "window": before(at, date(2021, 12, 27)),
        "benefit_ntd": money.get(a.get("household", "")),
    }


def gifted(a: Told, at: datetime) -> Result:
    grade, today = a.get("grade"), at.astimezone(TAIPEI).date()
    text, division, exhibition = a.get("competition"), a.get("division"), a.get("exhibition_match")
    if text is None:
        listed = "unknown"
    elif "觀摩" in text or "示範" in text:
        listed = "unmet"
    elif division is None:
        listed = "unknown"
    elif CONTESTS[text] is None:
        listed = "review"
    else:
        listed = "met" if division in (CONTESTS[text] or ()) else "review"
    criteria = {
        "nationality": tri(a.get("nationality_roc")),
        "school": equals(a.get("school_city"), "new_taipei"),
        "grade": "unknown" if grade is None else "met" if 3 <= grade <= 12 else "unmet",
        "competition": parts(listed, tri(None if exhibition is None else not exhibition)),
        "award_rank": "unknown" if a.get("award") is None else AWARDS[a["award"]],
        "award_date": day_in(a.get("award_date"), date(2022, 8, 1), today),
        "recommendation": tri(a.get("recommender")),
    }
    authors = a.get("authors")
    if authors is None:
        criteria["coauthor_consent"] = "unknown"
    elif authors >= 2:
        criteria["coauthor_consent"] = tri(a.get("coauthor_consent"))
    rounds = [
        (datetime(2024, 8, 7, 9, tzinfo=TAIPEI), datetime(2024, 8, 9, 16, tzinfo=TAIPEI)),
        (datetime(2024, 11, 27, 9, tzinfo=TAIPEI), datetime(2024, 11, 29, 16, tzinfo=TAIPEI)),
    ]
    if any(first <= at <= last for first, last in rounds):
        window = "open"
    else:
        window = "upcoming" if at < rounds[1][0] else "closed"
    return {"criteria": criteria, "window": window}


def mentored_student(a: Told, at: datetime) -> Result:
    event, rank = a.get("award_event"), a.get("award_rank")
    abroad = "unknown" if event is None else tri(event.startswith("international"))
    criteria = {
        "nationality": tri(a.get("nationality_roc")),
        "school": equals(a.get("school_city"), "taipei"),
        "grade": at_least(a.get("grade"), 8),
        "award": parts(
            abroad, "unknown" if rank is None else tri(rank <= 3), tri(a.get("award_field_stemm"))
        ),
        "english_level": english(a.get("english_level")),
    }
    return {"criteria": criteria, "window": "rolling"}


def isa(a: Told, at: datetime) -> Result:
    level = a.get("level")
    criteria = {
        "school": equals(a.get("school_city"), "taipei"),
        "contact_person": tri(a.get("contact_person")),
    }
    money = {"basic": 40000, "intermediate": 100000, "award": 180000, "upgrade": 350000}
    if level is None:
        names = ["team", "activities", "partners", "application_limit", "domains", "student_share"]
        names += ["foreign_language", "community", "mentoring", "holds_award"]
        criteria |= dict.fromkeys(names, "unknown")
        return {"criteria": criteria, "window": "rolling", "benefit_ntd": None}
    above = level != "basic"
    team = [at_least(a.get("team_members"), 10 if level in ("award", "upgrade") else 6)]
    partners = [at_least(a.get("partner_schools"), 2 if level == "upgrade" else 1)]
    activities = {"basic": 1, "intermediate": 3, "award": 7, "upgrade": 8}[level]
    if above:
        team.append(tri(a.get("team_roles_defined")))
        together = {"intermediate": 2, "award": 3, "upgrade": 4}[level]
        partners.append(at_least(a.get("partner_activities"), together))
        criteria["domains"] = at_least(a.get("domains"), 2 if level == "intermediate" else 3)
        share = {"intermediate": 30, "award": 50, "upgrade": 70}[level]
        criteria["student_share"] = at_least(a.get("student_percent"), share)
    else:
        used = a.get("previous_basic_applications")
        criteria["application_limit"] = "unknown" if used is None else tri(used < 2)
    criteria["team"] = parts(*team)
    criteria["partners"] = parts(*partners)
    criteria["activities"] = at_least(a.get("global_activities"), activities)
    if level in ("award", "upgrade"):
        criteria["foreign_language"] = at_least(a.get("foreign_language_activities"), 1)
        criteria["community"] = at_least(a.get("community_activities"), 2)
    if level == "upgrade":
        criteria["mentoring"] = at_least(a.get("mentored_schools"), 1)
        criteria["holds_award"] = tri(a.get("holds_award"))
    return {"criteria": criteria, "window": "rolling", "benefit_ntd": money[level]}


def community(a: Told, at: datetime) -> Result:
    mode, members = a.get("mode"), a.get("members")
    window = before(at, date(2022, 9, 21))
    criteria = {
        "convenor": tri(a.get("has_convenor")),
        "sharing_session": at_least(a.get("sharing_sessions"), 1),
    }
    if mode is None:
        names = (
            "members",
            "gifted_class_teachers",
            "meetings",
            "dialogues",
            "open_lessons",
            "final_presentation",
        )
        return {"criteria": criteria | dict.fromkeys(names, "unknown"), "window": window, "benefit_ntd": None}
    research = mode == "curriculum_rd"
    wanted = 6 if research else 4
    if members is None:
        criteria["members"] = "unknown"
    else:
        criteria["members"] = "unmet" if members < wanted else "met" if members == wanted else "review"
    criteria["gifted_class_teachers"] = at_least(a.get("gifted_class_teachers"), 2 if research else 1)
    criteria["meetings"] = at_least(a.get("meetings"), 8 if research else 4)
    criteria["dialogues"] = at_least(a.get("dialogues"), 2 if research else 1)
    criteria["open_lessons"] = at_least(a.get("open_lessons"), 2 if research else 1)
    if research:
        criteria["final_presentation"] = tri(a.get("joins_final_presentation"))
    return {"criteria": criteria, "window": window, "benefit_ntd": 20000 if research else 10000}


def regional(a: Told, at: datetime) -> Result:
    form, stage, slots = a.get("form"), a.get("stage"), a.get("schedule")
    criteria = {
        "school": equals(a.get("school_county"), "kinmen"),
        "self_pay": at_least(a.get("self_pay_percent"), 5),
    }
    if form == "course":
        criteria["sessions"] = at_least(a.get("sessions"), 30)
    elif form is None:
        criteria["sessions"] = "unknown"
    if stage is None:
        criteria["schedule"] = "unknown"
    elif stage != "senior_high":
        allowed = {"weekend_or_holiday"} | ({"wednesday_afternoon"} if stage == "elementary" else set())
        criteria["schedule"] = "unknown" if not slots else tri(set(slots) <= allowed)
    money = None
    if form == "course":
        money = 210000
    elif form == "activity" and a.get("sessions") is not None:
        money = 210000 if a["sessions"] > 30 else 80000
    deadline = None
    if a.get("term") is not None and a.get("programme_year") is not None:
        year = a["programme_year"]
        spring = a["term"] in ("full_year", "first_semester", "summer")
        deadline = date(year, 4, 30) if spring else date(year - 1, 10, 31)
    return {
        "criteria": criteria,
        "window": before(at, deadline) if deadline else None,
        "benefit_ntd": money,
        "deadline": deadline.isoformat() if deadline else None,
    }


def penpal(a: Told, at: datetime) -> Result:
    criteria = {
        "school": equals(a.get("school_city"), "taipei"),
        "teachers": at_least(a.get("teachers"), 3),
    }
    if a.get("team_kind") == "cross_class":
        criteria["team_size"] = at_least(a.get("team_size"), 15)
    elif a.get("team_kind") is None:
        criteria["team_size"] = "unknown"
    israel, yearly = a.get("partner_is_israel"), a.get("exchanges_per_year")
    if israel is None:
        criteria["exchanges"] = "unknown"
    elif israel:
        criteria["exchanges"] = at_least(yearly, 6)
    else:
        criteria["exchanges"] = parts(at_least(yearly, 4), at_least(a.get("exchanges_per_semester"), 2))
    classes = a.get("classes")
    return {
        "criteria": criteria,
        "window": before(at, date(2022, 7, 8)),
        "benefit_ntd": None if classes is None else min(80000, 15000 * classes),
    }


READINGS = {
    "taipei-exchange-111": exchange,
    "ntpc-it-gifted-113": gifted,
    "taipei-gtmh-student": mentored_student,
    "taipei-isa-111": isa,
    "kaohsiung-plc-111": community,
    "kinmen-regional-gifted": regional,
    "taipei-penpal-111": penpal,
}


def read(programme: str, answers: Told, at: datetime) -> Result:
    """Verdict, criteria, window, money and deadline of one applicant."""
    result = READINGS[programme](answers, at)
    states = set(result["criteria"].values())
    if "unmet" in states:
        result["verdict"] = "ineligible"
    elif "unknown" in states:
        result["verdict"] = "undetermined"
    else:
        result["verdict"] = "review" if "review" in states else "eligible"
    return result
