"""Who may do what, and where: every cell of the table, pressed and typed; attempts are refused and written down."""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import bot
import handlers.office
from bot.clock import TAIPEI
from handlers.actions import encode
from handlers.office.gate import ONLY_TELEGRAM
from handlers.office.people import INVITATION
from handlers.office.roles import ELSEWHERE, FOR_OWNER, FOR_STAFF, PRESSED, RULES, Place, Role, menu, refusal
from handlers.office.states import Act
from handlers.office.trail import DID
from handlers.turn import Turn, TurnKind
from tests.handlers.office.office import GROUP, OFFICE, OWNER, PARENT, STAFF, STRANGER, TEACHER, World, whole

O, S, T, E = Role.OWNER, Role.STAFF, Role.TEACHER, Role.EVERYONE  # noqa: E741
P, G, F = Place.PRIVATE, Place.GROUP, Place.OFFICE
ALLOWED: dict[str, set[tuple[Role, Place]]] = {
    "staff": {(O, P)},
    "audit": {(O, P)},
    "announce": {(O, P), (S, P)},
    "announcements": {(O, P), (S, P)},
    "link": {(O, P), (S, P)},
    "questions": {(O, P), (S, P)},
    "stats": {(O, P), (S, P), (O, F), (S, F)},
    "handback": {(O, F), (S, F)},
    "join": {(O, P), (S, P), (T, P), (E, P)},
    "leave": {(O, P), (S, P), (T, P), (E, P)},
    "id": {(role, place) for role in Role for place in Place},
    "person": {(O, P), (S, P), (T, P), (E, P)},
}
"""Written out by hand, so that a slip in the table is seen."""
WHO = {O: OWNER, S: STAFF, T: TEACHER, E: PARENT}
WHERE = {P: None, G: GROUP, F: OFFICE}
REFUSALS = {FOR_OWNER, FOR_STAFF, *ELSEWHERE.values()}


@pytest.fixture
def full(world: World) -> World:
    world.hire()
    world.members.join(TEACHER, "teacher", "", world.now)
    world.members.join(PARENT, "parent", "", world.now)
    return world


def test_the_table_covers_every_command_and_button() -> None:
    assert set(RULES) == set(ALLOWED)
    assert set(PRESSED.values()) <= set(RULES)


@pytest.mark.parametrize("command", RULES)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", Place)
def test_every_cell_typed(full: World, command: str, role: Role, place: Place) -> None:
    said = full.says(f"/{command}", WHO[role], WHERE[place]).text
    may = (role, place) in ALLOWED[command]
    assert (refusal(role, command, place) is None) == may
    assert (said in REFUSALS) == (not may)
    refused = [deed for deed in full.staff.deeds(5) if deed.refused]
    assert len(refused) == (0 if may else 1)
    if refused:
        deed = refused[0]
        assert (deed.person, deed.role, deed.did, deed.about) == (WHO[role], role, command, place.value)


@pytest.mark.parametrize("verb", PRESSED)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", Place)
def test_every_cell_pressed(full: World, verb: str, role: Role, place: Place) -> None:
    """A forged button needs the same right as the command behind it."""
    said = full.presses(encode(verb, "x", "1", "1"), WHO[role], WHERE[place]).text
    may = (role, place) in ALLOWED[PRESSED[verb]]
    assert (said in REFUSALS) == (not may)
    if not may:
        (deed,) = full.staff.deeds(5)
        assert (deed.person, deed.did, deed.about) == (WHO[role], PRESSED[verb], place.value)
        assert deed.refused


def test_every_button_of_the_office_is_in_the_table_or_harmless_by_itself() -> None:
    """``hear`` and ``vote`` stand under answers, for whoever asked; they open nothing."""
    folders = [Path(folder) for folder in (handlers.office.__path__[0], bot.__path__[0])]
    code = "".join(file.read_text(encoding="utf-8") for folder in folders for file in folder.glob("*.py"))
    verbs = set(re.findall(r'encode\(\s*"([a-z]+)"', code))
    assert set(PRESSED) <= verbs
    assert verbs - set(PRESSED) == {"hear", "vote"}


def test_whoever_installs_it_learns_the_numbers_that_settings_ask_for(full: World) -> None:
    assert str(STRANGER) in full.says("/id", STRANGER).text
    in_group = full.says("/id", STRANGER, OFFICE).text
    assert str(OFFICE) in in_group
    assert str(STRANGER) not in in_group, "a person's number is nobody else's business"


def test_what_is_for_everybody_needs_no_right(full: World) -> None:
    for command in ("/start", "/help"):
        assert full.says(command, STRANGER, GROUP).text not in REFUSALS
    assert not full.staff.deeds(5)


@pytest.mark.parametrize("role", Role)
def test_nobody_is_shown_what_would_be_refused(role: Role) -> None:
    for place in Place:
        assert {name for name, _ in menu(role, place)} == {
            name for name, cells in ALLOWED.items() if (role, place) in cells and name != "handback"
        }


