"""One 免申即享 case through all machines that are not money, by services: the same walk the browser takes."""

from datetime import date, timedelta

import pytest

pytest_plugins = ["workbench.offices"]


def test_one_case_from_proposal_to_award(office):
    from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
    from zongbao.workbench.firing import fire
    from zongbao.workbench.notices.services import make_notice
    from zongbao.workbench.operations import chain
    from zongbao.workbench.operations.models import Entry

    case = office.proposal()
    line = case.programme.line
    office.fire(case, "confirm", by="qiye")
    office.fire(case, "accept_formal", by="shouli")
    office.review(case)
    assert case.state == "deliberation"
    office.fire(case, "recommend", by="zhuban")
    meeting = office.decide(case)
    assert (case.state, case.decided) == ("notice_pending", case.computed)
    line.refresh_from_db()
    assert line.reserved == case.computed
    notice = make_notice(meeting, by=office.actor("zhuban"), at=office.at)
    office.fire(notice, "schedule", by="zhuban", starts_on=date(2026, 11, 24))
    notice.refresh_from_db()
    assert notice.ends_on == date(2026, 12, 1)
    fire(notice, "go_live", by=SYSTEM_ACTOR, at=office.at, expected_version=notice.version)
    case.refresh_from_db()
    assert case.state == "notice"
    later = office.at + timedelta(days=8)
    notice.refresh_from_db()
    fire(notice, "close", by=SYSTEM_ACTOR, at=later, expected_version=notice.version)
    office.fire(case, "notice_clear", by="zhuban", at=later)
    case.refresh_from_db()
    assert case.state == "awarded"
    assert [pin.event for pin in case.pins.all()] == ["confirm", "adopt", "publish"]
    assert chain.faults(Entry.objects.all()) == []


def test_who_may_not_is_told_who_may(office):
    from zongbao.workbench.accounts.permissions import NotAllowed

    with pytest.raises(NotAllowed, match="企业负责人"):
        office.fire(office.proposal(), "confirm", by="zhuban")


def test_a_stale_page_changes_nothing(office):
    from zongbao.workbench.firing import Stale, fire

    case = office.proposal()
    with pytest.raises(Stale, match="已有变化"):
        fire(case, "confirm", by=office.actor("qiye"), at=office.at, expected_version=case.version - 1)


def test_the_chain_refuses_change(office):
    from django.db import DatabaseError, transaction

    from zongbao.workbench.operations.models import Entry

    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        Entry.objects.update(comment="改过")
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        Entry.objects.all().delete()
