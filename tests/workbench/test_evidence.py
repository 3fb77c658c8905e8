"""The ladder, its rows, who may open them and who is told."""

import io
import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

pytest_plugins = ["workbench.offices"]


@pytest.fixture
def outcome(office):
    return office.proposal().outcome


def test_rows_of_a_rung_add_up_to_it(office, outcome):
    from zongbao.workbench.evidence.workings import of_step, rows_behind, total_of, workings_of

    told = workings_of(outcome)
    rows = of_step(rows_behind(told), "imports")
    assert rows and all(row["file"] and row["row"] for row in rows)
    assert total_of(rows) == int(Decimal(told.rung("imports")["value"]) * 100)
    assert rows_behind(told) == rows_behind(workings_of(outcome))


CELL = re.compile(r'<c r="(B\d+)"[^>]*>(?:<f>([^<]*)</f>)?<v>([^<]*)</v>')


def _readded(ladder: str, lines: list[float]) -> list[float]:
    """Every figure and rung of the ladder's sheet as a spreadsheet reckons it: in binary, rounding by what it shows."""

    def rounded(number, places):
        return float(Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))

    said = {"ROUND": rounded, "MAX": max, "MIN": min, "SUM": lambda first, last: sum(lines[first - 2 : last - 1])}
    for place, formula, value in CELL.findall(ladder):
        formula = re.sub(r"'报关单行'!G(\d+):G(\d+)", r"\1,\2", formula)
        said[place] = eval(formula, said) if formula else float(value)
    return [number for place, number in said.items() if place.startswith("B") and place != "B1"]


def test_the_sheet_re_adds_itself_to_the_fen(office, outcome):
    """Two thousand lines add up to …13.59999996 in binary, and a half of a fen beneath it would be lost."""
    from zipfile import ZipFile

    from zongbao.workbench.evidence.workings import rows_behind, sheet_of, workings_of

    told = workings_of(outcome)
    rows = rows_behind(told)
    with ZipFile(io.BytesIO(sheet_of(told, rows))) as book:
        figures = _readded(book.read("xl/worksheets/sheet1.xml").decode(), [float(row["value"]) for row in rows])
    assert figures[-6:] == [float(told.rung(step)["value"]) for step in told.measure.ladder][-6:]
    assert figures[-1] == outcome.award / 100 == 2_999_999.98
    with ZipFile(io.BytesIO(sheet_of(told, []))) as book:
        assert "SUM(" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_the_print_is_one_page(office, outcome, chinese_font):
    from pypdf import PdfReader

    from zongbao.workbench.evidence.prints import printed
    from zongbao.workbench.evidence.workings import workings_of

    pages = PdfReader(io.BytesIO(printed(workings_of(outcome), on=office.at.date()))).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (595, 842)
    assert "测算说明" in pages[0].extract_text()


def test_a_machine_without_chinese_faces_is_told_what_to_install(office, outcome, monkeypatch):
    from zongbao.workbench.evidence.prints import printed
    from zongbao.workbench.evidence.workings import workings_of
    from zongbao.workbench.face import typesetting

    monkeypatch.setattr(typesetting, "families", lambda: frozenset({"DejaVu Sans"}))
    with pytest.raises(typesetting.NoFont, match="fonts-noto-cjk"):
        printed(workings_of(outcome), on=office.at.date())


def given(enterprise, office, *, by, **changed):
    from zongbao.workbench.registry.services import record_authorisation

    term = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1), **changed}
    return record_authorisation(enterprise, purpose="核对", basis="授权书", by=office.actor(by), at=office.at, **term)


def test_the_office_sees_rows_only_where_the_firm_allows_it(office, outcome):
    from zongbao.workbench.evidence import disclosure
    from zongbao.workbench.registry import services

    firm, day = outcome.enterprise, office.at.date()
    firm.authorisations.all().delete()
    lead, owner, auditor = (office.actor(name) for name in ("zhuban", "qiye", "shenji"))
    refused = disclosure.access_to(firm, lead, day=day)
    assert (refused.allowed, "没有授权" in refused.reason) == (False, True)
    assert disclosure.access_to(firm, owner, day=day).own
    assert disclosure.access_to(firm, auditor, day=day).allowed
    one = given(firm, office, by="qiye")
    assert disclosure.access_to(firm, lead, day=day).allowed
    assert not disclosure.access_to(firm, office.actor("commerce-a"), day=day).allowed
    assert not disclosure.access_to(firm, lead, day=date(2027, 1, 1)).allowed
    services.revoke(one, by=owner, at=office.at, comment="")
    assert not disclosure.access_to(firm, lead, day=day).allowed
    with pytest.raises(services.AlreadyRevoked, match="已经撤回"):
        services.revoke(one, by=owner, at=office.at, comment="")