def test_an_invitation_works_once_for_one_person(world: World) -> None:
    link = world.says("/staff invite 景美國小教務處", OWNER).lines[1].text
    payload = link.partition("?start=")[2]
    assert len(payload) <= 64
    assert "承辦人員" in world.says(f"/start {payload}", STAFF).text
    assert world.staff.role(STAFF) is Role.STAFF
    assert "不能用" in world.says(f"/start {payload}", STRANGER).text
    assert world.staff.role(STRANGER) is Role.EVERYONE
    assert [(deed.person, deed.refused) for deed in world.staff.deeds(2)] == [
        (STRANGER, True),
        (STAFF, False),
    ]
    assert str(STAFF) in world.notes(OWNER)[0]


def test_an_invitation_expires_and_needs_a_private_chat(world: World) -> None:
    payload = "staff-" + world.staff.invite("景美國小", "", OWNER, world.now)
    assert "私訊" in world.says(f"/start {payload}", STAFF, GROUP).text
    world.now += INVITATION
    assert "不能用" in world.says(f"/start {payload}", STAFF).text
    assert world.staff.role(STAFF) is Role.EVERYONE
    assert [deed.refused for deed in world.staff.deeds(5)] == [True, True]


def test_an_invitation_is_not_kept_as_it_is(world: World) -> None:
    token = world.staff.invite("景美國小", "", OWNER, world.now)
    assert token not in "".join(map(str, world.store.rows("select * from invitations")))


@pytest.mark.parametrize("payload", ["staff-", "staff-abc", "staff-" + "x" * 58])
def test_a_forged_invitation_is_refused(world: World, payload: str) -> None:
    assert "不能用" in world.says(f"/start {payload}", STRANGER).text
    (deed,) = world.staff.deeds(5)
    assert (deed.person, deed.did, deed.refused) == (STRANGER, "staff.accept", True)


def test_a_revoked_person_may_nothing_more_and_can_be_invited_again(world: World) -> None:
    world.hire()
    world.says("/staff", OWNER)
    world.taps("撤銷 景美國小", OWNER)
    assert "已撤銷" in world.taps("確定撤銷", OWNER).text
    assert world.says("/announce", STAFF).text == FOR_STAFF
    assert "名單裡沒有" in world.says(f"/staff revoke {STAFF}", OWNER).text
    world.now += timedelta(days=1)
    world.hire()
    assert world.staff.role(STAFF) is Role.STAFF


@pytest.mark.parametrize(
    "text",
    [
        "/staff invite",
        "/staff invite 景美國小 #nosuchtag",
        "/staff invite " + "長" * 41,
        "/staff revoke 老師",
        "/staff revoke ９",
    ],
)
def test_a_slip_gets_a_sentence(world: World, text: str) -> None:
    assert world.says(text, OWNER).text
    assert world.store.rows("select * from invitations") == []


def test_the_audit_trail_is_only_added_to(world: World) -> None:
    world.staff.log(OWNER, "staff.invite", "x", world.now)
    for statement in ("update audit set did = 'nothing'", "delete from audit"):
        with pytest.raises((sqlite3.IntegrityError, Exception), match="audit trail"):
            world.store.write(statement)
    assert "負責人 11 邀請 x" in world.says("/audit", OWNER).text


def test_the_audit_trail_reads_as_sentences(full: World) -> None:
    full.says("/announce", STRANGER)
    full.says("/announce 明天停課", STAFF)
    full.presses("1|desk|approve|1|1", STAFF)
    full.presses("1|receipt|1|9", PARENT)
    first, second, third, fourth = full.says("/audit", OWNER).text.splitlines()[1:]
    assert first.endswith(f"其他人 {PARENT} 想按回條 1|receipt|1|9：沒有准")
    assert second.endswith(f"承辦人員 {STAFF} 想核可公告 1：沒有准")
    assert third.endswith(f"承辦人員 {STAFF} 寫公告 1")
    assert fourth.endswith(f"其他人 {STRANGER} 想用 /announce （私訊）：沒有准")


def test_every_step_of_an_announcement_has_words_in_the_trail() -> None:
    assert {f"announce.{act.value}" for act in Act} <= set(DID)


def test_without_an_owner_nobody_is_one(world: World) -> None:
    world.staff.owner = None
    assert world.says("/staff", OWNER).text == FOR_OWNER


@pytest.mark.parametrize("command", RULES)
def test_in_the_terminal_nothing_is_promised_that_cannot_be_kept(command: str) -> None:
    turn = Turn(1, 1, datetime(2026, 4, 16, tzinfo=TAIPEI), TurnKind.COMMAND, command=command)
    assert whole().reply(turn).text == ONLY_TELEGRAM
