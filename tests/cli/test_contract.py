"""The terminal as the contract has it: exit codes, silence on refusal, shapes of answers, and never a traceback."""

import csv
import datetime as dt
import json
import re
import shutil
from decimal import Decimal
from importlib.resources import files

import pytest

from cli.terminals import GROWTH, enterprise
from facts.ingest_cases import firm, line
from zongbao.cli.ingest import KINDS as NAMED_AT_THE_TERMINAL
from zongbao.facts.kinds import KINDS

pytest_plugins = ["cli.filled"]

MONEY = re.compile(r"-?\d+\.\d\d")


def test_the_terminal_names_every_kind_of_delivery():
    """It says them without loading the room of facts."""
    assert set(NAMED_AT_THE_TERMINAL) == set(KINDS)


# --- refusals --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words", "says"),
    [
        (2, ("assess", "no_such_measure", "--year", "2026"), "no_such_measure"),
        (2, ("assess", "--year", "soon"), "soon"),
        (2, ("assess",), "year"),
        (2, (*GROWTH, "--no-such-option"), "no-such-option"),
        (2, (*GROWTH, "--policy", "nowhere"), "nowhere"),
        (2, (*GROWTH, "--on", "2026-13-01"), "2026-13-01"),
        (2, (*GROWTH, "--base", "guess"), "guess"),
        (2, (*GROWTH, "--engine", "oracle"), "oracle"),
        (2, ("frobnicate",), "frobnicate"),
        (2, ("explain", "no_such_measure", firm(1), "--year", "2026"), "no_such_measure"),
        (2, ("readings", "no_such_measure", "--year", "2026"), "no_such_measure"),
        (2, ("decide", "no_such_reading", "x", "--paper", "1", "--owner", "某局"), "no_such_reading"),
        (2, ("decide", "year_pair", "no_such_option", "--paper", "1", "--owner", "某局"), "no_such_option"),
        (2, ("decide", "import_growth.rate", "3%", "--paper", "1", "--owner", "某局"), "import_growth.rate"),
        (2, ("decide", "storage_fee.ceiling", "many", "--paper", "1", "--owner", "某局"), "many"),
        (2, ("decide", "storage_fee.ceiling", "1.234", "--paper", "1", "--owner", "某局"), "1.234"),
        (2, ("decide", "storage_fee.rate", "1e9", "--paper", "1", "--owner", "某局"), "1e9"),
        (2, ("decide", "year_pair", "previous_two"), "paper"),
        (2, ("seal", "../outside"), "../outside"),
        (2, ("seal", ".hidden"), ".hidden"),
        (2, ("seal", "x" * 300), "xxx"),
        (2, ("seal", ""), ""),
        (3, ("seal", "年初"), "年初"),
        (3, ("assess", "--year", "2023"), "2023"),
        (3, ("assess", "--year", "2028"), "2028"),
        (3, ("assess", "--year", "99999"), "99999"),
        (3, ("assess", "--year", "-1"), "-1"),
        (3, (*GROWTH, "--on", "2027-02-06"), "2027-02-06"),
        (3, (*GROWTH, "--on", "2024-02-05"), "2024-02-05"),
        (3, (*GROWTH, "--snapshot", "nobody"), "nobody"),
        (3, (*GROWTH, "--snapshot", "../.."), "../.."),
        (3, (*GROWTH, "--enterprise", firm(7)), firm(7)),
        (3, ("explain", "import_growth", firm(7), "--year", "2026"), firm(7)),
        (3, ("withdraw", "0123456789abcdef"), "0123456789abcdef"),
        (3, ("reconcile", "--year", "2025", "--snapshot", "nobody"), "nobody"),
        (4, (*GROWTH, "--scenario", "nowhere.yaml"), "nowhere.yaml"),
        (4, ("compare", "import_growth", "--year", "2026", "--scenario", "nowhere.yaml"), "nowhere.yaml"),
        (4, ("ingest", "declarations", "nowhere.csv"), "nowhere.csv"),
        (2, ("ingest", "gossip", "nowhere.csv"), "gossip"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_sentence_and_nothing_on_stdout(terminal, code, words, says):
    terminal.refused(code, *words, says=says)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (4, b"\xff\xfe\x00nonsense"),
        (4, b"[1, 2]"),
        (4, b"name: {"),
        (4, b"parameters: {import_growth.rate: 0.03}"),
        (4, b"parameters: [import_growth.rate]"),
        (4, b""),
        (2, b"colour: blue"),
        (2, b"parameters: {import_growth.speed: 3}"),
        (2, b"parameters: {import_growth.rate: fast}"),
        (2, b"parameters: {import_growth.rate: '-3%'}"),
        (2, b"parameters: {import_growth.rate: 'NaN'}"),
        (2, b"parameters: {import_growth.rate: '1e999999999'}"),
        (2, b"parameters: {import_growth.rate: '0.00001%'}"),
        (2, b"parameters: {import_growth.rate: true}"),
        (2, b"parameters: {import_growth.rate: }"),
        (2, b"parameters: {import_growth.ceiling: '3%'}"),
        (2, b"parameters: {import_growth.ceiling: '99999999999999999999'}"),
        (2, b"readings: {mood: good}"),
        (2, b"readings: {year_pair: [previous_two]}"),
    ],
)
def test_a_scenario_that_makes_no_sense_is_refused(terminal, code, text):
    file = terminal.folder / "s.yaml"
    file.write_bytes(text)
    terminal.refused(code, *GROWTH, "--scenario", file)
    terminal.refused(code, "compare", "import_growth", "--year", "2026", "--scenario", file)


