"""The synthetic zone: the same for a seed, said to be made up, and its lines add up to what was planned, to the fen."""

import json
from collections import Counter

import polars as pl
import pytest

from zongbao.evaluation.entitlements import entitlements
from zongbao.evaluation.question import ask
from zongbao.facts import decisions, seals, uscc
from zongbao.facts.batches import standing
from zongbao.facts.engines import open_engine
from zongbao.facts.synthetic.enterprises import CLEAN, firms_of
from zongbao.facts.synthetic.letters import DIFFERS
from zongbao.facts.synthetic.plan import INCREMENTS, active_years, planned_imports
from zongbao.facts.synthetic.trade import TRAFFIC
from zongbao.facts.synthetic.wish import SAID, YEARS, Wish
from zongbao.facts.synthetic.zone import StoreTaken, deliveries, make_zone
from zongbao.rules.policy import load_policy

WISH = Wish(enterprises=60, lines=6000, seed=3)
CEILING = 300_000_000


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zone")
    make_zone(folder, WISH, tell=lambda sentence: None)
    return folder


@pytest.fixture(scope="module")
def files():
    return {delivery.name: delivery.rows for delivery in deliveries(WISH)}


@pytest.fixture(scope="module")
def assessed(store):
    """Rows per measure for the award year 2026."""
    policy, sealed = load_policy("qingpu_2024"), seals.current(store)
    engine = open_engine()
    question = ask(policy, sealed, year=2026, on=None, base=None)
    found = {m: entitlements(engine, question, measure=policy.measure(m)).rows.to_pylist() for m in policy.measures}
    engine.close()
    return found


@pytest.fixture(scope="module")
def firms():
    return firms_of(WISH)


@pytest.fixture(scope="module")
def plan(firms):
    return planned_imports(WISH, firms, active=active_years(WISH, firms))


def lines_of(files):
    return pl.concat([rows for name, rows in files.items() if name.startswith("报关单-2")])


def test_the_lines_add_up_to_the_plan_to_the_fen(assessed, firms, plan):
    """Amendments, cancellations, rows sent again, bad rows, codes and mergers all in between."""
    meant = {code: imports.copy() for code, imports in zip(firms.uscc, plan, strict=True)}
    for merged, heir in sorted(firms.heirs().items(), reverse=True):
        meant[firms.uscc[heir]] += meant[firms.uscc[merged]]
    known = [row for row in assessed["import_growth"] if row["status"] == "pass"]
    assert len(known) > 40
    for row in known:
        assert (row["imports"], row["imports_prev"]) == (meant[row["enterprise"]][2], meant[row["enterprise"]][1])


def test_the_cap_and_half_a_fen_below_it(assessed, firms):
    award = {row["enterprise"]: row["award"] for row in assessed["import_growth"]}
    by_place = {place: award[firms.uscc[place]] for place in INCREMENTS}
    assert by_place == {
        0: CEILING, 2: CEILING, 3: CEILING, 4: CEILING, 5: CEILING, 6: CEILING - 2, 7: 295_000_000,
    }  # fmt: skip
    assert award[firms.uscc[1]] == 0


def test_every_outcome_occurs(assessed):
    growth = Counter((row["status"], row["reason_code"]) for row in assessed["import_growth"])
    for outcome in (
        ("pass", None),
        ("fail", "not_in_zone"),
        ("fail", "merged_into"),
        ("unknown", "not_registered"),
    ):
        assert growth[outcome]
    assert sum(1 for row in assessed["import_growth"] if row["award"]) >= 20
    opened = {key for row in assessed["import_growth"] for key in row["open_readings"]}
    assert opened >= {
        "attribution", "import_scope", "newcomers", "predecessors", "returns", "in_zone", "value_basis", "date_basis",
        "unclassified_lines", "quarantined_lines",
    }  # fmt: skip
    assert any(row["award"] and not row["open_readings"] for row in assessed["import_growth"])


def test_fees_and_firsts_are_awarded_by_the_made_up_guideline(assessed):
    assert sum(1 for row in assessed["storage_fee"] if row["award"]) >= 3
    assert {row["reason_code"] for row in assessed["storage_fee"]} >= {None, "not_newly_settled"}
    firsts = {(row["status"], row["award"]) for row in assessed["first_of_kind"]}
    assert firsts == {("pass", 30_000_000), ("pass", 15_000_000), ("fail", 0), ("unknown", None)}


def test_the_same_seed_makes_the_same_batches(store, tmp_path):
    make_zone(tmp_path, WISH, tell=lambda sentence: None)
    assert [batch.id for batch in standing(tmp_path)] == [batch.id for batch in standing(store)]
    other = next(iter(deliveries(Wish(60, 6000, seed=4))))
    assert not other.rows.equals(next(iter(deliveries(WISH))).rows)


def test_everything_says_that_it_is_made_up(store, files):
    for batch in standing(store):
        assert SAID in batch.manifest()["basis"]
        assert SAID in batch.file
    assert seals.current(store).synthetic
    assert all(decision.made_up and "示例" in decision.paper for decision in decisions.recorded(store))
    assert files["企业名录.csv"]["企业名称"].str.contains("^示例第\\d+号.*有限公司$").all()


