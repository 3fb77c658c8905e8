"""Anybody does anything, in any order, as time goes on: no walk over the machines breaks an invariant of casework.

A walk begins anywhere on the way of a claim and takes, of what can come next, what was tried least so far: so the walks together
come round. The dice are seeded: a walk that fails tells its steps and fails again. Hypothesis takes the same steps in an order
of its own, and makes a walk that fails as short as it can be. Readings and money have tests of their own.
"""

import contextlib
from collections import Counter
from datetime import timedelta
from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

pytest_plugins = ["workbench.offices"]

# Where each walk begins; twice where most can happen.
BEGINS = (
    *("in_review", "notice", "submitted", "deliberation", "in_review", "notice"),
    *("approval", "notice_pending", "in_review", "proposed", "submitted", "in_review"),
)
ASKED = (("yes_no", True), ("amount", False), ("text", True))
STEPS = 54
SELDOM = 0.25


class Walk:
    """One claim of the demo's firm and everything that grows from it. `tried` counts over all walks."""

    def __init__(self, office, *, dice, tried):
        from zongbao.workbench.accounts.models import User

        self.office, self.dice, self.tried = office, dice, tried
        self.at, self.trail = office.at, []
        self.case = office.proposal()
        people = User.objects.filter(grants__isnull=False).distinct().order_by("username")
        self.actors = {person.username: office.actor(person.username) for person in people}
        self.sets_the_scene()

    def sets_the_scene(self):
        """Each unit has its questions; no other firm's claim falls due."""
        type(self.case).objects.exclude(pk=self.case.pk).update(due_on=None)
        for part in self.case.programme.parts.all():
            part.questions.all().delete()
            for kind, required in ASKED:
                part.questions.create(text=f"{kind}？", kind=kind, required=required, basis="第四条")

    def goes(self, begins, *, steps):
        """From a state of the claim so many steps, whatever they are; nothing that must hold is broken by one."""
        self.begins(begins)
        for _ in range(steps):
            self.dice.choice(WAYS)(self)
            self.holds_what_must_hold()
        assert self.office.verdicts() == []

    def begins(self, state):
        self.office.reach(state)
        self.trail.append(f"a claim in {state}")
        self.somebody_objects()

    def holds_what_must_hold(self):
        for holds in INVARIANTS:
            holds(self)

    def things(self):
        """Everything there is to do something with now."""
        from zongbao.workbench.cases.models import PreOpinion
        from zongbao.workbench.meetings.models import MeetingList
        from zongbao.workbench.notices.models import Notice, Objection

        grown = [
            thing
            for case in self.cases()
            for many in (case.reviews, case.letters, case.adjustments, case.reconsiderations)
            for thing in many.all()
        ]
        lists = MeetingList.objects.filter(programme=self.case.programme)
        others = [*Notice.objects.all(), *Objection.objects.all(), *PreOpinion.objects.all()]
        return [*self.cases(), *grown, *lists, *others]

    def cases(self):
        from zongbao.workbench.cases.models import Case

        return list(Case.objects.filter(enterprise=self.case.enterprise, programme=self.case.programme))

    def somebody_goes_on(self):
        """What somebody's role lets them do next, least tried first; what goes back or ends, a third as often."""
        rows = [(thing, row) for thing in self.things() for row in thing.machine.leaving(thing.state)]
        if by_people := [(thing, row) for thing, row in rows if row.roles != ("system",)]:
            thing, row = min(by_people, key=self.weariness)
            self.tried[key_of(thing, row)] += 1
            self.whoever_may(thing, row)

    def weariness(self, step):
        return self.tried[key_of(*step)] * (3 if step[1].needs_reason else 1), self.dice.random()

    def whoever_may(self, thing, row):
        """Everybody with the role tries in turn, until one may."""
        for name, actor in self.actors.items():
            if actor.has(*row.roles) and self.does(thing, row.event, name):
                return

    def somebody_tries_anything(self):
        thing, name = self.dice.choice(self.things()), self.dice.choice(list(self.actors))
        self.does(thing, self.dice.choice(list(thing.machine.events)), name)

    def time_passes(self):
        from zongbao.workbench.clock.ticking import tick

        days = self.dice.choice((1, 2, 6, 45))
        self.at += timedelta(days=days)
        self.trail.append(f"{days} days")
        tick(at=self.at)

    def the_lead_makes_a_list_or_a_notice(self):
        from zongbao.workbench.meetings.models import MeetingList
        from zongbao.workbench.meetings.services import listable, make_list
        from zongbao.workbench.notices.services import make_notice

        waiting = list(listable().filter(enterprise=self.case.enterprise))
        adopted = MeetingList.objects.filter(state="adopted", notices=None).first()
        if waiting:
            self.tries(make_list, waiting, by="zhuban")
        elif adopted:
            self.tries(make_notice, adopted, by="zhuban")

    def the_firm_disputes_the_amount(self):
        from zongbao.workbench.cases.reconsidering import dispute_amount

        self.tries(dispute_amount, self.cases()[-1], "少计", by="qiye")

    def the_firm_claims_anew(self):
        """Where its claim is over: by itself, or on paper."""
        from zongbao.workbench.cases.writing import enter_at_window, start_draft

        begin, who = self.dice.choice(((enter_at_window, "shouli"), (start_draft, "qiye")))
        self.tries(begin, self.case.programme, self.case.enterprise, by=who)

    def the_firm_asks_before_it_invests(self):
        from zongbao.workbench.cases.preopinions import ask_before

        self.tries(ask_before, self.case.programme, self.case.enterprise, by="qiye", plan="建仓")

    def the_firm_answers_what_was_asked(self):
        from zongbao.workbench.cases.corrections import answer_item
        from zongbao.workbench.cases.writable import last_items

        for case in self.cases():
            if case.state == "correction":
                for item in last_items(case):
                    self.tries(answer_item, item, "已补", by="qiye")

    def somebody_objects(self):
        """To a notice that stands, one without a name and one with it."""
        from zongbao.workbench.notices.models import Notice, Objection
        from zongbao.workbench.notices.services import enter

        for notice in Notice.objects.filter(state="published"):
            case = notice.meeting.lines.first().case
            for name in ("", "赵六"):
                said = Objection(notice=notice, case=case, name=name, contact=name, text="有异议")
                self.tries(enter, said, by="shouli", received_at=self.at)

    def a_unit_is_abolished(self):
        """One of those asked, now and then, once a walk; another of them inherits what it owes."""
        from zongbao.workbench.accounts.models import Unit

        asked = list(Unit.objects.filter(reviews__case=self.case).distinct().order_by("code"))
        if self.dice.random() < SELDOM and len(asked) > 1 and not any(unit.abolished_on for unit in asked):
            gone, heir = self.dice.sample(asked, 2)
            Unit.objects.filter(pk=gone.pk).update(abolished_on=self.at.date(), heir=heir)
            self.trail.append(f"{gone} is abolished, {heir} inherits")

    def tries(self, act, *things, by, **said):
        """One call of a service; says whether it was done. A refusal is as good, as long as it says why in a sentence."""
        from zongbao.refusals import Refusal

        told = f"{by} {act.__name__} {' '.join(map(str, things))}"
        try:
            act(*things, by=self.actors[by], at=self.at, **said)
        except Refusal as refusal:
            assert any("一" <= c <= "鿿" for c in str(refusal)), refusal
            self.trail.append(f"{told}: {refusal}")
            return False
        self.trail.append(told)
        return True

    def does(self, thing, event, name):
        """Fire an event, with what such an event is told."""
        from zongbao.workbench.firing import fire

        thing.refresh_from_db()
        told = {"expected_version": thing.version, "comment": "理由", "data": self.said(thing, event)}
        return self.tries(fire, thing, event, by=name, **told)

    def said(self, thing, event):
        name = f"{thing.machine.name}.{event}"
        if name == "list.record_decision":
            lines = [line.pk for line in thing.lines.all()]
            outcome = self.dice.choice(("adopt", "adopt", "defer", "reject"))
            told = {"minutes": "纪要", "held_on": self.at.date(), "attendance": "三人"}
            return {**told, "outcomes": dict.fromkeys(lines, outcome), "notes": dict.fromkeys(lines, "说明")}
        if name in ("review.draft_opinion", "letter.enter_reply"):
            return {**SAID[name], "answers": self.answers(thing)}
        told = {
            "case.adjust": {"amount": 10_000 + self.tried.total(), "basis": "纪要"},
            "case.reopen_review": {"units": [review.unit_id for review in self.case.reviews.all()[:1]]},
            "case.suspend": {"money": self.dice.choice(("keep", "release"))},
            "notice.schedule": {"starts_on": self.at.date() + timedelta(days=1)},
            "preopinion.draft": {"opinion": "可以", "rests_on": "", "valid_until": self.at.date() + timedelta(days=90)},
            "preopinion.issue": {"number": f"预核{self.tried.total()}"},
        }
        return told.get(name) or SAID.get(name, {})

    def answers(self, thing):
        """An answer to every question; now and then none, as people do."""
        from workbench.offices import answers_to

        return answers_to(thing) if self.dice.random() < 0.75 else {}

    def nobody_signs_before_what_was_asked_is_answered(self):
        from zongbao.workbench.reviews.models import SIGNED, Letter, Review

        signed, answered = Review.objects.filter(state__in=SIGNED), Letter.objects.filter(state="answered")
        given = [*signed.prefetch_related("answers"), *answered.prefetch_related("answers")]
        asked = [answer for thing in given for answer in thing.answers.all() if answer.required]
        assert [answer.text for answer in asked if not answer.said] == []

    def what_is_reserved_is_what_the_cases_hold(self):
        from django.db.models import Sum

        line = self.case.programme.line
        line.refresh_from_db()
        sums = dict(line.postings.values_list("kind").annotate(Sum("amount")))
        assert line.reserved == sums.get("reservation", 0) - sums.get("release", 0)
        assert line.total == line.free + line.reserved + line.committed + line.paid

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

    def nothing_is_reserved_for_who_is_not_decided(self):
        from zongbao.workbench.cases.amounts import reserved_for
        from zongbao.workbench.cases.models import Case

        for case in Case.objects.filter(enterprise=self.case.enterprise, decided=None):
            assert reserved_for(case) == 0

    def one_claim_of_a_thing_lives(self):
        from zongbao.workbench.cases.models import OVER, Case

        live = Case.objects.exclude(state__in=OVER).exclude(origin="correction")
        assert live.filter(enterprise=self.case.enterprise, programme=self.case.programme).count() <= 1

    def one_term_runs(self):
        from zongbao.workbench.cases.models import Case

        for case in Case.objects.filter(enterprise=self.case.enterprise):
            running = case.clocks.filter(stopped_on=None)
            assert running.count() <= 1
            assert case.due_on == (running[0].due_on if running else None)


