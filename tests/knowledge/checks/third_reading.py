"""A third reading of the documents, by another hand and in plain Python: what each applicant's check should say.

Written from the documents and the machine interface alone, without looking at the data files. It is slow to read on
purpose: each line is one clause. ``None`` means not told. Answers are (criteria, window, benefit, deadline).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

Answers = dict[str, Any]
MET, UNMET, UNKNOWN, REVIEW = "met", "unmet", "unknown", "review"
TAIPEI = ZoneInfo("Asia/Taipei")
LEVELS = ["none", "A1", "A2", "B1", "B2", "C1", "C2"]


def holds(value: Any, test: Callable[[Any], bool]) -> str:
    """met or unmet once told."""
    return UNKNOWN if value is None else MET if test(value) else UNMET


def several(parts: Iterable[str]) -> str:
    """A criterion of several parts, in the contract's order."""
    told = list(parts)
    return next((state for state in (UNMET, UNKNOWN, REVIEW) if state in told), MET)


def verdict(criteria: dict[str, str]) -> str:
    states = criteria.values()
    if UNMET in states:
        return "ineligible"
    if UNKNOWN in states:
        return "undetermined"
    return "review" if REVIEW in states else "eligible"


def at_least(value: Any, bound: float) -> str:
    return holds(value, lambda v: v >= bound)


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), TAIPEI)


def exchange(a: Answers, at: datetime) -> dict[str, Any]:
    """附錄六 伍、陸、柒、壹拾."""

    def marks(name: str) -> str:
        scores = a.get(name)
        if scores is None:
            return UNKNOWN
        return several(at_least(score, 70) for score in scores)

    level = holds(a.get("english_level"), lambda v: LEVELS.index(v) >= LEVELS.index("B1"))
    teacher = holds(a.get("english_teacher_statement"), bool)
    either = MET if MET in (level, teacher) else UNKNOWN if UNKNOWN in (level, teacher) else UNMET
    criteria = {
        "school": holds(a.get("school_city"), lambda v: v == "taipei"),
        "grade": holds(a.get("grade"), lambda v: v in (9, 10, 11)),
        "birthdate": holds(a.get("birthdate"), lambda v: "2004-03-01" <= v <= "2007-08-01"),
        "overall_averages": marks("overall_averages"),
        "english_scores": marks("english_scores"),
        "conduct": several(
            (holds(a.get("conduct_excellent"), bool), holds(a.get("minor_demerit_or_worse"), lambda v: not v))
        ),
        "english_level": either,
    }
    if a.get("destination") == "usa":
        criteria["eltis"] = holds(a.get("eltis_passed"), bool)
    money = {
        "low_income": 700_000,
        "middle_low_income": 700_000,
        "tax_below_20": 200_000,
        "tax_20_or_above": 75_000,
    }
    return {
        "criteria": criteria,
        "window": "open" if at <= end_of(date(2021, 12, 27)) else "closed",
        "benefit_ntd": money.get(a.get("household", "")),
        "doubtful": {"eltis"} if a.get("destination") is None else set(),
    }


def gifted(a: Answers, at: datetime) -> dict[str, Any]:
    """肆、陸二、附件三; the competition and the order of ranks are told by the caller's own list."""
    exhibition = holds(a.get("exhibition_match"), lambda v: not v)
    listed = UNKNOWN if a.get("competition") is None or a.get("division") is None else a["_listed"]
    criteria = {
        "nationality": holds(a.get("nationality_roc"), bool),
        "school": holds(a.get("school_city"), lambda v: v == "new_taipei"),
        "grade": holds(a.get("grade"), lambda v: 3 <= v <= 12),
        "competition": several((listed, exhibition)),
        "award_rank": UNKNOWN if a.get("award") is None else a["_rank"],
        "award_date": holds(a.get("award_date"), lambda v: "2022-08-01" <= v <= at.date().isoformat()),
        "recommendation": holds(a.get("recommender"), bool),
    }
    if (a.get("authors") or 0) >= 2:
        criteria["coauthor_consent"] = holds(a.get("coauthor_consent"), bool)
    first, second = (
        (datetime(2024, m, d, 9, tzinfo=TAIPEI), datetime(2024, m, e, 16, tzinfo=TAIPEI))
        for m, d, e in ((8, 7, 9), (11, 27, 29))
    )
    window = "closed" if at > second[1] else "upcoming"
    if first[0] <= at <= first[1] or second[0] <= at <= second[1]:
        window = "open"
    return {
        "criteria": criteria,
        "window": window,
        "doubtful": {"coauthor_consent"} if a.get("authors") is None else set(),
    }


def gtmh(a: Answers, at: datetime) -> dict[str, Any]:
    """五(二)2."""
    award = several(
        (
            holds(
                a.get("award_event"), lambda v: v in ("international_olympiad", "international_science_fair")
            ),
            holds(a.get("award_rank"), lambda v: v <= 3),
            holds(a.get("award_field_stemm"), bool),
        )
    )
    criteria = {
        "nationality": holds(a.get("nationality_roc"), bool),
        "school": holds(a.get("school_city"), lambda v: v == "taipei"),
        "grade": holds(a.get("grade"), lambda v: 8 <= v <= 12),
        "award": award,
        "english_level": holds(a.get("english_level"), lambda v: LEVELS.index(v) >= LEVELS.index("B1")),
    }
    return {"criteria": criteria, "window": "rolling"}