def test_a_refusal_speaks_for_an_empty_store_too(terminal):
    empty = terminal.folder / "empty"
    code, out, err = terminal.run(*GROWTH, "--json", store=empty)
    assert (code, json.loads(out)["rows"]) == (0, []), err
    terminal.refused(3, "withdraw", "0123", store=empty)
    terminal.refused(3, *GROWTH, "--snapshot", "x", store=empty)


# --- shapes of answers -----------------------------------------------------------------------------------------------------

ROW = {"measure", "enterprise", "subject", "status", "reason_code", "reason", "award", "payable", "open_readings", "steps",
       "parts"}  # fmt: skip
ANSWER = {"policy", "document_hash", "snapshot", "year", "on", "code_version", "parameters", "readings", "rows", "total",
          "total_from", "total_to", "payable_total", "unknown_rows"}  # fmt: skip


def test_assess_answers_in_the_shape_of_the_contract(terminal):
    said = terminal.ask(*GROWTH)
    assert said.keys() >= ANSWER
    assert (said["policy"], said["year"], said["on"], said["snapshot"]) == ("qingpu_2024", 2026, "2026-12-31", "年初")
    assert said["parameters"]["import_growth.rate"] == {"value": 25_000, "unit": "ppm"}
    assert said["parameters"]["import_growth.ceiling"] == {"value": "3000000.00", "unit": "CNY"}
    assert said["readings"]["year_pair"] == {"option": "previous_two", "state": "assumed"}
    for row in said["rows"]:
        assert row.keys() >= ROW
        money = [row["award"], row["payable"], *row["steps"].values()]
        assert all(m is None or MONEY.fullmatch(m) for m in money)
    by_firm = {row["enterprise"]: row for row in said["rows"]}
    one, two, three, stranger = (by_firm[firm(n)] for n in (1, 2, 3, 9))
    assert one["steps"] == {"imports": "4000000.20", "imports_prev": "1000000.00", "increment": "3000000.20",
                            "counted": "3000000.20", "before_cap": "75000.01", "award": "75000.01"}  # fmt: skip
    assert (one["status"], one["reason_code"], one["reason"]) == ("pass", None, None)
    assert (two["award"], two["payable"]) == ("3000000.00", "0.00")
    assert (three["award"], three["open_readings"]) == ("0.00", ["import_scope", "newcomers", "unclassified_lines"])
    assert (stranger["status"], stranger["reason_code"], stranger["award"]) == ("unknown", "not_registered", None)
    assert (said["total"], said["unknown_rows"]) == ("3075000.01", 1)
    assert Decimal(said["total_from"]) <= Decimal(said["total"]) <= Decimal(said["total_to"])


def test_one_enterprise_is_shown_and_the_totals_stay_whole(terminal):
    said = terminal.ask(*GROWTH, "--enterprise", firm(1))
    assert [row["enterprise"] for row in said["rows"]] == [firm(1)]
    assert said["total"] == "3075000.01"


def test_the_day_defaults_to_the_last_that_the_policy_covers(terminal):
    said = terminal.ask("assess", "import_growth", "--year", "2027")
    assert (said["on"], said["payable_total"]) == ("2027-02-05", "0.00")