WAYS = (
    *[Walk.somebody_goes_on] * 10,
    *[Walk.the_lead_makes_a_list_or_a_notice] * 2,
    *[Walk.time_passes] * 3,
    Walk.somebody_tries_anything,
    Walk.somebody_objects,
    *[Walk.the_firm_answers_what_was_asked] * 2,
    Walk.the_firm_disputes_the_amount,
    Walk.the_firm_claims_anew,
    Walk.the_firm_asks_before_it_invests,
    Walk.a_unit_is_abolished,
)
INVARIANTS = (
    Walk.nobody_signs_before_what_was_asked_is_answered,
    Walk.what_is_reserved_is_what_the_cases_hold,
    Walk.an_award_has_its_amount_its_pin_and_its_money,
    Walk.nothing_is_reserved_for_who_is_not_decided,
    Walk.one_claim_of_a_thing_lives,
    Walk.one_term_runs,
)
SAID = {
    "case.request_correction": {"items": [{"field": "contact", "kind": "incorrect", "sentence": "补"}]},
    "case.recommend": {"resolution": "已协调"},
    "review.draft_opinion": {"opinion": "符合", "clause": "四", "conditions": "按约定", "funds": "available"},
    "letter.send": {"number": "函1"},
    "letter.enter_reply": {"reply": "无误", "reply_number": "函1", "agrees": True},
    "objection.refuse": {"inadmissible": "groundless"},
}


