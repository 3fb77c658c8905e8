"""青商规〔2024〕1号：the figures, lists, days and assumed readings of the shipped policy, as contract and text have them."""

import datetime as dt

import pytest

from zongbao.rules.parameters import ENDED, OPEN
from zongbao.rules.policy import load_policy

POLICY = load_policy("qingpu_2024")
PARAMETERS = {f"{page.name}.{name}": p for page in POLICY.pages.values() for name, p in page.parameters.items()}
FIGURES = {
    "import_growth.rate": 25_000,
    "import_growth.ceiling": 300_000_000,
    "import_growth.first_growth_year": 2024,
    "storage_month.window": 36,
    "first_of_kind.amount": 30_000_000,
}
LEFT_OPEN = {"storage_fee.rate", "storage_fee.ceiling", "storage_month.unit_price", "storage_month.area_limit"}
LISTS = {
    "counted_modes": "0110 0214 0615 1210 1239 5010 5014 5015 5033 5034 5335 6033 9610",
    "uncounted_modes": "1300 1500 2600 2700 3100 4500 4561 5000 5100 5200 5300 9700",
    "crossing_transports": "2 3 4 5 6 G L",
    "inner_transports": "0 1 7 8 H W X Y Z",
    "custody_modes": "5033 5034",
    "equipment_modes": "5335",
    "general_modes": "0110",
    "return_modes": "4500 4561",
}
WITH_EMPTY = {"zone_destinations": ["31206", ""], "nothing": [""]}
ASSUMED = {
    "year_pair": "previous_two",
    "attribution": "consignee",
    "import_scope": "all_listed_modes",
    "newcomers": "whole_counts",
    "predecessors": "consolidated",
    "returns": "gross",
    "in_zone": "at_year_end",
    "first_year": "growth_of_2023_counts",
    "after_expiry": "not_payable",
    "cap_scope": "growth_alone",
    "value_basis": "customs_cny",
    "date_basis": "release",
    "unclassified_lines": "not_counted",
    "quarantined_lines": "not_counted",
    "newly": "since_the_policy",
    "window_start": "calendar_month",
    "vat": "without_vat",
    "proof": "least_of_all",
    "fee_year": "year_before",
    "zones_counted": "comprehensive_zones",
    "before_policy": "not_counted",
    "joint": "one_sum_shared",
    "once_per": "business",
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_figure_holds_from_the_first_day_to_the_last_and_no_longer(name):
    days = [day for day, _ in PARAMETERS[name].values]
    assert days == [dt.date(2024, 2, 6), dt.date(2027, 2, 6)]
    assert (POLICY.effective_on, POLICY.expires_on) == (days[0], days[1] - dt.timedelta(1))
    assert PARAMETERS[name].values[-1][1] == ENDED


def test_every_figure_is_the_one_of_the_text():
    scalars = {n: p.values[0][1] for n, p in PARAMETERS.items() if p.unit != "codes"}
    assert scalars == FIGURES | dict.fromkeys(LEFT_OPEN, OPEN)


def test_every_list_of_codes_is_the_one_of_the_contract():
    lists = {p.name: list(p.values[0][1]) for p in PARAMETERS.values() if p.unit == "codes"}
    assert lists == {name: codes.split() for name, codes in LISTS.items()} | WITH_EMPTY


def test_the_first_option_of_a_reading_is_the_plain_one():
    assert {key: reading.assumed for key, reading in POLICY.readings.items()} == ASSUMED