def test_every_measure_at_once_is_the_sum_of_each(terminal):
    every = terminal.ask("assess", "--year", "2026")
    names = {row["measure"] for row in every["rows"]}
    assert names == {"import_growth", "storage_fee"}
    each = [
        terminal.ask("assess", name, "--year", "2026") for name in ("import_growth", "storage_fee", "first_of_kind")
    ]
    assert Decimal(every["total"]) == sum(Decimal(one["total"]) for one in each)


def test_readings_have_the_total_of_assess_for_what_is_in_force(terminal):
    total = terminal.ask(*GROWTH)["total"]
    said = terminal.ask("readings", "import_growth", "--year", "2026")["readings"]
    assert len(said) == 14
    for reading in said:
        assert reading.keys() >= {"measure", "key", "about", "option", "state", "options"}
        in_force = next(o for o in reading["options"] if o["key"] == reading["option"])
        assert in_force == {
            "key": reading["option"],
            "text": in_force["text"],
            "total": total,
            "enterprises_touched": 0,
        }
    by_key = {r["key"]: {o["key"]: o["total"] for o in r["options"]} for r in said}
    assert by_key["year_pair"]["current_previous"] is None
    assert by_key["value_basis"]["usd_at_one_rate"] is None
    assert by_key["cap_scope"]["with_storage_fee"] is None
    assert by_key["newcomers"]["excluded"] == "75000.01"
    assert by_key["unclassified_lines"]["counted"] == "3075002.26"


def test_a_decision_changes_the_reading_in_force_to_the_total_it_had(terminal):
    said = terminal.ask(
        "decide", "newcomers", "excluded", "--paper", "示例1号", "--owner", "某局", "--published-on", "2026-03-01"
    )
    assert len(said["decision"]) == 16
    after = terminal.ask(*GROWTH)
    assert after["readings"]["newcomers"] == {"option": "excluded", "state": "decided"}
    assert after["total"] == "75000.01"
    assert {r["reason_code"] for r in after["rows"] if r["enterprise"] == firm(2)} == {"newcomer"}
    terminal.refused(
        3, "decide", "newcomers", "excluded", "--paper", "示例1号", "--owner", "某局", "--published-on", "2026-03-01"
    )


def test_an_unpublished_decision_warns_and_binds_nobody(terminal):
    code, out, err = terminal.run("decide", "newcomers", "excluded", "--paper", "示例2号", "--owner", "某局", "--json")
    assert code == 0
    assert json.loads(out)["decision"]
    assert "没有公布" in err
    assert terminal.ask(*GROWTH)["total"] == "3075000.01"


def test_a_decision_holds_from_its_day_on(terminal):
    terminal.ask("decide", "newcomers", "excluded", "--paper", "3", "--owner", "某局", "--published-on", "2026-03-01", "--from",
                 "2026-07-01")  # fmt: skip
    assert terminal.ask(*GROWTH, "--on", "2026-06-30")["total"] == "3075000.01"
    assert terminal.ask(*GROWTH, "--on", "2026-07-01")["total"] == "75000.01"


# --- compare, reconcile, files ---------------------------------------------------------------------------------------------


def test_scenarios_stand_side_by_side(terminal):
    more, other = terminal.folder / "more.yaml", terminal.folder / "other.yaml"
    more.write_text('name: 多\nparameters: {import_growth.rate: "3%", import_growth.ceiling: "5000000"}\n', "utf-8")
    other.write_text("readings: {newcomers: excluded}\n", "utf-8")
    said = terminal.ask("compare", "import_growth", "--year", "2026", "--scenario", more, other)
    shape = {"name", "total", "paid", "at_cap", "winners", "losers", "difference"}
    assert said["baseline"].keys() >= shape - {"name"}
    assert (said["baseline"]["total"], said["baseline"]["paid"], said["baseline"]["at_cap"]) == ("3075000.01", 2, 1)
    assert said["scenarios"][0] == {"name": "多", "total": "5090000.01", "paid": 2, "at_cap": 1, "winners": 2, "losers": 0,
                                    "difference": "2015000.00"}  # fmt: skip
    assert said["scenarios"][1] == {"name": "other", "total": "75000.01", "paid": 1, "at_cap": 0, "winners": 0, "losers": 1,
                                    "difference": "-3000000.00"}  # fmt: skip
    assert terminal.ask(*GROWTH, "--scenario", more)["total"] == "5090000.01"
    assert terminal.ask(*GROWTH)["total"] == "3075000.01"