def key_of(thing, row):
    return thing.machine.name, row.origin, row.event


@contextlib.contextmanager
def noted():
    """The rows that are fired meanwhile."""
    from zongbao.workbench.firing import fired

    rows = Counter()

    def note(sender, thing, act, before, **_signal):
        rows[thing.machine.name, before, act.event] += 1

    fired.connect(note)
    try:
        yield rows
    finally:
        fired.disconnect(note)


@contextlib.contextmanager
def undone():
    """What is done here is done to nobody else's office."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_no_walk_breaks_an_invariant(office):
    """And the walks together come round: what they prove is worth what they have fired."""
    from workbench.test_machines import machines

    tried = Counter()
    with noted() as rows:
        for n, begins in enumerate(BEGINS):
            with undone():
                walk = Walk(office, dice=Random(n), tried=tried)
                try:
                    walk.goes(begins, steps=STEPS)
                except Exception as fault:
                    fault.add_note("\n".join(walk.trail))
                    raise
    table = {(m.name, row.origin, row.event) for m in machines() if m.name != "reading" for row in m.transitions}
    never = sorted(table - set(rows))
    assert len(never) < len(table) / 3, never


class Walks(RuleBasedStateMachine):
    """The same walk as hypothesis takes it, undone at its end."""

    office = None

    @initialize(begins=st.sampled_from(BEGINS), seed=st.integers(0, 10**6))
    def a_walk_begins(self, begins, seed):
        self.meanwhile = contextlib.ExitStack()
        self.meanwhile.enter_context(undone())
        self.walk = Walk(self.office, dice=Random(seed), tried=Counter())
        self.walk.begins(begins)

    @rule(way=st.sampled_from(WAYS))
    def somebody_does_something(self, way):
        way(self.walk)

    @invariant()
    def what_must_hold_holds(self):
        self.walk.holds_what_must_hold()

    def teardown(self):
        with self.meanwhile:
            assert self.office.verdicts() == []


@pytest.mark.parametrize("walks", [6, pytest.param(200, marks=pytest.mark.soak)])
def test_no_walk_that_hypothesis_takes_breaks_an_invariant(office, walks):
    Walks.office = office
    checks = {"deadline": None, "derandomize": walks < 10, "suppress_health_check": list(HealthCheck)}
    run_state_machine_as_test(Walks, settings=settings(max_examples=walks, stateful_step_count=STEPS, **checks))


def test_the_walk_sees_a_broken_ledger(office):
    """The guard guarded: a posting that a case does not know is seen."""
    walk = Walk(office, dice=Random(0), tried=Counter())
    line = walk.case.programme.line
    type(line).objects.filter(pk=line.pk).update(free=line.free - 1, reserved=line.reserved + 1)
    with pytest.raises(AssertionError):
        walk.what_is_reserved_is_what_the_cases_hold()


def test_the_walk_sees_an_opinion_given_without_answers(office):
    walk = Walk(office, dice=Random(0), tried=Counter())
    case = office.reach("deliberation")
    walk.nobody_signs_before_what_was_asked_is_answered()
    case.reviews.first().answers.create(text="未答", kind="text", basis="第四条", required=True)
    with pytest.raises(AssertionError, match="未答"):
        walk.nobody_signs_before_what_was_asked_is_answered()