def isa(a: Answers, at: datetime) -> dict[str, Any]:
    """附錄三 表1、捌. Only asked here once the level is told."""
    level = a["level"]
    place = ["basic", "intermediate", "award", "upgrade"].index(level)
    team = [at_least(a.get("team_members"), (6, 6, 10, 10)[place])]
    partners = [at_least(a.get("partner_schools"), (1, 1, 1, 2)[place])]
    if place > 0:
        team.append(holds(a.get("team_roles_defined"), bool))
        partners.append(at_least(a.get("partner_activities"), (0, 2, 3, 4)[place]))
    criteria = {
        "school": holds(a.get("school_city"), lambda v: v == "taipei"),
        "contact_person": holds(a.get("contact_person"), bool),
        "team": several(team),
        "activities": at_least(a.get("global_activities"), (1, 3, 7, 8)[place]),
        "partners": several(partners),
    }
    if place == 0:
        criteria["application_limit"] = holds(a.get("previous_basic_applications"), lambda v: v < 2)
    else:
        criteria["domains"] = at_least(a.get("domains"), (0, 2, 3, 3)[place])
        criteria["student_share"] = at_least(a.get("student_percent"), (0, 30, 50, 70)[place])
    if place >= 2:
        criteria["foreign_language"] = at_least(a.get("foreign_language_activities"), 1)
        criteria["community"] = at_least(a.get("community_activities"), 2)
    if place == 3:
        criteria["mentoring"] = at_least(a.get("mentored_schools"), 1)
        criteria["holds_award"] = holds(a.get("holds_award"), bool)
    doubtful = {"mentoring"} if a.get("mentored_schools") == 0 else set()
    return {
        "criteria": criteria,
        "window": "rolling",
        "benefit_ntd": (40_000, 100_000, 180_000, 350_000)[place],
        "doubtful": doubtful,
    }


def communities(a: Answers, at: datetime) -> dict[str, Any]:
    """說明二(二)、三. Only asked here once the mode is told."""
    research = a["mode"] == "curriculum_rd"
    people = 6 if research else 4
    members = a.get("members")
    twice = 2 if research else 1
    criteria = {
        "members": UNKNOWN
        if members is None
        else UNMET
        if members < people
        else MET
        if members == people
        else REVIEW,
        "gifted_class_teachers": at_least(a.get("gifted_class_teachers"), twice),
        "convenor": holds(a.get("has_convenor"), bool),
        "meetings": at_least(a.get("meetings"), 8 if research else 4),
        "dialogues": at_least(a.get("dialogues"), twice),
        "open_lessons": at_least(a.get("open_lessons"), twice),
        "sharing_session": at_least(a.get("sharing_sessions"), 1),
    }
    if research:
        criteria["final_presentation"] = holds(a.get("joins_final_presentation"), bool)
    window = "open" if at <= end_of(date(2022, 9, 21)) else "closed"
    return {"criteria": criteria, "window": window, "benefit_ntd": 20_000 if research else 10_000}


def kinmen(a: Answers, at: datetime) -> dict[str, Any]:
    """六、八、九、十. Only asked here once form and stage are told."""
    criteria = {
        "school": holds(a.get("school_county"), lambda v: v == "kinmen"),
        "self_pay": at_least(a.get("self_pay_percent"), 5),
    }
    if a["form"] == "course":
        criteria["sessions"] = at_least(a.get("sessions"), 30)
    allowed = {
        "elementary": {"weekend_or_holiday", "wednesday_afternoon"},
        "junior_high": {"weekend_or_holiday"},
    }
    if a["stage"] in allowed:
        criteria["schedule"] = holds(a.get("schedule"), lambda v: set(v) <= allowed[a["stage"]])
    money = 210_000 if a["form"] == "course" else None
    if money is None and a.get("sessions") is not None:
        money = 210_000 if a["sessions"] > 30 else 80_000
    result: dict[str, Any] = {"criteria": criteria, "benefit_ntd": money}
    year, term = a.get("programme_year"), a.get("term")
    if year is not None and term is not None:
        due = date(year - 1, 10, 31) if term in ("second_semester", "winter") else date(year, 4, 30)
        result |= {"deadline": due.isoformat(), "window": "open" if at <= end_of(due) else "closed"}
    return result


def pen_pals(a: Answers, at: datetime) -> dict[str, Any]:
    """附錄五 肆、伍、柒、捌、拾. Only asked here once the kind of team and Israel are told."""
    if a["partner_is_israel"]:
        exchanges = at_least(a.get("exchanges_per_year"), 6)
    else:
        exchanges = several(
            (at_least(a.get("exchanges_per_semester"), 2), at_least(a.get("exchanges_per_year"), 4))
        )
    criteria = {
        "school": holds(a.get("school_city"), lambda v: v == "taipei"),
        "teachers": at_least(a.get("teachers"), 3),
        "exchanges": exchanges,
    }
    if a["team_kind"] == "cross_class":
        criteria["team_size"] = at_least(a.get("team_size"), 15)
    classes = a.get("classes")
    money = None if classes is None else min(15_000 * classes, 80_000)
    return {
        "criteria": criteria,
        "window": "open" if at <= end_of(date(2022, 7, 8)) else "closed",
        "benefit_ntd": money,
    }
