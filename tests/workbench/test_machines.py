"""The tables of all machines that are not money: sound as tables, every row fired, everything else refused with a sentence."""

import ast
import inspect
import textwrap
from datetime import date, timedelta

import pytest

pytest_plugins = ["workbench.offices"]

PEOPLE = {
    "owner": "qiye",
    "agent": "jingban",
    "intake": "shouli",
    "lead": "zhuban",
    "reviewer": "commerce-a",
    "head": "commerce-b",
    "approver": "pizhun",
    "treasury": "guoku",
    "unit_finance": "caiwu",
    "auditor": "shenji",
    "policy": "zhengce",
    "admin": "guanli",
}
DECIDES = {
    "case.adopt",
    "case.adopt_rejection",
    "case.defer",
    "case.objection_upheld_back",
    "case.objection_upheld_reject",
    "case.uphold_rejection",
    "list.confirm_decision",
    "objection.uphold",
    "objection.dismiss",
    "reconsideration.grant",
    "reconsideration.dismiss",
    "notice.retract",
    "preopinion.issue",
    "reading.approve",
    "reading.return",
}
ITEM = {"field": "statement", "kind": "incomplete", "sentence": "请补充"}
OPINION = {"opinion": "符合", "clause": "第四条", "conditions": "按约定", "funds": ""}
SAID = {
    "case.dispute": {"declaration": "220120251000000001", "item": "1", "fault": "value"},
    "case.request_correction": {"items": [ITEM]},
    "case.adjust": {"amount": 100, "basis": "会议纪要"},
    "review.draft_opinion": OPINION,
    "letter.send": {"number": "合成函1号"},
    "letter.enter_reply": {"reply": "无误", "reply_number": "合成函1号", "agrees": True},
    "notice.schedule": {"starts_on": date(2026, 11, 24)},
    "objection.refuse": {"inadmissible": "groundless"},
    "preopinion.draft": {"opinion": "可以", "rests_on": "所述计划", "valid_until": date(2027, 6, 30)},
    "preopinion.issue": {"number": "合成预核〔2026〕1号"},
    "reading.draft": {"value": "whenever", "text": "合成口径文字", "owner": "商务委（合成）"},
    "reading.redraft": {"value": "whenever", "text": "合成口径文字", "owner": "商务委（合成）"},
    "reading.approve": {"meeting": "合成会议", "legal_review": "合成审1号", "paper": "合成商1号"},
    "reading.publish": {"published_on": date(2026, 11, 24), "place": "网站", "starts_on": date(2026, 11, 24)},
}


def machines():
    from zongbao.workbench.things import machines

    return list(machines().values())


def each_row(office):
    """A thing of each machine in the state each row starts from; what is done to it is undone."""
    from django.db import transaction

    for machine in machines():
        for row in machine.transitions:
            with transaction.atomic():
                thing = thing_of(office, machine.name)
                _put(thing, row.origin, **needed(office, machine.name, row.origin))
                yield thing, row
                transaction.set_rollback(True)


def test_no_machine_is_left_out(office_store):
    assert {role for machine in machines() for row in machine.transitions for role in row.roles} <= {"system", *PEOPLE}


def test_no_table_is_ambiguous_and_every_state_is_reached_and_left(office_store):
    for machine in machines():
        keys = [(t.origin, t.event) for t in machine.transitions]
        assert len(keys) == len(set(keys)), machine.name
        reached = set(machine.initial) | {t.target for t in machine.transitions}
        assert set(machine.states) == reached, machine.name
        assert {t.event for t in machine.transitions} == set(machine.events), machine.name
        assert _ends(machine) == set(machine.states), machine.name


def _ends(machine):
    """The states from which an end can be reached."""
    good = set(machine.final)
    while True:
        more = {t.origin for t in machine.transitions if t.target in good} - good
        if not more:
            return good
        good |= more


def test_a_guard_changes_nothing_for_a_page_asks_it_too(office_store):
    from zongbao.workbench.things import machines

    guards = {rule for machine in machines().values() for rules in machine.guards.values() for rule in rules}
    assert len(guards) > 40
    assert {rule.__qualname__ for rule in guards if changes(inspect.getsource(rule))} == set()


