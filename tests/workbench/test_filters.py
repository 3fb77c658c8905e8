"""A person keeps the filter of a list: found there again, by nobody else, and let go. Without any script."""

import pytest

pytest_plugins = ["workbench.offices"]
ASKED = "q=%E5%90%88%E6%88%90&state=proposed"


def keep(visitor, *, name="我的待确认", query=ASKED, page="cases"):
    return visitor.post("/filters/", {"page": page, "name": name, "query": query}, follow=True).content.decode()


def test_a_filter_is_kept_found_and_let_go_by_its_owner_alone(office):
    from zongbao.workbench.web.models import Filter

    lead, other = office.visit("zhuban"), office.visit("fuhe")
    assert "保存筛选" not in lead.get("/cases/").content.decode()
    assert "保存筛选" in lead.get(f"/cases/?{ASKED}").content.decode()
    back = keep(lead, query=f"{ASKED}&late=&page=3&as=csv")
    assert "筛选已保存" in back and "我的待确认" in back
    kept = Filter.objects.get()
    assert (kept.page, kept.query, kept.user.username) == ("cases", ASKED, "zhuban")
    shown = lead.get("/cases/").content.decode()
    assert "我的待确认" in shown and f"/cases/?{ASKED.replace('&', '&amp;')}" in shown
    assert "我的待确认" not in lead.get("/papers/").content.decode()
    assert "我的待确认" not in other.get("/cases/").content.decode()
    assert other.post(f"/filters/{kept.pk}/drop/").status_code == 404
    assert "已删去" in lead.post(f"/filters/{kept.pk}/drop/", follow=True).content.decode()
    assert not Filter.objects.exists()


def test_the_same_name_means_the_new_question(office):
    from zongbao.workbench.web.models import Filter

    lead = office.visit("zhuban")
    keep(lead)
    keep(lead, name="  我的待确认 ", query="state=listed")
    assert [f.query for f in Filter.objects.all()] == ["state=listed"]


def test_the_same_question_means_the_new_name(office):
    from zongbao.workbench.web.models import Filter

    lead = office.visit("zhuban")
    keep(lead)
    keep(lead, name="在等确认的", query="&".join(reversed(ASKED.split("&"))))
    assert [f.name for f in Filter.objects.all()] == ["在等确认的"]
    assert "改名" in lead.get(f"/cases/?{ASKED}").content.decode()
    keep(lead, name="已列入", query="state=listed")
    assert "已有同名的筛选" in keep(lead, name="已列入")
    assert sorted(f.name for f in Filter.objects.all()) == ["在等确认的", "已列入"]


def test_a_unit_keeps_the_filters_of_its_desk(office):
    assert "筛选已保存" in keep(office.visit("commerce-a"), page="unit-desk", query="state=assigned")


def test_what_the_list_was_asked_stays_when_a_filter_goes(office):
    from zongbao.workbench.web.models import Filter

    lead = office.visit("zhuban")
    keep(lead)
    answer = lead.post(f"/filters/{Filter.objects.get().pk}/drop/", {"query": "state=listed"})
    assert answer.url == "/cases/?state=listed"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": "  "}, "请给这个筛选一个名称"),
        ({"name": "长" * 41}, "请给这个筛选一个名称"),
        ({"query": "page=2&state="}, "先选好筛选条件"),
        ({"query": f"q={'%E9%95%BF' * 60}"}, "筛选条件太长"),
    ],
)
def test_what_is_no_filter_gets_a_sentence(office, said, sentence):
    from zongbao.workbench.web.models import Filter

    assert sentence in keep(office.visit("zhuban"), **said)
    assert not Filter.objects.exists()


def test_a_list_has_room_for_twenty(office):
    lead = office.visit("zhuban")
    for number in range(20):
        keep(lead, name=f"第{number}", query=f"q={number}")
    assert "最多保存 20\N{NO-BREAK SPACE}个筛选" in keep(lead, name="再一个")
    assert "筛选已保存" in keep(lead, name="第3", query="state=draft")


def test_a_filter_leads_to_a_list_of_ours_that_one_may_open(office):
    for page in ("people", "//evil.test", "sign-out", ""):
        answer = office.visit("zhuban").post("/filters/", {"page": page, "name": "甲", "query": ASKED})
        assert answer.status_code == 404, page
    assert office.visit().post("/filters/", {"page": "cases", "name": "甲", "query": ASKED}).status_code == 302


def test_what_is_typed_as_a_name_stays_text(office):
    shown = keep(office.visit("zhuban"), name="<script>alert(1)</script>", query='q="><script>x')
    assert "<script>alert" not in shown and "<script>x" not in shown
