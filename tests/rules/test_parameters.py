"""A figure has dates: the day before it began and the day it ended are refused, never zero; what is open says so."""

import datetime as dt
import shutil

import pytest

from zongbao.refusals import Refusal, WrongUsage
from zongbao.rules.parameters import OPEN, NotInForce, ParameterNotSound, parameters_of
from zongbao.rules.policy import SOUND, NoSuchPolicy, PolicyNotSound, load_policy
from zongbao.rules.readings import readings_of

FIRST, LAST, ENDED = dt.date(2024, 2, 6), dt.date(2027, 2, 5), dt.date(2027, 2, 6)
DAY = dt.timedelta(1)


def one(values, **more):
    entry = {"unit": "ppm", "phrase": "按 2.5%", "values": values, **more}
    return parameters_of({"rate": entry}, page="growth", clause="4")["rate"]


def test_a_value_holds_from_its_day_until_the_next():
    raised = dt.date(2025, 1, 1)
    rate = one({ENDED: "ended", raised: 30_000, FIRST: 25_000})
    assert [rate.on(d) for d in (FIRST, raised - DAY, raised, LAST)] == [25_000, 25_000, 30_000, 30_000]


def test_the_day_before_and_the_day_after_are_refused():
    rate = one({FIRST: 25_000, ENDED: "ended"})
    with pytest.raises(NotInForce, match=r"growth\.rate 在 2024-02-05 尚未生效"):
        rate.on(FIRST - DAY)
    with pytest.raises(NotInForce, match=r"growth\.rate 在 2027-02-06 已经失效"):
        rate.on(ENDED)


def test_what_ended_may_come_back():
    rate = one({FIRST: 25_000, dt.date(2025, 1, 1): "ended", dt.date(2026, 1, 1): 1})
    assert rate.on(LAST) == 1


def test_what_the_text_leaves_open_is_open_until_a_day():
    rate = one({FIRST: "open", dt.date(2025, 1, 1): 500_000})
    assert rate.on(FIRST) == OPEN
    assert rate.on(dt.date(2025, 1, 1)) == 500_000


def test_clause_of_the_page_unless_it_has_its_own():
    assert one({FIRST: 1}).clause == "4"
    assert one({FIRST: 1}, clause=7).clause == "7"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({FIRST: None}, r"growth\.rate 在 2024-02-06 的值不能为空"),
        ({FIRST: True}, "不能为空"),
        ({"2024-02-06": 1}, "日期“2024-02-06”应写成"),
        ({}, "没有写 values"),
        (None, "没有写 values"),
        (25_000, "没有写 values"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_refused(values, sentence):
    with pytest.raises(ParameterNotSound, match=sentence):
        one(values)


def test_the_first_option_of_a_reading_is_assumed():
    reading = readings_of(
        {"pair": {"about": "年", "options": {"b": "乙", "a": {"text": "甲", "needs": ["x"]}}}}, measure="m"
    )["pair"]
    assert (reading.assumed, reading.measure, reading.pays_only) == ("b", "m", False)
    assert reading.options["a"].needs == ("x",)
    assert readings_of({"p": {"moves": "payable", "options": {"b": "乙", "a": "甲"}}}, measure="m")["p"].pays_only


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return str(folder)


TERM = "effective_on: 2024-02-06\nexpires_on: 2027-02-05\n"


def test_a_policy_knows_its_days(tmp_path):
    policy = load_policy(write(tmp_path, document=TERM))
    assert policy.last_day_in(2024) == dt.date(2024, 12, 31)
    assert policy.last_day_in(2027) == LAST
    assert policy.last_whole_year == 2026
    policy.covers(FIRST)
    policy.covers(LAST)
    for day in (FIRST - DAY, ENDED):
        with pytest.raises(NotInForce, match=f"{day} 不在政策有效期内"):
            policy.covers(day)
    with pytest.raises(NotInForce, match="2028 年没有一天在政策有效期内"):
        policy.last_day_in(2028)


def test_the_last_whole_year_may_be_the_last_one(tmp_path):
    assert load_policy(write(tmp_path, document=TERM.replace("2027-02-05", "2026-12-31"))).last_whole_year == 2026


def test_a_policy_that_does_not_hold_together_is_refused(tmp_path):
    with pytest.raises(NoSuchPolicy, match="没有政策“nowhere”"):
        load_policy("nowhere")
    with pytest.raises(PolicyNotSound, match="expires_on 应是日期"):
        load_policy(write(tmp_path, document=TERM.replace("2027-02-05", "三年")))


def test_a_reading_written_twice_in_a_policy_is_refused(tmp_path):
    pair = "pair: {about: 年, options: {a: 甲, b: 乙}}\n"
    (tmp_path / "page.py").write_text("", encoding="utf-8")
    with pytest.raises(PolicyNotSound, match=r"口径“pair”在 page\.yaml 与别处各写了一次"):
        load_policy(write(tmp_path, document=TERM, readings=pair, page="readings: {" + pair.strip() + "}"))


def test_examples_do_not_change_the_digest_of_a_policy_but_rules_do(tmp_path):
    def digest(name, **files):
        folder = tmp_path / name
        folder.mkdir()
        return load_policy(write(folder, document=TERM, **files)).digest

    plain = digest("a")
    assert digest("b", **{"page.examples": "[]"}) == plain
    assert digest("c", readings="pair: {options: {a: 甲, b: 乙}}") != plain


def test_what_a_policy_does_not_have_is_wrong_usage():
    policy = load_policy("qingpu_2024")
    assert policy.measure("import_growth").is_measure
    assert policy.parameter("import_growth.rate").on(FIRST) == 25_000
    for name in ("import_lines", "export_growth"):
        with pytest.raises(WrongUsage, match=f"政策 qingpu_2024 没有“{name}”这项扶持；有：.*import_growth"):
            policy.measure(name)
    for dotted in ("import_growth.speed", "export_growth.rate", "rate"):
        with pytest.raises(WrongUsage, match=f"没有参数“{dotted}”"):
            policy.parameter(dotted)


def test_an_edited_policy_is_read_anew_and_an_unsound_edit_changes_nothing(tmp_path):
    """Without a restart; a program that begins with the unsound edit is refused."""
    folder = shutil.copytree(load_policy("qingpu_2024").folder, tmp_path / "own")
    page, before = folder / "import_growth.yaml", load_policy(str(folder))
    assert load_policy(str(folder)) is before
    page.write_text(page.read_text(encoding="utf-8").replace("25_000", "30_000"), encoding="utf-8")
    after = load_policy(str(folder))
    assert (before.digest != after.digest, after.parameter("import_growth.rate").values[0][1]) == (True, 30_000)
    page.write_text("clause: [", encoding="utf-8")
    assert load_policy(str(folder)) is after
    SOUND.pop(folder)
    with pytest.raises(Refusal):
        load_policy(str(folder))
