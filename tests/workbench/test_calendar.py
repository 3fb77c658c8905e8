"""工作日历：what the policy desk enters as published, terms count by; a year nobody entered is provisional."""

from datetime import date

import pytest

pytest_plugins = ["workbench.offices"]
HOLIDAY = {"first": "2027-10-01", "last": "2027-10-07", "kind": "rest", "name": "国庆节（合成）", "basis": "合成通知"}


def test_a_year_is_entered_as_published_and_terms_count_by_it(office):
    from zongbao.workbench.operations.queries import history_of
    from zongbao.workbench.working_days.counting import deadline

    before, desk = deadline(date(2027, 9, 30), 1), office.visit("zhengce")
    assert (before.due, before.provisional) == (date(2027, 10, 1), True)
    assert desk.post("/calendar/change/", HOLIDAY).url == "/calendar/2027/"
    assert (
        desk.post("/calendar/change/", {**HOLIDAY, "first": "2027-10-09", "last": "", "kind": "work"}).status_code
        == 302
    )
    assert desk.post("/calendar/2027/known/", {"source": "合成通知〔2026〕1号"}).status_code == 302
    after = deadline(date(2027, 9, 30), 2)
    assert (after.due, after.provisional) == (date(2027, 10, 9), False)
    told = [(entry.what, entry.comment) for entry in history_of("calendar/2027")]
    assert told == [("calendar.changed", "合成通知")] * 2 + [("calendar.known", "")]
    assert desk.post("/calendar/change/", {**HOLIDAY, "kind": "week", "name": ""}).status_code == 302
    assert deadline(date(2027, 9, 30), 1).due == date(2027, 10, 1)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"last": "2027-09-30"}, "last"),
        ({"last": "2027-12-31"}, "last"),
        ({"name": ""}, "name"),
        ({"basis": ""}, "basis"),
        ({"first": "", "last": ""}, "first"),
    ],
)
def test_an_arrangement_that_cannot_be_is_refused(said, wrong):
    from zongbao.workbench.clock.forms import ArrangementForm

    form = ArrangementForm({**HOLIDAY, **said})
    assert not form.is_valid() and set(form.errors) == {wrong}


def test_the_calendar_says_what_is_not_known_and_who_may_only_look(office):
    from zongbao.workbench.working_days.queries import year_of

    page = office.visit("zhuban").get("/calendar/2027/").content.decode()
    assert "还没有录入" in page and "/calendar/change/" not in page
    assert "还没有录入" not in office.visit("zhuban").get("/calendar/2026/").content.decode()
    (autumn,) = [month for month in year_of(2026) if month.first == date(2026, 10, 1)]
    assert [(one.day.day, one.worked) for one in autumn.named] == [(1, False), (10, True)]
    assert [square and square.day.day for square in autumn.weeks[0]] == [None, None, None, 1, 2, 3, 4]
    assert office.visit("zhuban").get("/calendar/9999/").status_code == 404
    assert office.visit("zhuban").post("/calendar/change/", HOLIDAY).status_code == 403


def test_a_changed_calendar_moves_no_day_that_was_given_and_says_which_would_differ(office):
    """The terms of the proposals run by the calendar of their day; the page tells what they would be now."""
    from zongbao.workbench.cases.models import Clock

    running, desk = Clock.objects.filter(stopped_on=None).order_by("due_on"), office.visit("zhengce")
    assert "到期日都与现在的日历一致" in desk.get("/calendar/2026/").content.decode()
    given = list(running.values_list("pk", "due_on"))
    day = {
        "first": given[0][1].isoformat(),
        "last": "",
        "kind": "rest",
        "name": "临时休假（合成）",
        "basis": "合成通知",
    }
    assert desk.post("/calendar/change/", day).status_code == 302
    assert list(running.values_list("pk", "due_on")) == given
    told = desk.get("/calendar/2026/").content.decode()
    assert "按现在的日历重算到期日会不同的" in told and given[0][1].isoformat() in told
