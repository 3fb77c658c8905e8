"""Anybody does anything, in any order, as time goes on: no walk over the machines breaks an invariant of casework."""

import contextlib
from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

pytest_plugins = ["workbench.offices"]

EVERYBODY = "qiye jingban shouli zhuban fuhe pizhun commerce-a commerce-b economy-a economy-b guoku guoku-b caiwu shenji".split()


class Walk(RuleBasedStateMachine):
    """One claim of the demo's firm and everything that grows from it."""

    office = None

    def __init__(self):
        from django.db import transaction

        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.at = self.office.at
        self.case = self.office.proposal()
        self.actors = {name: self.office.actor(name) for name in EVERYBODY}
        self.fired = 0

    def teardown(self):
        from django.db import transaction

        assert self.office.verdicts() == []
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def things(self):
        """Everything there is to do something with now."""
        from zongbao.workbench.cases.models import Case
        from zongbao.workbench.meetings.models import MeetingList
        from zongbao.workbench.notices.models import Notice, Objection

        cases = list(Case.objects.filter(enterprise=self.case.enterprise, programme=self.case.programme))
        grown = [
            x for c in cases for many in (c.reviews, c.letters, c.adjustments, c.reconsiderations) for x in many.all()
        ]
        lists = MeetingList.objects.filter(programme=self.case.programme)
        return [*cases, *grown, *lists, *Notice.objects.all(), *Objection.objects.all()]

    @rule(picks=st.lists(st.integers(0, 10**6), min_size=4, max_size=8))
    def somebody_goes_on(self, picks):
        """Steps that are somebody's to take now; three times in four one that goes forward."""
        for pick in picks:
            steps = self.possible()
            forward = [step for step in steps if not step[3]] if pick % 4 else steps
            chosen = forward or steps
            if chosen:
                self.do(*chosen[pick // 4 % len(chosen)][:3])

    def possible(self):
        from zongbao.workbench.firing import steps_from

        return [
            (thing, step.event, name, step.transition.needs_reason)
            for thing in self.things()
            if not thing.is_final
            for name, actor in self.actors.items()
            for step in steps_from(thing, actor, at=self.at)
            if step.verdict.allowed
        ]

    @rule(pick=st.integers(0, 10**6), name=st.sampled_from(EVERYBODY))
    def somebody_tries_anything(self, pick, name):
        things = self.things()
        thing = things[pick % len(things)]
        events = list(thing.machine.events)
        self.do(thing, events[pick // 7 % len(events)], name)

    @rule(days=st.integers(1, 6))
    def time_passes(self, days):
        from zongbao.workbench.cases.clock import tick

        self.at += timedelta(days=days)
        self.actors = {name: self.office.actor(name) for name in EVERYBODY}
        tick(at=self.at)

    @rule()
    def the_lead_makes_a_list_or_a_notice(self):
        from zongbao.refusals import Refusal
        from zongbao.workbench.meetings.models import MeetingList
        from zongbao.workbench.meetings.services import listable, make_list
        from zongbao.workbench.notices.services import make_notice

        lead = self.actors["zhuban"]
        waiting = list(listable().filter(enterprise=self.case.enterprise))
        adopted = MeetingList.objects.filter(state="adopted", notices=None).first()
        try:
            if waiting:
                make_list(waiting, by=lead, at=self.at)
            elif adopted:
                make_notice(adopted, by=lead, at=self.at)
        except Refusal:
            pass

    @rule()
    def the_firm_disputes_the_amount(self):
        from zongbao.refusals import Refusal
        from zongbao.workbench.cases.reconsidering import dispute_amount

        with contextlib.suppress(Refusal):
            dispute_amount(self.case, "少计", by=self.actors["qiye"], at=self.at)

    def do(self, thing, event, name):
        """Fire it, with what such an event is told; a refusal is as good as a step."""
        from zongbao.refusals import Refusal
        from zongbao.workbench.firing import fire

        said = self.said(thing, event)
        try:
            fire(
                thing,
                event,
                by=self.actors[name],
                at=self.at,
                expected_version=thing.version,
                comment="理由",
                data=said,
            )
        except Refusal as refusal:
            assert any("一" <= c <= "鿿" for c in str(refusal)), refusal
        else:
            self.fired += 1

    def said(self, thing, event):
        name = f"{thing.machine.name}.{event}"
        if name == "list.record_decision":
            lines = [line.pk for line in thing.lines.all()]
            outcome = ("adopt", "adopt", "defer", "reject")[self.at.day % 4]
            told = {"minutes": "纪要", "held_on": self.at.date(), "attendance": "三人"}
            return {**told, "outcomes": dict.fromkeys(lines, outcome), "notes": dict.fromkeys(lines, "说明")}
        return {
            "case.request_correction": {"items": [{"field": "contact", "kind": "incorrect", "sentence": "补"}]},
            "case.adjust": {"amount": 10_000 + self.fired, "basis": "纪要"},
            "case.recommend": {"resolution": "已协调"},
            "case.reopen_review": {"units": [review.unit_id for review in self.case.reviews.all()[:1]]},
            "case.suspend": {"money": ("keep", "release")[self.at.day % 2]},
            "review.draft_opinion": {"opinion": "符合", "clause": "四", "conditions": "按约定", "funds": "available"},
            "letter.enter_reply": {"reply": "无误", "reply_number": "函1", "agrees": True},
            "notice.schedule": {"starts_on": self.at.date() + timedelta(days=1)},
            "objection.refuse": {"inadmissible": "groundless"},
        }.get(name, {})

    @invariant()
    def what_is_reserved_is_what_the_cases_hold(self):
        from django.db.models import Sum

        line = self.case.programme.line
        line.refresh_from_db()
        sums = dict(line.postings.values_list("kind").annotate(Sum("amount")))
        assert line.reserved == sums.get("reservation", 0) - sums.get("release", 0)
        assert line.total == line.free + line.reserved + line.committed + line.paid

    @invariant()
    def an_award_has_its_amount_its_pin_and_its_money(self):
        from zongbao.workbench.cases.amounts import reserved_for
        from zongbao.workbench.cases.models import Case

        for case in Case.objects.filter(
            enterprise=self.case.enterprise, state__in=("notice_pending", "notice", "awarded")
        ):
            pin = case.pins.filter(event="adopt").last()
            assert case.decided is not None
            assert pin.amount == case.decided
            if case.corrects is None:
                assert reserved_for(case) == case.decided

    @invariant()
    def nothing_is_reserved_for_who_is_not_decided(self):
        from zongbao.workbench.cases.amounts import reserved_for
        from zongbao.workbench.cases.models import Case

        for case in Case.objects.filter(enterprise=self.case.enterprise, decided=None):
            assert reserved_for(case) == 0

    @invariant()
    def one_claim_of_a_thing_lives(self):
        from zongbao.workbench.cases.models import OVER, Case

        live = Case.objects.exclude(state__in=OVER).exclude(origin="correction")
        assert live.filter(enterprise=self.case.enterprise, programme=self.case.programme).count() <= 1

    @invariant()
    def one_term_runs(self):
        from zongbao.workbench.cases.models import Case

        for case in Case.objects.filter(enterprise=self.case.enterprise):
            running = case.clocks.filter(stopped_on=None)
            assert running.count() <= 1
            assert case.due_on == (running[0].due_on if running else None)


def test_no_walk_breaks_an_invariant(office):
    Walk.office = office
    calm = settings(
        max_examples=8,
        stateful_step_count=30,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Walk, settings=calm)


def test_the_walk_sees_a_broken_ledger(office):
    """The guard guarded: a posting that a case does not know is seen."""
    import pytest

    Walk.office = office
    walk = Walk()
    office_line = walk.case.programme.line
    type(office_line).objects.filter(pk=office_line.pk).update(
        free=office_line.free - 1, reserved=office_line.reserved + 1
    )
    with pytest.raises(AssertionError):
        walk.what_is_reserved_is_what_the_cases_hold()
    walk.teardown()
