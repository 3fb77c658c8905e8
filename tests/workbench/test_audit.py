"""审计总览: each invariant is seen broken; a draw is drawn the same again; a finding touches no file."""

import pytest

pytest_plugins = ["workbench.offices"]


def broken():
    from zongbao.workbench.audit.invariants import invariants

    return [str(one.words) for one in invariants() if not one.holds]


@pytest.fixture
def decided(office):
    """A case with an amount, as if it had come through the meeting."""
    from zongbao.workbench.cases.models import Case

    case = office.proposal()
    Case.objects.filter(pk=case.pk).update(state="awarded", decided=case.computed)
    case.refresh_from_db()
    return case


def test_a_fresh_office_keeps_every_promise(office):
    assert broken() == []


def test_an_amount_over_the_cap_or_set_by_one_person_is_seen(decided):
    type(decided).objects.filter(pk=decided.pk).update(decided=300_000_001)
    assert len(broken()) == 2
    assert "核定额不超过单家企业年度上限" in broken()
    type(decided).objects.filter(pk=decided.pk).update(decided=decided.computed - 1)
    assert broken() == ["核定额等于测算额，或有两人办理的人工调整"]


def test_two_ends_of_one_file_are_seen(office):
    from zongbao.workbench.accounts.permissions import Verdict
    from zongbao.workbench.operations import chain

    for role in ("lead", "approver"):
        chain.append(
            at=office.at, by=office.actor("zhuban"), under=Verdict(True, "", role), what="case.x", about="case/0"
        )
    assert broken() == ["同一件里没有人办过两头"]


def test_a_line_that_does_not_add_up_to_its_postings_is_seen(office):
    from django.db.models import F

    from zongbao.workbench.payments.models import BudgetLine

    BudgetLine.objects.update(free=F("free") - 1, reserved=F("reserved") + 1)
    assert broken() == ["预算四项等于台账逐笔之和"]


def test_owed_and_overpaid_stand_side_by_side(decided):
    from zongbao.workbench.audit.invariants import balances

    def growth():
        return next(b for b in balances() if b.programme == decided.programme)

    assert growth().owed == growth().due - decided.decided
    assert growth().excess == 0
    type(decided).objects.filter(pk=decided.pk).update(decided=decided.computed + 700)
    assert (growth().excess, growth().excess_of) == (700, 1)


@pytest.mark.parametrize(
    ("count", "percent", "expected"), [(0, 10, 0), (1, 1, 1), (10, 10, 1), (11, 10, 2), (7, 100, 7)]
)
def test_a_draw_has_its_share_and_is_drawn_the_same_again(count, percent, expected, office):
    from zongbao.workbench.audit.sampling import drawn

    numbers = [f"2026-{n:04d}" for n in range(count)]
    chosen = drawn(numbers, seed="甲", percent=percent)
    assert len(chosen) == expected
    assert drawn(numbers[::-1], seed="甲", percent=percent) == chosen


def test_the_auditor_draws_asks_and_closes_but_acts_in_no_file(office):
    from zongbao.workbench.audit.models import Finding, Sample
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.desks.waiting import elsewhere

    auditor, lead = office.visit("shenji"), office.visit("zhuban")
    drawn = auditor.post("/audit/samples/new/", {"percent": 20, "seed": "20261124"})
    sample = Sample.objects.get()
    assert drawn["Location"] == f"/audit/samples/{sample.pk}/"
    assert sample.cases.count() == -(-Case.objects.count() // 5)
    assert "种子 20261124" in auditor.get(f"/audit/samples/{sample.pk}/").content.decode()
    assert auditor.post("/audit/samples/new/", {"percent": 0, "seed": "x"}).status_code == 422
    case = sample.cases.first()
    asked = auditor.post(f"/cases/{case.pk}/findings/new/?sample={sample.pk}", {"question": "十二月集中进口"})
    finding = Finding.objects.get()
    assert (finding.sample, asked["Location"]) == (sample, f"/audit/samples/{sample.pk}/")
    assert "疑点" in [str(one.words) for one in elsewhere(office.actor("zhuban"))]
    assert "样本" in lead.get(f"/findings/{finding.pk}/").content.decode()
    assert case.number in lead.get(f"/findings/?standing=asked&sample={sample.pk}").content.decode()
    assert "有了答复才能销号" in auditor.post(f"/findings/{finding.pk}/close/", follow=True).content.decode()
    assert lead.post(f"/findings/{finding.pk}/answer/", {"answer": "已核"}).status_code == 302
    assert auditor.post(f"/findings/{finding.pk}/close/", follow=True).status_code == 200
    finding.refresh_from_db()
    assert finding.closed_at
    assert lead.post(f"/cases/{case.pk}/findings/new/", {"question": "x"}).status_code == 403
    assert office.verdicts() == []
    assert broken() == []


@pytest.mark.parametrize("path", ["/audit/", "/audit/chain/?verify=1", "/audit/balances/?as=csv", "/findings/?as=xlsx"])
def test_the_auditor_reads_and_takes_away(office, path):
    assert office.visit("shenji").get(path).status_code == 200


@pytest.mark.parametrize(
    ("name", "said"),
    [("finding_closed_once_answered", {"question": "问", "closed": True}), ("finding_asks", {"question": ""})],
)
def test_the_database_keeps_findings_sound(office, name, said):
    from django.db import IntegrityError, transaction

    from zongbao.workbench.audit.models import Finding

    case = office.proposal()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Finding.objects.create(
            case=case,
            question=said["question"],
            by=office.actor("shenji").user,
            at=office.at,
            closed_at=office.at if said.get("closed") else None,
        )


def test_the_database_keeps_samples_in_bounds(office):
    from django.db import IntegrityError, transaction

    from zongbao.workbench.audit.models import Sample

    with pytest.raises(IntegrityError, match="sample_percent_in_bounds"), transaction.atomic():
        Sample.objects.create(seed="x", percent=101, population=1, by=office.actor("shenji").user, at=office.at)