def test_an_owner_gives_for_the_own_enterprise_only(office, outcome):
    from zongbao.workbench.registry.models import Enterprise
    from zongbao.workbench.registry.services import NotTheirs

    other = Enterprise.objects.exclude(pk=outcome.enterprise_id).first()
    for firm, person in ((other, "qiye"), (outcome.enterprise, "jingban")):
        with pytest.raises(NotTheirs, match="企业负责人"):
            given(firm, office, by=person)


def test_every_look_is_told_to_the_firm_once_a_day(office, outcome):
    from zongbao.workbench.evidence import disclosure

    firm, auditor = outcome.enterprise, office.actor("shenji")
    access = disclosure.access_to(firm, auditor, day=office.at.date())
    for hours in (0, 1, 30):
        at = office.at + timedelta(hours=hours)
        disclosure.note_seen(firm, auditor, at=at, access=access, what="进口额", rows=3)
    own = disclosure.access_to(firm, office.actor("qiye"), day=office.at.date())
    disclosure.note_seen(firm, office.actor("qiye"), at=office.at, access=own, what="进口额", rows=3)
    looks = disclosure.looks_at(firm)
    assert [(look.actor.username, look.after["rows"]) for look in looks] == [("shenji", 3)] * 2


def test_pages_of_the_ladder(office, outcome):
    client = office.visit("shenji")
    page = client.get(f"/workings/{outcome.pk}/")
    assert page.status_code == 200 and f"/workings/{outcome.pk}/rows/imports/" in page.content.decode()
    rows = client.get(f"/workings/{outcome.pk}/rows/imports/").content.decode()
    assert "合成数据" in rows and "所依行数" in rows
    assert client.get(f"/workings/{outcome.pk}/sheet/")["Content-Type"].endswith("sheet")
    assert client.get(f"/workings/{outcome.pk}/rows/nothing/").status_code == 404
    client = office.visit("qiye")
    assert "查看逐行数据" not in client.get("/my/data/").content.decode()
    assert "高远" in client.get("/my/data/").content.decode()


def test_who_acts_for_many_firms_opens_the_data_of_one_of_them(office, outcome):
    from zongbao.workbench.accounts.models import Grant
    from zongbao.workbench.registry.models import Enterprise

    own, others = outcome.enterprise, list(Enterprise.objects.exclude(pk=outcome.enterprise_id)[:2])
    given(own, office, by="qiye")
    grant = Grant.objects.get(user__username="jingban")
    term = {"starts_on": grant.starts_on, "ends_on": grant.ends_on}
    Grant.objects.create(user=grant.user, role="agent", enterprise=others[0], **term)
    agent, ends = office.visit("jingban"), own.authorisations.latest("pk").ends_on
    listed = agent.get("/my/data/").content.decode()
    assert f'href="/my/data/{own.pk}/"' in listed and f'href="/my/data/{others[0].pk}/"' in listed
    assert f"{ends:%Y-%m-%d}" in listed and "共 2\N{NO-BREAK SPACE}家" in listed
    assert "授权和撤回由企业负责人办理" in agent.get(f"/my/data/{own.pk}/").content.decode()
    assert agent.get(f"/my/data/{others[1].pk}/").status_code == 404


def test_a_foreign_outcome_is_not_there(office, outcome):
    from zongbao.workbench.programmes.models import Outcome

    other = Outcome.objects.exclude(enterprise=outcome.enterprise).first()
    client = office.visit("qiye")
    assert client.get(f"/workings/{other.pk}/").status_code == 404
    assert client.get(f"/workings/{other.pk}/rows/imports/").status_code == 404
    client = office.visit("commerce-a")
    assert client.get(f"/workings/{outcome.pk}/").status_code == 404


def test_own_list_against_the_office(office, outcome):
    from zongbao.evaluation.own_rows import compare
    from zongbao.workbench.evidence.workings import of_step, rows_behind, workings_of

    whose = {"enterprise": outcome.uscc, "year": 2025}
    rows = of_step(rows_behind(workings_of(outcome)), "imports")[:2]
    head = "报关单号,项号,版本,状态,统一社会信用代码,进出口标志,放行日期,监管方式,运输方式,人民币价值"
    told = [
        f"{r['declaration']},{r['item']},9,正常,{outcome.uscc},I,2025-06-01,0110,2,{value}"
        for r, value in zip(rows, (rows[0]["value"], "1.00"), strict=True)
    ]
    mine = io.BytesIO("\n".join([head, *told, f"1234,1,0,正常,{outcome.uscc},I,2025-06-01,0110,2,5.00"]).encode())
    mine.name = "自己的.csv"
    compared = compare(mine.name, mine.getvalue(), seal=workings_of(outcome).question.seal, **whose)
    assert (compared.theirs, compared.alike, compared.unread) == (3, 1, ())
    kinds = [one.kind for one in compared.differences]
    assert (kinds.count("missing"), kinds.count("amended"), kinds.count("extra")) == (1, 1, compared.ours - 2)
    said = {"enterprise": outcome.enterprise_id, "year": 2025}
    page = office.visit("qiye").post("/my/own-rows/", {**said, "file": mine})
    assert page.status_code == 200 and "办公室缺这一项" in page.content.decode()
    assert f'<b class="figure">{compared.ours:,}</b>' in page.content.decode()
    broken = io.BytesIO(b"\x00\x01")
    broken.name = "坏.xlsx"
    page = office.visit("qiye").post("/my/own-rows/", {**said, "file": broken})
    assert page.status_code == 422 and "Traceback" not in page.content.decode()


