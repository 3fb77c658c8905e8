"""What a sheet says is kept in one form: texts as texts, lists as tuples, what is not said as what it means."""

import ast

import pytest

from zongbao.rules import verbs
from zongbao.rules.page import VERBS, PageNotSound
from zongbao.rules.policy import load_policy

pytest_plugins = ["proving"]

CODE = '''from zongbao.rules.verbs import given

GRAIN = "enterprise", "year"


def award(trade):
    """扶持额"""
    return trade


def known(trade):
    """有数"""
    return given(trade)
'''
SHEET = """
clause: 4
measure: 1
conditions: {known: {fails: [404, 7], lacks: [x, 甲]}}
inputs: {trade: {unit: fen}}
parameters: {rate: {unit: ppm, phrase: 按, values: {2024-02-06: 1}}}
"""


def test_numbers_in_a_sheet_are_kept_as_texts(write_page):
    page = write_page(CODE, SHEET)
    assert (page.clause, page.parameters["rate"].clause) == ("4", "4")
    assert page.conditions[0].fails == ("404", "7")
    assert page.is_measure is True
    assert page.units == {"trade": "fen", "rate": "ppm", "award": "fen", "known": "count"}
    assert {type(said) for said in page.units.values()} == {str}


def test_a_sheet_without_a_clause_has_an_empty_one(write_page):
    page = write_page(CODE, SHEET.replace("clause: 4\n", ""))
    assert (page.clause, page.parameters["rate"].clause, page.inputs["trade"].about) == ("", "", "")


def test_what_a_sheet_does_not_say_follows_from_its_code(write_page):
    page = write_page(CODE, SHEET)
    assert (page.grain, page.measured, page.subjects) == (("enterprise", "year"), (), ("enterprise",))
    assert page.ladder == ("award",)
    bare = write_page(CODE.replace('GRAIN = "enterprise", "year"\n', ""), SHEET)
    assert bare.grain == ()


def test_lists_of_a_sheet_are_kept_as_tuples(write_page):
    more = "grain: [line]\nmeasured: [award]\nsubjects: [consignee, owner]\nladder: [known, award]\n"
    page = write_page(CODE, SHEET + more)
    assert (page.grain, page.measured) == (("line",), ("award",))
    assert (page.subjects, page.ladder) == (("consignee", "owner"), ("known", "award"))


def test_a_key_that_is_no_text_is_named(write_page):
    with pytest.raises(PageNotSound, match="不认识的键：7、tittle"):
        write_page(CODE, SHEET + "7: x\ntittle: y\n")


def test_all_that_a_step_lacks_is_named_in_order(write_page):
    names = ["f", "b", "e", "a", "d", "c"]
    code = CODE + f"\n\ndef extra({', '.join(names)}):\n    '''多'''\n    return {' + '.join(names)}\n"
    with pytest.raises(PageNotSound, match="extra 缺 a、b、c、d、e、f"):
        write_page(code, SHEET)


def test_the_verbs_are_the_public_functions_of_their_module_and_nothing_else():
    from pathlib import Path

    tree = ast.parse(Path(verbs.__file__).read_text(encoding="utf-8"))
    written = {n.name for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")}
    assert written == VERBS


def test_a_grain_of_one_word_stays_one_word():
    assert load_policy("qingpu_2024").pages["import_lines"].grain == ("line",)
