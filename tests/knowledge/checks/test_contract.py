"""The checks hold what the machine interface promises, and agree with the facts of their programmes."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.checks import FieldKind, load_checks
from knowledge.checks.proof import verify
from knowledge.documents.folder import read_folder
from knowledge.loading import load_documents, load_programmes

EXPECTED: dict[str, tuple[str, str]] = {
    "taipei-exchange-111": (
        "destination:choice school_city:choice grade:grade birthdate:date overall_averages:score_list "
        "english_scores:score_list conduct_excellent:yes_no minor_demerit_or_worse:yes_no english_level:choice "
        "english_teacher_statement:yes_no eltis_passed:yes_no household:choice",
        "school grade birthdate overall_averages english_scores conduct english_level eltis",
    ),
    "ntpc-it-gifted-113": (
        "nationality_roc:yes_no school_city:choice grade:grade competition:text division:choice award:text "
        "award_date:date exhibition_match:yes_no authors:count coauthor_consent:yes_no recommender:yes_no",
        "nationality school grade competition award_rank award_date coauthor_consent recommendation",
    ),
    "taipei-gtmh-student": (
        "nationality_roc:yes_no school_city:choice grade:grade award_event:choice award_rank:count "
        "award_field_stemm:yes_no english_level:choice",
        "nationality school grade award english_level",
    ),
    "taipei-isa-111": (
        "level:choice school_city:choice contact_person:yes_no team_members:count team_roles_defined:yes_no "
        "global_activities:count domains:count student_percent:percent partner_schools:count "
        "partner_activities:count foreign_language_activities:count community_activities:count "
        "mentored_schools:count previous_basic_applications:count holds_award:yes_no",
        "school contact_person team activities partners application_limit domains student_share "
        "foreign_language community mentoring holds_award",
    ),
    "kaohsiung-plc-111": (
        "mode:choice members:count gifted_class_teachers:count has_convenor:yes_no meetings:count "
        "dialogues:count open_lessons:count sharing_sessions:count joins_final_presentation:yes_no",
        "members gifted_class_teachers convenor meetings dialogues open_lessons sharing_session final_presentation",
    ),
    "kinmen-regional-gifted": (
        "school_county:choice form:choice sessions:count stage:choice schedule:choices self_pay_percent:percent "
        "term:choice programme_year:year",
        "school sessions schedule self_pay",
    ),
    "taipei-penpal-111": (
        "school_city:choice teachers:count team_kind:choice team_size:count partner_is_israel:yes_no "
        "exchanges_per_semester:count exchanges_per_year:count classes:count",
        "school teachers team_size exchanges",
    ),
}
CHOICES = {
    ("taipei-exchange-111", "destination"): "canada usa",
    ("taipei-exchange-111", "school_city"): "taipei other",
    ("taipei-exchange-111", "english_level"): "none A1 A2 B1 B2 C1 C2",
    ("taipei-exchange-111", "household"): "low_income middle_low_income tax_below_20 tax_20_or_above",
    ("ntpc-it-gifted-113", "school_city"): "new_taipei other",
    ("ntpc-it-gifted-113", "division"): "elementary junior_high senior_high",
    (
        "taipei-gtmh-student",
        "award_event",
    ): "international_olympiad international_science_fair national_competition none",
    ("taipei-gtmh-student", "english_level"): "none A1 A2 B1 B2 C1 C2",
    ("taipei-isa-111", "level"): "basic intermediate award upgrade",
    ("kaohsiung-plc-111", "mode"): "co_planning curriculum_rd",
    ("kinmen-regional-gifted", "school_county"): "kinmen other",
    ("kinmen-regional-gifted", "form"): "course activity",
    ("kinmen-regional-gifted", "stage"): "elementary junior_high senior_high",
    ("kinmen-regional-gifted", "schedule"): "weekend_or_holiday wednesday_afternoon weekday",
    ("kinmen-regional-gifted", "term"): "full_year first_semester summer second_semester winter",
    ("taipei-penpal-111", "team_kind"): "class cross_class",
}


@pytest.mark.parametrize("programme", list(EXPECTED))
def test_fields_and_criteria_are_those_of_the_interface(programme: str) -> None:
    check = load_checks()[programme]
    fields, criteria = EXPECTED[programme]
    assert {f"{f.id}:{f.kind.value}" for f in check.fields} == set(fields.split())
    assert {criterion.id for criterion in check.criteria} == set(criteria.split())


@pytest.mark.parametrize(("programme", "field"), list(CHOICES))
def test_choices_are_those_of_the_interface(programme: str, field: str) -> None:
    assert set(load_checks()[programme].field(field).choices) == set(CHOICES[programme, field].split())


@pytest.mark.parametrize("programme", list(load_checks()))
def test_a_check_agrees_with_its_programme_s_facts(programme: str) -> None:
    """Document, 文號, and every date that both files hold."""
    check, facts = load_checks()[programme], load_programmes()[programme]
    assert check.check.document == facts.programme.document
    assert check.check.number == facts.programme.edition.number
    dates = {entry.id: entry for entry in facts.dates}
    for span in check.window.spans:
        for name in span.same_as:
            assert dates[name].end == span.end
            assert dates[name].start == span.start
            if span.yearly is not None:
                theirs = dates[name].yearly
                assert theirs is not None
                assert (theirs.month, theirs.day, theirs.of) == (
                    span.yearly.month,
                    span.yearly.day,
                    span.yearly.of,
                )
    for case in check.deadline.cases if check.deadline else ():
        for name in case.same_as:
            assert (dates[name].yearly, dates[name].offset) == (case.yearly, case.offset)


@pytest.mark.parametrize("programme", list(load_checks()))
def test_a_fact_s_criterion_exists(programme: str) -> None:
    """A fact that names a criterion of its check names one that there is."""
    criteria = {criterion.id for criterion in load_checks()[programme].criteria}
    named = {fact.criterion for fact in load_programmes()[programme].facts if fact.criterion}
    assert named <= criteria


@pytest.mark.parametrize("programme", list(load_checks()))
def test_every_question_is_short_and_says_why(programme: str) -> None:
    """One question a message: at most 60 characters, with a question mark; every choice fits a button."""
    for asked in load_checks()[programme].fields:
        assert "？" in asked.question
        assert len(asked.question) <= 60
        assert asked.why.endswith("。")
        assert all(len(label) <= 32 for label in asked.choices.values())
        assert asked.unit or asked.kind in (
            FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.GRADE,
            FieldKind.DATE, FieldKind.YEAR, FieldKind.TEXT,
        )  # fmt: skip


@pytest.mark.documents
def test_every_check_stands_in_the_documents(documents_folder: Path) -> None:
    """Clauses, snippets, and every figure, day and sum that a rule holds."""
    assert verify(load_checks(), read_folder(documents_folder, load_documents())) == []