def test_the_rows_a_firm_downloads_are_a_list_it_can_compare(office, outcome):
    """Number, item and amount are enough: what the office hands out comes back without a column added."""
    from zongbao.evaluation.own_rows import compare
    from zongbao.workbench.evidence.workings import workings_of

    downloaded = office.visit("qiye").get(f"/workings/{outcome.pk}/rows/imports/?as=csv").content
    said = {"enterprise": outcome.enterprise_id, "year": 2025, "file": named("行.csv", downloaded)}
    page = office.visit("qiye").post("/my/own-rows/", said)
    assert page.status_code == 200 and "金额不同" not in page.content.decode()
    seal = workings_of(outcome).question.seal
    compared = compare("行.csv", downloaded, seal=seal, enterprise=outcome.uscc, year=2025)
    assert (compared.alike, compared.unread, compared.aside) == (compared.theirs, (), {}) and compared.alike > 10


def test_every_row_of_a_list_that_is_not_compared_is_told(office, outcome):
    from zongbao.evaluation.own_rows import compare
    from zongbao.workbench.evidence.workings import workings_of

    rows = (
        "1111,1,0,正常,I,2025-06-01,5.00",
        "1111,1,1,正常,I,2025-06-01,6.00",
        "2222,1,0,正常,E,2025-06-01,5.00",
        "3333,1,0,正常,I,2024-06-01,5.00",
        "4444,1,0,正常,I,2025-06-01,五元",
        "5555,1,0,撤销,I,2025-06-01,5.00",
    )
    content = "\n".join(["报关单号,项号,版本,状态,进出口标志,放行日期,人民币价值", *rows]).encode()
    seal = workings_of(outcome).question.seal
    compared = compare("清单.csv", content, seal=seal, enterprise=outcome.uscc, year=2025)
    assert (compared.theirs, compared.aside) == (1, {"exports": 1, "other_year": 1, "older": 1, "cancelled": 1})
    assert [(one.row, one.reason) for one in compared.unread] == [(6, "人民币价值不是数字")]
    assert len(rows) == compared.theirs + sum(compared.aside.values()) + compared.unread_rows


def named(name, content):
    file = io.BytesIO(content)
    file.name = name
    return file


def test_a_row_is_disputed_from_where_it_stands(office, outcome):
    """Nobody copies eighteen figures: the number leads to the form with it filled in, from the rows and from the comparison."""
    case, firm = outcome.cases.get(), office.visit("qiye")
    rows = firm.get(f"/workings/{outcome.pk}/rows/imports/").content.decode()
    found = re.search(rf'href="(/act/case/{case.pk}/dispute/\?declaration=(\d+)&amp;item=(\d+)#rows)"', rows)
    address, declaration, item = found.group(1).replace("&amp;", "&"), found.group(2), found.group(3)
    form = firm.get(address).content.decode()
    assert f'value="{declaration}"' in form and f'value="{item}"' in form
    said = {
        "enterprise": outcome.enterprise_id,
        "year": 2025,
        "file": named("空.csv", "报关单号,项号,人民币价值\n1,1,1".encode()),
    }
    assert (
        f"/act/case/{case.pk}/dispute/?declaration={declaration}" in firm.post("/my/own-rows/", said).content.decode()
    )
    assert "/dispute/" not in office.visit("shenji").get(f"/workings/{outcome.pk}/rows/imports/").content.decode()
    office.fire(case, "dispute", by="qiye", comment="应为 5 元", declaration=declaration, item=item, fault="value")
    rows = firm.get(f"/workings/{outcome.pk}/rows/imports/").content.decode()
    assert f"/my/{case.pk}/?declaration={declaration}" in rows
    draft = firm.get(f"/my/{case.pk}/?declaration=987&item=6").content.decode()
    assert 'value="987"' in draft and "<details open>" in draft
    office.fire(case, "submit", by="qiye")
    assert "?declaration=" not in firm.get(f"/workings/{outcome.pk}/rows/imports/").content.decode()
