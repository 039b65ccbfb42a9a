"""Twenty thousand partly-filled applicants: the checks agree with a third reading of the documents."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from knowledge.checks import answer_line, load_checks
from tests.knowledge.checks import third_reading as third

EACH = 3_000
CITY = ("taipei", "other")
LEVEL = tuple(third.LEVELS)
LISTED = {  # as people may write it, the division, what the list says of it
    ("國際資訊奧林匹亞競賽", "senior_high"): "met",
    ("NPSC 網際網路程式設計全國大賽", "senior_high"): "met",
    ("全國技能競賽-網頁設計", "senior_high"): "met",
    ("全國高級中等學校技藝競賽-程式設計", "senior_high"): "met",
    ("全國高級中等學校技藝競賽-網頁設計", "senior_high"): "review",
    ("校內程式比賽", "junior_high"): "review",
    ("國語文競賽", "elementary"): "review",
}
RANKS = {
    "第一名": "met", "第二名": "met", "第三名": "met", "金牌": "met", "銀牌": "met", "銅牌": "met", "特優": "met", "優等": "met",
    "甲等": "met", "第四名": "unmet", "第五名": "unmet", "佳作": "unmet", "最佳人氣獎": "review",
}  # fmt: skip


def whole(low: int, high: int) -> Callable[[random.Random], int]:
    return lambda r: r.randint(low, high)


def one_of(*choices: Any) -> Callable[[random.Random], Any]:
    return lambda r: r.choice(choices)


def day(first: str, last: str) -> Callable[[random.Random], str]:
    start, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
    return lambda r: (start + timedelta(days=r.randint(0, (end - start).days))).date().isoformat()


def scores(r: random.Random) -> list[float]:
    return [
        r.choice((69, 69.9, 70, 70.5, 71, 80, 95, 100)) if r.random() < 0.3 else r.randint(70, 100)
        for _ in range(4)
    ]


def some(*choices: str) -> Callable[[random.Random], list[str]]:
    return lambda r: r.sample(choices, r.randint(1, len(choices)))


YES = one_of(True, False)
FIELDS: dict[str, dict[str, Callable[[random.Random], Any]]] = {
    "taipei-exchange-111": {
        "destination": one_of("canada", "usa"), "school_city": one_of(*CITY), "grade": whole(8, 12),
        "birthdate": day("2004-02-20", "2007-08-10"), "overall_averages": scores, "english_scores": scores,
        "conduct_excellent": YES, "minor_demerit_or_worse": YES, "english_level": one_of(*LEVEL),
        "english_teacher_statement": YES, "eltis_passed": YES,
        "household": one_of("low_income", "middle_low_income", "tax_below_20", "tax_20_or_above"),
    },
    "ntpc-it-gifted-113": {
        "nationality_roc": YES, "school_city": one_of("new_taipei", "other"), "grade": whole(1, 12),
        "competition": one_of(*(name for name, _ in LISTED)), "division": one_of("elementary", "junior_high", "senior_high"),
        "award": one_of(*RANKS), "award_date": day("2022-07-25", "2025-01-10"), "exhibition_match": YES,
        "authors": whole(1, 3), "coauthor_consent": YES, "recommender": YES,
    },
    "taipei-gtmh-student": {
        "nationality_roc": YES, "school_city": one_of(*CITY), "grade": whole(6, 12),
        "award_event": one_of("international_olympiad", "international_science_fair", "national_competition", "none"),
        "award_rank": whole(1, 5), "award_field_stemm": YES, "english_level": one_of(*LEVEL),
    },
    "taipei-isa-111": {
        "level": one_of("basic", "intermediate", "award", "upgrade"), "school_city": one_of(*CITY), "contact_person": YES,
        "team_members": whole(5, 11), "team_roles_defined": YES, "global_activities": whole(0, 9), "domains": whole(1, 4),
        "student_percent": one_of(29, 30, 31, 49, 49.9, 50, 69, 70, 71, 100), "partner_schools": whole(0, 3),
        "partner_activities": whole(1, 5), "foreign_language_activities": whole(0, 2), "community_activities": whole(0, 3),
        "mentored_schools": whole(0, 2), "previous_basic_applications": whole(0, 3), "holds_award": YES,
    },
    "kaohsiung-plc-111": {
        "mode": one_of("co_planning", "curriculum_rd"), "members": whole(3, 7), "gifted_class_teachers": whole(0, 3),
        "has_convenor": YES, "meetings": whole(3, 9), "dialogues": whole(0, 3), "open_lessons": whole(0, 3),
        "sharing_sessions": whole(0, 2), "joins_final_presentation": YES,
    },
    "kinmen-regional-gifted": {
        "school_county": one_of("kinmen", "other"), "form": one_of("course", "activity"), "sessions": whole(28, 32),
        "stage": one_of("elementary", "junior_high", "senior_high"),
        "schedule": some("weekend_or_holiday", "wednesday_afternoon", "weekday"), "self_pay_percent": one_of(0, 4, 4.9, 5, 6, 20),
        "term": one_of("full_year", "first_semester", "summer", "second_semester", "winter"), "programme_year": whole(2025, 2027),
    },
    "taipei-penpal-111": {
        "school_city": one_of(*CITY), "teachers": whole(2, 4), "team_kind": one_of("class", "cross_class"), "team_size": whole(13, 17),
        "partner_is_israel": YES, "exchanges_per_semester": whole(1, 3), "exchanges_per_year": whole(3, 7), "classes": whole(1, 7),
    },
}  # fmt: skip
ALWAYS = {"level", "mode", "form", "stage", "team_kind", "partner_is_israel"}
READERS: dict[str, Callable[[third.Answers, datetime], dict[str, Any]]] = {
    "taipei-exchange-111": third.exchange,
    "ntpc-it-gifted-113": third.gifted,
    "taipei-gtmh-student": third.gtmh,
    "taipei-isa-111": third.isa,
    "kaohsiung-plc-111": third.communities,
    "kinmen-regional-gifted": third.kinmen,
    "taipei-penpal-111": third.pen_pals,
}
MOMENTS = {
    "taipei-exchange-111": ("2021-12-20", "2022-01-05"),
    "ntpc-it-gifted-113": ("2024-08-01", "2024-12-05"),
    "taipei-gtmh-student": ("2026-01-01", "2026-12-31"),
    "taipei-isa-111": ("2022-05-01", "2023-12-31"),
    "kaohsiung-plc-111": ("2022-09-10", "2022-09-30"),
    "kinmen-regional-gifted": ("2024-09-01", "2027-06-01"),
    "taipei-penpal-111": ("2022-07-01", "2022-07-15"),
}


def applicant(programme: str, r: random.Random) -> tuple[third.Answers, datetime]:
    """A partly-filled applicant and the moment of asking."""
    full = r.random()
    answers = {
        name: make(r) for name, make in FIELDS[programme].items() if name in ALWAYS or r.random() < full
    }
    start = datetime.fromisoformat(MOMENTS[programme][0]).replace(tzinfo=third.TAIPEI)
    end = datetime.fromisoformat(MOMENTS[programme][1]).replace(tzinfo=third.TAIPEI)
    return answers, start + timedelta(minutes=r.randint(0, int((end - start).total_seconds() // 60)))


@pytest.mark.parametrize("programme", FIELDS)
def test_the_checks_agree_with_a_third_reading(programme: str) -> None:
    r = random.Random(20_260)
    checks = load_checks()
    for _ in range(EACH):
        answers, at = applicant(programme, r)
        line = {"id": 1, "programme": programme, "at": at.isoformat(), "answers": answers}
        told: dict[str, Any] = answer_line(line, at, checks)
        assert "error" not in told, (told, answers)
        known = dict(answers)
        if programme == "ntpc-it-gifted-113":
            key = (answers.get("competition"), answers.get("division"))
            if None not in key and key not in LISTED:
                continue  # whether another division is listed is settled by the look-up's own tests
            known |= {"_listed": LISTED.get(key), "_rank": RANKS.get(answers.get("award", ""))}  # type: ignore[arg-type]
        expected = READERS[programme](known, at)
        doubtful = expected.get("doubtful", set())
        ours = {name: state for name, state in told["criteria"].items() if name not in doubtful}
        theirs = {name: state for name, state in expected["criteria"].items() if name not in doubtful}
        assert ours == theirs, (answers, at)
        assert told["verdict"] == third.verdict(told["criteria"])
        assert (told["next"] is None) == (told["verdict"] != "undetermined"), told
        for name in ("window", "benefit_ntd", "deadline"):
            if name in expected:
                assert told.get(name) == expected[name], (name, answers, at, told)