@pytest.mark.parametrize("line", ["thing.a = 1", "thing.a, thing.b = 1, 2", "setattr(thing, 'a', 1)", "thing.save()"])
def test_a_guard_that_changes_its_thing_is_seen(line):
    assert changes(f"def rule(thing, act):\n    {line}\n")
    assert not changes("def rule(thing, act):\n    said = thing.a\n    thing.last()\n")


def changes(source):
    """Whether a rule writes to the thing it is asked about."""
    rule = ast.parse(textwrap.dedent(source)).body[0]
    thing = rule.args.args[0].arg
    for node in ast.walk(rule):
        written = isinstance(node, ast.Attribute) and (isinstance(node.ctx, ast.Store) or node.attr == "save")
        if written and getattr(node.value, "id", "") == thing:
            return True
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr" and node.args[0].id == thing:
            return True
    return False


def test_auditor_and_admin_fire_nothing_and_deciding_is_the_approvers_alone(office_store):
    for machine in machines():
        for row in machine.transitions:
            watching = {"auditor", "internal_audit", "discipline", "admin"}
            assert not set(row.roles) & (watching if machine.name == "reading" else {*watching, "policy"})
            if f"{machine.name}.{row.event}" in DECIDES:
                assert row.roles == ("approver",), row


def thing_of(office, machine):
    """A thing of each machine, on one case."""
    from zongbao.workbench.accounts.models import User
    from zongbao.workbench.cases.models import Adjustment, PreOpinion, Reconsideration

    if machine == "reading":
        from zongbao.workbench.readings.models import Reading

        return Reading.objects.get(name="newly", state="open")
    case = office.proposal()
    since = {"since": office.at}
    user = User.objects.get(username="fuhe")
    if machine == "case":
        return case
    if machine == "adjustment":
        _put(case, "deliberation")
        return Adjustment.objects.create(case=case, amount=1, basis="纪要", by=user, state="proposed", **since)
    if machine == "reconsideration":
        told = {"request": "请再看", "asks_about": "rejection", "asked_by": user, "asked_at": office.at}
        return Reconsideration.objects.create(case=case, state="requested", **told, **since)
    if machine == "preopinion":
        told = {"enterprise": case.enterprise, "programme": case.programme, "plan": "建仓", "asked_by": user}
        return PreOpinion.objects.create(asked_at=office.at, state="asked", **told, **since)
    return _of_the_round(office, case, machine=machine)


def _of_the_round(office, case, *, machine):
    from zongbao.workbench.meetings.models import Line, MeetingList
    from zongbao.workbench.notices.models import Notice, Objection
    from zongbao.workbench.reviews.rounds import open_round

    if machine in ("review", "letter"):
        open_round(case, at=office.at)
        _put(case, "in_review")
        return case.reviews.get(unit__code="commerce") if machine == "review" else case.letters.first()
    meeting = MeetingList.objects.create(number="试-1", programme=case.programme, state="draft", since=office.at)
    Line.objects.create(meeting=meeting, case=case, amount=case.computed)
    _put(case, "listed")
    type(case).objects.filter(pk=case.pk).update(recommended=case.computed)
    if machine == "list":
        return meeting
    notice = Notice.objects.create(number="试-1", meeting=meeting, state="draft", since=office.at)
    if machine == "notice":
        return notice
    return Objection.objects.create(
        notice=notice,
        case=case,
        name="赵六",
        contact="电话",
        text="有异议",
        received_at=office.at,
        state="received",
        since=office.at,
    )


def _put(thing, state, **more):
    """Set a thing in a state as if it had come there."""
    type(thing).objects.filter(pk=thing.pk).update(state=state, **more)
    thing.refresh_from_db()