def test_an_award_that_just_reaches_the_ceiling_stands_at_the_cap(terminal):
    exact = terminal.folder / "exact.yaml"
    exact.write_text('parameters: {import_growth.ceiling: "75000.01"}\n', "utf-8")
    said = terminal.ask("compare", "import_growth", "--year", "2026", "--scenario", exact)
    assert said["scenarios"][0]["at_cap"] == 2


def test_the_letter_is_set_against_the_lines(terminal):
    letter = [{"uscc": firm(1), "year": "2025", "imports_cny": "4000000.20", "unit": "元"},
              {"uscc": firm(2), "year": "2025", "imports_cny": "1.00", "unit": "元"}]  # fmt: skip
    terminal.ask("ingest", "customs-totals", terminal.write("l.csv", letter))
    rows = {row["enterprise"]: row for row in terminal.ask("reconcile", "--year", "2025")["rows"]}
    assert rows[firm(1)]["difference"] == "0.00"
    assert rows[firm(2)]["difference"] == "199999999.00"
    assert (rows[firm(9)]["letter"], rows[firm(9)]["difference"]) == (None, None)


def test_the_answer_as_files(terminal):
    table, book = terminal.folder / "a.csv", terminal.folder / "a.xlsx"
    said = terminal.ask(*GROWTH, "--csv", table, "--xlsx", book)
    with table.open(encoding="utf-8-sig", newline="") as source:
        assert len(list(csv.reader(source))) == 1 + len(said["rows"])
    assert book.stat().st_size > 0
    code, out, _ = terminal.run(*GROWTH)
    assert (code, "3,075,000.01" in out) == (0, True)


# --- what is known when ----------------------------------------------------------------------------------------------------


def test_an_old_seal_answers_the_same_after_new_batches_and_withdrawals(terminal):
    before = terminal.ask(*GROWTH, "--snapshot", "年初")
    batches = terminal.ask("batches")["batches"]
    later = line(
        uscc=firm(1), customs_code="", declaration="223820250000000074", released_on="2025-08-05", value_cny="8000.00"
    )
    terminal.ask("ingest", "declarations", terminal.write("later.csv", [later]))
    assert terminal.ask(*GROWTH)["total"] == "3075200.01"
    declared = next(b["batch"] for b in batches if b["kind"] == "declarations")
    assert terminal.ask("withdraw", declared) == {"batch": declared}
    assert [b["withdrawn"] for b in terminal.ask("batches")["batches"] if b["batch"] == declared] == [True]
    terminal.refused(3, "withdraw", declared, says=declared)
    assert terminal.ask(*GROWTH, "--snapshot", "年初") == before
    new = terminal.ask(*GROWTH)
    assert new["snapshot"].startswith("auto-")
    assert {row["reason_code"] for row in new["rows"]} == {"year_not_delivered"}


def test_as_known_on_a_day(terminal):
    late = line(
        uscc=firm(1), customs_code="", declaration="223820250000000074", released_on="2025-08-05", value_cny="8000.00"
    )
    terminal.ask("ingest", "declarations", terminal.write("late.csv", [late]), "--known-on", "2026-05-01")
    terminal.ask("decide", "newcomers", "excluded", "--paper", "4", "--owner", "某局", "--published-on", "2026-03-01",
                 "--recorded-on", "2026-06-01")  # fmt: skip
    assert terminal.ask(*GROWTH, "--known-on", "2026-04-30")["total"] == "3075000.01"
    assert terminal.ask(*GROWTH, "--known-on", "2026-05-01")["total"] == "3075200.01"
    assert terminal.ask(*GROWTH, "--known-on", "2026-06-01")["total"] == "75200.01"
    assert terminal.ask(*GROWTH, "--known-on", "2026-01-31")["rows"] == []
    assert terminal.ask("seal", "五月", "--known-on", "2026-05-01")["snapshot"] == "五月"
    assert terminal.ask(*GROWTH, "--snapshot", "五月")["total"] == "3075200.01"


