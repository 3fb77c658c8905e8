"""总览：the year's money adds up, the picture says its claim, the policy's days are counted, a gap stays a gap."""

import json
import re
from datetime import date

import pytest

pytest_plugins = ["workbench.offices"]


def bars_of(page: str) -> dict[str, tuple[int, int]]:
    said = re.search(r'<script id="waterfall-data" type="application/json">(.*?)</script>', page).group(1)
    return {bar["words"]: (bar["from"], bar["to"]) for bar in json.loads(said)}


def test_the_picture_and_its_table_say_the_same(office):
    from zongbao.workbench.overview import standing

    case = office.reach("notice")
    type(case).objects.filter(pk=case.pk).update(state="awarded")
    told = standing.money(2026, standing.rows_of(2026))
    page = office.visit("zhuban").get("/year/").content.decode()
    bars = bars_of(page)
    assert bars["等口径"] == (told.due, told.due + told.waiting)
    assert told.due + told.waiting == sum(row.programme.last_run.total for row in standing.rows_of(2026))
    assert bars["已核定"] == (0, case.decided) and bars["尚未核定"] == (case.decided, told.due)
    assert bars["尚未支付"] == (0, case.decided) and bars["预算"] == (0, told.budget)
    assert told.claim in page and "<script>" not in page


@pytest.mark.parametrize(
    ("due", "waiting", "said"),
    [
        (700, 0, "应兑在预算之内，预算余 3.00 元"),
        (700, 300, "应兑在预算之内，预算余 3.00 元；其中 3.00 元等口径"),
        (700, 301, "应兑在预算之内；还有 3.01 元等口径，都要付就超出预算 0.01 元"),
        (1001, 0, "应兑超过预算 0.01 元"),
    ],
)
def test_the_claim_keeps_in_mind_what_waits_for_a_reading(due, waiting, said):
    from zongbao.workbench.overview.standing import Money

    money = Money(due, waiting, decided=0, paid=0, budget=1000, owed=due, excess=0)
    assert money.claim == said


def test_what_is_not_computed_is_unknown_not_less(office):
    from zongbao.workbench.overview import standing
    from zongbao.workbench.programmes.models import Run

    Run.objects.filter(programme__measure="storage_fee").update(state="failed")
    told = standing.money(2026, standing.rows_of(2026))
    assert told.due is None and "未知" in told.claim


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2024, 2, 5), 1096),
        (date(2024, 2, 6), 1096),
        (date(2027, 2, 5), 1),
        (date(2027, 2, 6), 0),
        (date(2030, 1, 1), 0),
    ],
)
def test_the_days_of_a_policy(office, day, left):
    from zongbao.rules.policy import load_policy
    from zongbao.workbench.overview.standing import term

    found = term(load_policy("qingpu_2024"), day=day)
    assert (found.left, found.is_over) == (left, day > date(2027, 2, 5))


def test_every_clause_has_its_row(office):
    from zongbao.rules.policy import load_policy
    from zongbao.workbench.overview.standing import duties

    rows = {row["label"]: row for row in duties(load_policy("qingpu_2024"))}
    assert (rows["4"]["measures"], rows["4"]["duties"], rows["1"]["duties"]) == (2, 2, 5)
    assert all(row["measures"] or row["duties"] or row["indicators"] for row in rows.values())


def test_a_year_nobody_has_is_not_there(office):
    lead = office.visit("zhuban")
    assert lead.get("/year/?year=2026").status_code == 200
    assert lead.get("/year/?year=1999").status_code == 404
    assert lead.get("/year/?year=x").status_code == 404