def needed(office, machine, state):
    """What the database wants of a thing in this state."""
    from zongbao.workbench.accounts.models import User

    user = User.objects.get(username="commerce-b")
    if machine == "review" and state in ("concur", "concur_conditions", "object"):
        return {"signed_by": user, "signed_at": office.at}
    if machine == "review" and state == "drafted":
        return {"conditions": "按约定"}
    if machine == "notice" and state != "draft":
        who = User.objects.get(username="zhuban")
        return {"starts_on": date(2026, 11, 24), "ends_on": date(2026, 12, 1), "scheduled_by": who}
    if machine == "list" and state in ("decided", "adopted"):
        return {"minutes": "纪要", "held_on": date(2026, 11, 24)}
    if machine == "objection" and state in ("inadmissible", "on_record"):
        return {"inadmissible": "late"}
    if machine == "reading" and state != "open":
        drafter = User.objects.get(username="zhengce")
        told = {**SAID["reading.approve"], **SAID["reading.draft"]} if state == "approved" else {}
        return {**told, "price_from": 0, "drafted_by": drafter}
    if machine == "case":
        return _needed_of_case(state)
    if machine == "preopinion" and state == "drafted":
        return {"opinion": "可以", "drafted_by": User.objects.get(username="zhuban")}
    return {}


def _needed_of_case(state):
    from zongbao.workbench.accounts.models import User

    if state == "entry":
        return {"origin": "officer", "entered_by": User.objects.get(username="shouli")}
    return {"recommended": 100} if state in ("approval", "listed") else {}


def prepared(office, thing, *, event):
    """What must have happened before the event; returns when and with what it is fired."""
    name, at = f"{thing.machine.name}.{event}", office.at
    said = dict(SAID.get(name, {}))
    if event in ("expire", "lapse") or name == "case.close" or (name, thing.state) == ("notice.close", "published"):
        at = office.at + timedelta(days=60)
    if name == "case.close" and thing.state == "unconfirmed":
        at = office.at + timedelta(days=60)
    if name in ("case.submit_entry", "case.return_entry"):
        return at, said, "fuhe"
    if name == "objection.keep_on_record":
        type(thing).objects.filter(pk=thing.pk).update(name="", contact="")
    if name in ("review.sign_concur", "review.sign_object"):
        said_is = {"conditions": "", "clause": "第四条" if event == "sign_object" else ""}
        type(thing).objects.filter(pk=thing.pk).update(**said_is)
    if name in ("reading.approve", "reading.return"):
        return at, said, "koujing"
    if name.startswith("case.") and thing.state == "correction":
        asked = "in_review" if event.endswith("review") else "submitted"
        thing.correction_items.create(
            round=1, asked_in=asked, field="statement", kind="incorrect", sentence="补", answer="已补"
        )
    if name == "case.uphold_rejection":
        from zongbao.workbench.accounts.models import User

        who = User.objects.get(username="qiye")
        told = {"request": "请再看", "asks_about": "rejection", "asked_by": who, "asked_at": office.at}
        thing.reconsiderations.create(state="dismissed", since=office.at, **told)
    if name == "case.all_reviews_in":
        _concurred(office, thing)
    if name == "case.reopen_review":
        _concurred(office, thing)
        said["units"] = [thing.reviews.first().unit_id]
    if name == "case.notice_clear":
        _closed_notice(office, thing)
    if name == "review.pass_on":
        from zongbao.workbench.accounts.models import Unit

        heir = Unit.objects.get(code="zone")
        Unit.objects.filter(pk=thing.unit_id).update(abolished_on=office.at.date(), heir=heir)
    if event in ("adopt", "defer", "adopt_rejection"):
        _adopted_list(office, thing, event)
    if name == "case.publish":
        _closed_notice(office, thing, state="published")
    if name == "list.record_decision":
        line = thing.lines.get()
        told = {"minutes": "纪要", "held_on": date(2026, 11, 24), "attendance": "三人", "recusals": ""}
        said = {**told, "outcomes": {line.pk: "adopt"}, "notes": {line.pk: ""}}
    if name == "list.confirm_decision":
        thing.lines.update(outcome="adopt")
    if name == "list.close":
        _put(thing.lines.get().case, "withdrawn")
    if name == "letter.confirm_reply" or name == "letter.reject_entry":
        from zongbao.workbench.accounts.models import User

        type(thing).objects.filter(pk=thing.pk).update(entered_by=User.objects.get(username="zhuban"))
    return at, said, ""


def _concurred(office, case):
    from zongbao.workbench.accounts.models import User
    from zongbao.workbench.reviews.rounds import inputs_of, open_round

    open_round(case, at=office.at)
    who = User.objects.get(username="commerce-b")
    case.reviews.update(state="concur", signed_by=who, signed_at=office.at, inputs=inputs_of(case))
    case.letters.update(state="answered")