def test_a_rerun_under_a_changed_policy_tells_the_difference_and_replaces_nothing(terminal):
    first = terminal.ask(*GROWTH)
    runs = sorted((terminal.store / "runs").iterdir())
    kept = {p: p.read_bytes() for run in runs for p in run.iterdir()}
    folder = terminal.folder / "qingpu_2024"
    shutil.copytree(str(files("zongbao.policies") / "qingpu_2024"), folder)
    page = folder / "import_growth.yaml"
    page.write_text(page.read_text("utf-8").replace("2024-02-06: 25_000", "2024-02-06: 50_000"), "utf-8")
    code, out, err = terminal.run(*GROWTH, "--policy", folder, "--json")
    assert (code, json.loads(out)["total"]) == (0, "3150000.01")
    assert runs[0].name in err
    assert "75000.00" in err
    assert {p: p.read_bytes() for p in kept} == kept
    assert terminal.ask(*GROWTH) == first
    assert len(list((terminal.store / "runs").iterdir())) == 2


def test_months_missing_from_what_is_covered_are_refused_by_name(terminal):
    covered = line(
        uscc=firm(2), customs_code="", declaration="223820250000000082", released_on="2025-02-05", value_cny="1.00"
    )
    terminal.ask("ingest", "declarations", terminal.write("c.csv", [covered]), "--covers", "2025-01..2025-11")
    terminal.refused(3, *GROWTH, says="2025-12")
    terminal.refused(3, "readings", "--year", "2026", says="2025-12")
    terminal.refused(3, "explain", "import_growth", firm(1), "--year", "2026", says="2025-12")
    assert terminal.ask(*GROWTH, "--allow-partial")["total"] == "3075000.01"
    terminal.ask("readings", "import_growth", "--year", "2026", "--allow-partial")
    terminal.ask("explain", "import_growth", firm(1), "--year", "2026", "--allow-partial")
    rest = line(
        uscc=firm(2), customs_code="", declaration="223820250000000090", released_on="2025-12-05", value_cny="1.00"
    )
    terminal.ask("ingest", "declarations", terminal.write("c2.csv", [rest]), "--covers", "2025-12..2025-12")
    assert terminal.ask(*GROWTH)["total"] == "3075000.01"


def test_a_scenario_that_asks_for_a_partial_year_is_refused_as_well(terminal):
    part = line(
        uscc=firm(2), customs_code="", declaration="223820250000000082", released_on="2026-02-05", value_cny="1.00"
    )
    terminal.ask("ingest", "declarations", terminal.write("c.csv", [part]), "--covers", "2026-01..2026-06")
    file = terminal.folder / "s.yaml"
    file.write_text("readings: {year_pair: current_previous}\n", "utf-8")
    assert terminal.ask(*GROWTH)["total"] == "3075000.01"
    terminal.refused(3, *GROWTH, "--scenario", file, says="2026-07")
    assert terminal.ask(*GROWTH, "--scenario", file, "--allow-partial")["readings"]["year_pair"]["state"] == "supposed"


def test_strict_ends_with_one_where_rows_were_quarantined(terminal):
    bad = terminal.write("bad.csv", [line(value_cny="1.234")])
    code, out, _ = terminal.run("ingest", "declarations", bad, "--strict", "--json")
    assert (code, json.loads(out)["batches"][0]["quarantined"]) == (1, 1)
    assert {"findings"} == terminal.ask("findings").keys()
    assert terminal.run("ingest", "declarations", bad)[0] == 0


@pytest.mark.parametrize("loop", [{1: 2, 2: 1}, {1: 1}, {1: 3, 2: 3}])
def test_a_registry_that_contradicts_itself_is_refused_at_seal(terminal, loop):
    rows = [enterprise(n, predecessors=firm(loop[n]) if n in loop else "") for n in (1, 2, 3)]
    terminal.ask("ingest", "enterprises", terminal.write("loop.csv", rows))
    terminal.refused(3, "seal", "环", says=firm(next(iter(loop.values()))))
    terminal.refused(3, *GROWTH)
    assert terminal.ask(*GROWTH, "--snapshot", "年初")["total"] == "3075000.01"


def test_a_seal_says_what_it_holds(terminal):
    said = terminal.ask("seal", "再封")
    assert said["snapshot"] == "再封"
    assert terminal.ask(*GROWTH)["snapshot"] == "再封"
    assert said["batches"] == [b["batch"] for b in terminal.ask("batches")["batches"]]


def test_days_are_iso(terminal):
    for batch in terminal.ask("batches")["batches"]:
        assert dt.date.fromisoformat(batch["known_on"])


def test_the_language_asked_for_lasts_for_one_call(terminal):
    _, english, _ = terminal.run(*GROWTH, "--lang", "en")
    _, chinese, _ = terminal.run(*GROWTH)
    assert "award year" in english
    assert "申报年度" in chinese
