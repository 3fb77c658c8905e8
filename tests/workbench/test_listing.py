"""Lists: order, choice of columns, sentence and sheet follow from one declaration and stand in the address."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from unittest import mock

import pytest

pytest_plugins = ["workbench.offices"]

LISTS = {
    "/cases/": "zhuban",
    "/desk/?queue=decide": "zhuban",
    "/enterprises/": "zhuban",
    "/papers/": "zhuban",
    "/deliveries/": "zhuban",
    "/reconciliation/?all=1": "zhuban",
    "/reviews/": "zhuban",
    "/runs/{run}/": "zhuban",
    "/runs/{run}/changes/": "zhuban",
    "/people/": "guanli",
    "/roles-held/": "shenji",
}


def with_more(address: str, **said) -> str:
    return address + ("&" if "?" in address else "?") + "&".join(f"{name}={value}" for name, value in said.items())


def listed(office, address, who="zhuban"):
    """The list that the page at an address shows."""
    from zongbao.workbench.face import listing
    from zongbao.workbench.programmes.models import Run

    with mock.patch.object(listing, "render", wraps=listing.render) as rendered:
        answer = office.visit(who).get(address.format(run=Run.objects.latest("pk").pk))
    assert answer.status_code == 200, address
    _request, _template, shown = rendered.call_args.args
    return shown["list"]


def table_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def text_of(answer) -> str:
    """The page with plain spaces between figures and their units."""
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def dated(office, *days):
    """Cases of these days and of none, by number."""
    from zongbao.workbench.cases.models import Case

    cases = list(Case.objects.order_by("number"))
    for case, day in zip(cases, (*days, *[None] * len(cases)), strict=False):
        Case.objects.filter(pk=case.pk).update(due_on=day and office.at.date() + timedelta(days=day))
    return [case.number for case in cases]


# --- order ------------------------------------------------------------------------------------------------------------


def test_what_is_missing_stands_last_in_both_directions_and_ties_go_by_number(office):
    a, b, c, d, e, *rest = dated(office, 2, 1, 2, None, 1)
    by_number = [d, *rest]
    assert [case.number for case in listed(office, "/cases/?order=due").rows] == [b, e, a, c, *by_number]
    assert [case.number for case in listed(office, "/cases/?order=-due").rows] == [a, c, b, e, *by_number]


def test_an_empty_text_is_missing_too(office):
    from zongbao.workbench.registry.models import Enterprise

    first, second = Enterprise.objects.order_by("uscc")[:2]
    Enterprise.objects.update(qualifications="")
    for firm, words in ((first, "乙"), (second, "甲")):
        Enterprise.objects.filter(pk=firm.pk).update(qualifications=words)
    ordered = [firm.pk for firm in listed(office, "/enterprises/?order=-qualifications").rows]
    assert ordered[:2] == [first.pk, second.pk] and len(ordered) == Enterprise.objects.count()


def test_rows_at_hand_are_put_in_order_like_those_of_the_database():
    from zongbao.workbench.face.columns import MONEY, Column, Order

    column = Column("x", "额", lambda row: row[1], MONEY, lacks=True)
    rows = [("a", 1), ("b", None), ("c", 2), ("d", 1), ("e", None)]
    ordered = {falls: [n for n, _ in Order(column, falls).put(rows, ties=())] for falls in (False, True)}
    assert ordered == {False: ["a", "d", "c", "b", "e"], True: ["c", "a", "d", "b", "e"]}


def test_names_stand_in_the_order_of_their_pinyin(office):
    """Code points would say 丰 中 海 综 艾; the database and rows at hand say the same."""
    from zongbao.workbench.face.columns import NAME, Column, Order
    from zongbao.workbench.registry.models import Enterprise

    names = ["3M 合成", "艾合成", "丰合成", "海合成", "中合成", "综合成"]
    for firm, name in zip(Enterprise.objects.order_by("uscc"), reversed(names), strict=False):
        Enterprise.objects.filter(pk=firm.pk).update(name=name)
    ordered = [firm.name for firm in listed(office, "/enterprises/?order=name").rows if firm.name in names]
    assert ordered == names
    assert Order(Column("x", "名", str, NAME), falls=True).put(sorted(names), ties=()) == names[::-1]


@pytest.mark.parametrize("address", LISTS)
def test_every_head_orders_and_no_page_repeats_or_skips_a_row(office, address):
    """All pages together are the sheet, in its order, by every column and in both directions."""
    who = LISTS[address]
    plain = listed(office, address, who)
    heads = [head for head in plain.heads if head.href]
    assert heads
    for column in [head.column for head in heads]:
        for sort in (column.key, f"-{column.key}"):
            one = listed(office, with_more(address, order=sort), who)
            one.listing = replace(one.listing, per_page=max(1, one.count // 3))
            paged = [row for page in one.page.paginator for row in page]
            assert paged == list(one.rows) and len(paged) == plain.count, sort
            assert sum(bool(head.aria) for head in one.heads) == 1


def test_states_stand_in_the_order_of_their_way(office):
    from zongbao.workbench.cases.models import Case

    case = office.reach("approval")
    way = list(Case.machine.states)
    turns = [way.index(one.state) for one in listed(office, "/cases/?order=-state").rows]
    assert turns == sorted(turns, reverse=True) and turns[0] == way.index(case.state) > turns[-1]


def test_a_head_says_how_it_stands_and_what_a_click_does(office):
    page = office.visit("zhuban").get("/cases/?order=-computed&state=proposed").content.decode()
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert head.count("aria-sort") == 1 and 'aria-sort="descending"' in head
    assert "?order=computed&amp;state=proposed" in head and "，改按从低到高排列" in head


# --- what the address says ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked", ["order=nonsense", "order=-", "order=codes", "col=nonsense&col=", "as=pdf", "page=-4"]
)
def test_what_no_list_knows_asks_for_nothing(office, asked):
    plain, odd = (listed(office, f"/enterprises/?{one}") for one in ("", asked))
    assert [firm.pk for firm in odd.page] == [firm.pk for firm in plain.page]
    assert odd.columns == plain.columns and odd.sentence == plain.sentence


def test_a_column_left_out_of_the_table_stands_in_the_sheet(office):
    lead, asked = office.visit("zhuban"), "/cases/?order=-computed&col=origin&col=computed"
    shown = listed(office, asked)
    assert [column.key for column in shown.columns] == ["number", "origin", "computed"]
    head = lead.get(asked).content.decode().partition("</thead>")[0].partition("<thead>")[2]
    assert "来源" in head and "期限" not in head
    rows = table_of(lead.get(f"{asked}&as=csv"))
    assert {"编号", "统一社会信用代码", "期限", "来源", "测算（元）"} <= set(rows[0])
    assert [row[0] for row in rows[1:]] == [case.number for case in shown.rows]


def test_the_registry_leaves_in_the_order_of_its_list(office):
    from workbench.test_desks import sheet_of

    asked = "?order=-uscc&where=here"
    shown = [firm.uscc for firm in listed(office, f"/enterprises/{asked}").rows]
    rows = [row[0] for row in sheet_of(office.visit("zhuban").get(f"/enterprises/workbook/{asked}"))[1:]]
    assert list(dict.fromkeys(rows)) == shown == sorted(shown, reverse=True)


def test_a_new_filter_leaves_the_order_and_the_columns(office):
    page = office.visit("zhuban").get("/cases/?q=x&order=-due&col=due&page=3").content.decode()
    form = page[page.index('<form class="filters"') : page.index('<section class="sheet flush listed"')]
    assert 'name="order" value="-due"' in form and 'name="col" value="due"' in form
    assert 'type="hidden" name="q"' not in form and 'name="page"' not in form


def test_a_kept_filter_keeps_order_and_columns(office):
    from zongbao.workbench.web.models import Filter

    lead, query = office.visit("zhuban"), "state=proposed&order=-computed&col=firm&col=computed"
    lead.post("/filters/", {"page": "cases", "name": "大额", "query": query})
    assert sorted(Filter.objects.get().query.split("&")) == sorted(query.split("&"))


def test_another_queue_keeps_order_and_columns(office):
    page = office.visit("zhuban").get("/desk/?queue=decide&order=-due&col=due&page=2").content.decode()
    assert "?queue=letters&amp;order=-due&amp;col=due" in page


# --- what the list says of itself ---------------------------------------------------------------------------------------


def test_the_filter_says_what_it_did_and_how_to_undo_it(office):
    from zongbao.workbench.cases.models import Case

    case = office.reach("approval")
    every = Case.objects.count()
    page = text_of(office.visit("zhuban").get(f"/cases/?state=approval&q={case.number}&late=&order=-decided"))
    told = f"企业、代码或编号含“{case.number}”、状态为待上会、按核定从高到低（没有的在后），共 1 件（全部 {every} 件）"
    assert told in page and '<a class="no-print" href="?">清除</a>' in page
    plain = text_of(office.visit("zhuban").get("/cases/"))
    assert f"按编号升序，共 {every} 件" in plain and "清除</a>" not in plain


def test_a_filter_that_finds_nothing_says_that_there_is_more(office):
    assert "清除筛选可看全部" in office.visit("zhuban").get("/cases/?q=nobody").content.decode()


def test_sums_are_those_of_what_is_listed_and_say_of_how_many(office):
    from zongbao.workbench.programmes.queries import fen

    found = listed(office, "/reconciliation/?year=2025&all=1")
    told = dict(zip([column.key for column in found.columns], found.totals, strict=True))
    there = [fen(row["lines"]) for row in found.rows if row["lines"] is not None]
    assert (told["lines"].sum, told["lines"].of) == (sum(there), len(there))
    assert told["firm"] is None and told["lines"].of <= found.count


# --- how a person reads ------------------------------------------------------------------------------------------------


def test_how_dense_and_whether_with_keys_is_remembered_with_the_person(office):
    lead = office.visit("zhuban")
    assert "<body data-keys>" in lead.get("/cases/").content.decode()
    for name, value in (("dense", "1"), ("keys", "0")):
        assert lead.post("/remember/", {name: value, "back": "/cases/"}).url == "/cases/"
    assert '<body class="dense">' in office.visit("zhuban").get("/cases/").content.decode()
    lead.post("/remember/", {"dense": "0"})
    assert "<body>" in office.visit("zhuban").get("/cases/").content.decode()
    assert "<body data-keys>" in office.visit("fuhe").get("/cases/").content.decode()


def test_nothing_else_of_a_person_is_remembered_that_way(office):
    from zongbao.workbench.accounts.models import User

    office.visit("zhuban").post("/remember/", {"is_active": "0", "username": "1"})
    assert User.objects.get(username="zhuban").is_active


def test_an_empty_text_is_nothing_and_a_key_is_no_text(office):
    """PostgreSQL refuses to compare a key with an empty text; SQLite says nothing."""
    from zongbao.workbench.audit.listing import FINDINGS
    from zongbao.workbench.audit.models import Finding
    from zongbao.workbench.face.columns import Order
    from zongbao.workbench.meetings.listing import LISTS as MEETINGS
    from zongbao.workbench.meetings.models import MeetingList

    def asked(listing, model, *, key):
        column = next(column for column in listing.columns if column.key == key)
        return str(Order(column, falls=False).put(model.objects.all(), ties=()).query)

    assert "NULLIF" in asked(MEETINGS, MeetingList, key="minutes")
    assert "NULLIF" not in asked(FINDINGS, Finding, key="sample")


def test_points_stand_in_line_in_a_column_of_ten_thousands(office):
    from zongbao.workbench.accounts.models import User

    case = office.proposal()
    User.objects.filter(username="zhuban").update(in_wan=True)
    type(case.outcome).objects.filter(pk=case.outcome_id).update(award=300_000_000)
    page = office.visit("zhuban").get("/cases/", {"q": case.number}).content.decode()
    assert '<span class="money">300.00<i class="unseen" aria-hidden="true">0000</i></span>' in page