def _adopted_list(office, case, event):
    from zongbao.workbench.meetings.models import Line, MeetingList

    said = {"minutes": "纪要", "held_on": date(2026, 11, 24)}
    meeting = MeetingList.objects.create(
        number="试-3", programme=case.programme, state="adopted", since=office.at, **said
    )
    outcome = {"adopt": "adopt", "defer": "defer", "adopt_rejection": "reject"}[event]
    Line.objects.create(meeting=meeting, case=case, amount=100, outcome=outcome, note="会议定")


def _closed_notice(office, case, *, state="closed"):
    from zongbao.workbench.meetings.models import Line, MeetingList
    from zongbao.workbench.notices.models import Notice

    meeting = MeetingList.objects.create(number="试-2", programme=case.programme, state="draft", since=office.at)
    Line.objects.create(meeting=meeting, case=case, amount=case.computed)
    days = {"starts_on": date(2026, 11, 2), "ends_on": date(2026, 11, 9)}
    Notice.objects.create(number="试-2", meeting=meeting, state=state, since=office.at, **days)
    type(case).objects.filter(pk=case.pk).update(decided=case.computed)


def test_every_row_of_every_table_is_fired(office, own_store):
    wrong = [said for thing, row in each_row(office) if (said := fired(office, thing, row=row))]
    assert wrong == []
    assert office.verdicts() == []


def fired(office, thing, *, row):
    """Fire a row on a thing; what went wrong, or nothing."""
    from zongbao.refusals import Refusal

    at, said, by = prepared(office, thing, event=row.event)
    try:
        if row.roles == ("system",):
            office.system(thing, row.event, at=at)
        else:
            office.fire(thing, row.event, by=by or PEOPLE[row.roles[0]], comment="理由写明", at=at, **said)
    except Refusal as refusal:
        return f"{thing.about} {row.origin} {row.event}: {refusal}"
    return "" if thing.state == row.target else f"{thing.about} {row.origin} {row.event}: {thing.state}"


def test_who_may_not_is_refused_and_told_who_may(office):
    actors = {role: office.actor(person) for role, person in PEOPLE.items()}
    wrong = [said for thing, row in each_row(office) for said in allowed_wrongly(office, thing, row, actors)]
    assert wrong == []


def allowed_wrongly(office, thing, row, actors):
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.accounts.roles import ROLES
    from zongbao.workbench.firing import fire

    may = [str(ROLES[role].title) for role in row.roles if role in ROLES] or ["系统按时限"]
    for role in set(actors) - set(row.roles):
        try:
            fire(thing, row.event, by=actors[role], at=office.at, expected_version=thing.version, comment="理由")
        except NotAllowed as refusal:
            if may[0] not in str(refusal):
                yield f"{thing.about} {row.event} {role}: {refusal}"
        else:
            yield f"{thing.about} {row.origin} {row.event}: {role}"


def test_what_no_row_allows_is_refused_and_told_what_is_possible(office_store):
    from zongbao.workbench.machine import NotPossible

    for table in machines():
        for state in table.states:
            for event in set(table.events) - {t.event for t in table.leaving(state)}:
                with pytest.raises(NotPossible, match="现在可以"):
                    table.transition(state, event)


def test_a_reason_is_asked_for_where_the_table_says_so(office):
    from zongbao.workbench.firing import ReasonMissing

    with pytest.raises(ReasonMissing, match="须写明理由"):
        office.fire(office.proposal(), "waive", by="qiye", comment="  ")


def test_nobody_holds_two_ends_of_one_file(office):
    """Whoever recommended does not approve, whatever roles they hold."""
    from zongbao.workbench.accounts.models import Grant, User
    from zongbao.workbench.accounts.permissions import NotAllowed

    term = {"starts_on": date(2026, 1, 1), "ends_on": date(2028, 1, 1)}
    lead = User.objects.get(username="zhuban")
    Grant.objects.create(user=lead, role="approver", subject="awards", **term)
    case = office.reach("approval")
    with pytest.raises(NotAllowed, match="已以主办身份办过这一件"):
        office.fire(case, "return", by="zhuban", comment="理由")