def test_what_is_decided_and_what_is_left_open(store):
    told = {decision.name: decision.value for decision in decisions.recorded(store)}
    assert told.pop("year_pair") == "previous_two"
    assert sorted(told) == [
        "storage_fee.ceiling",
        "storage_fee.rate",
        "storage_month.area_limit",
        "storage_month.unit_price",
    ]
    assert all(type(value) is int for value in told.values())


def test_a_store_that_is_there_is_left_alone(store, tmp_path):
    with pytest.raises(StoreTaken) as refused:
        make_zone(store, WISH, tell=lambda sentence: None)
    assert refused.value.exit_code == 3
    (tmp_path / "decisions").mkdir()
    with pytest.raises(StoreTaken):
        make_zone(tmp_path, WISH, tell=lambda sentence: None)
    assert not (tmp_path / "batches").exists()


def test_codes_are_sound_and_clearly_of_no_firm(firms):
    assert len(set(firms.uscc)) == len(firms.uscc)
    assert all(uscc.sound(code) and code.startswith("91310118DEM") for code in firms.uscc)
    assert all(code.startswith("31226") and len(code) == 10 for code in firms.code)


def test_few_firms_have_most_of_the_lines(files):
    count = lines_of(files).group_by("海关编码").len()["len"].sort(descending=True)
    assert lines_of(files).height == WISH.lines
    assert count.head(6).sum() > WISH.lines / 2
    assert count.median() < 30


def test_both_lines_of_the_zone_and_what_no_list_knows(files):
    seen = set(lines_of(files).select("进出口标志", "监管方式", "运输方式").iter_rows())
    for flag, mode, transports, _ in TRAFFIC:
        assert any((flag, mode, transport) in seen for transport in transports)
    assert {("I", "5000", "Y"), ("I", "0110", "9"), ("I", "1371", "5"), ("E", "4561", "2")} <= seen


def test_amended_cancelled_sent_again_and_contradicted(files):
    first, later = lines_of(files), files["报关单-修改撤销补报.xlsx"]
    key = ["报关单号", "项号"]
    assert {"9", "10", "11"} <= set(later["版本"])
    cancelled = later.filter(pl.col("状态") == "撤销")
    assert cancelled["项号"].null_count() >= 1
    assert cancelled["项号"].null_count() < cancelled.height
    same = later.filter(pl.col("版本") == "0").join(first, on=key)
    again = same["人民币价值"] == same["人民币价值_right"]
    assert again.sum() >= 10
    assert (~again).sum() == 3


def test_days_apart_other_owners_other_places_and_bad_cells(files, firms):
    lines = lines_of(files)
    over = lines.filter(pl.col("申报日期").str.ends_with("-12-30") & pl.col("放行日期").str.ends_with("-01-03"))
    assert over.height
    owner = pl.col("消费使用单位统一社会信用代码")
    assert lines.filter(owner != pl.col("统一社会信用代码")).height
    assert lines.filter(pl.col("境内目的地") != "31206").height
    assert lines.filter(pl.col("放行日期") == "2025-02-30").height
    assert lines.filter(pl.col("海关编码") == firms.old_code(11)).height
    clean = lines.filter(pl.col("统一社会信用代码").is_in([firms.uscc[place] for place in CLEAN]))
    assert clean.filter((owner != pl.col("统一社会信用代码")) | (pl.col("境内目的地") != "31206")).is_empty()


def test_the_letter_differs_for_a_few(files, firms, plan):
    letter = files["海关函-企业年度进口额.xlsx"].filter(pl.col("年度") == str(YEARS[-1]))
    told = {row["统一社会信用代码"]: row["进口额（元）"] for row in letter.iter_rows(named=True)}
    fen = {place: int(plan[place, -1]) for place in range(firms.registered) if plan[place, -1]}
    unlike = {place for place, n in fen.items() if told[firms.uscc[place]] != f"{n // 100}.{n % 100:02d}"}
    assert unlike == {place for place in DIFFERS if place in fen}


def test_fee_papers_have_every_shape(files):
    fees = files["仓储费单据.xlsx"]
    assert set(fees["单据种类"]) == {"合同", "账单", "发票", "付款凭证"}
    assert set(fees["单据状态"]) == {"正常", "作废", "红字"}
    assert (fees["免租月"] == "是").sum() >= 1
    red = fees.filter(pl.col("单据状态") == "红字")
    assert red["含税金额"].str.starts_with("-").all()
    assert red["对应单据"].is_in(fees["单据号码"].implode()).all()


@pytest.mark.parametrize(("enterprises", "lines"), [(1, 1), (3, 7), (12, 30), (200, 20)])
def test_the_smallest_zones_are_taken_in_too(tmp_path, enterprises, lines):
    made = make_zone(tmp_path, Wish(enterprises, lines, 1), tell=lambda sentence: None)
    assert made.batches
    assert seals.current(tmp_path).synthetic


def test_every_batch_but_the_bad_rows_is_good(store):
    quarantined = {batch.kind: 0 for batch in standing(store)}
    for batch in standing(store):
        at_arrival = json.loads((batch.path / "manifest.json").read_text("utf-8"))["at_arrival"]
        quarantined[batch.kind] += at_arrival["quarantined"]
    assert quarantined == {
        "enterprises": 1, "rates": 0, "declarations": 43, "customs-totals": 0, "fees": 0, "claims": 0,
    }  # fmt: skip
