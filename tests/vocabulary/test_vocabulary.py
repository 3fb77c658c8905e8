"""The clauses of other zones: enough of them, each a page of at most forty lines, every figure tied to its words."""

import pytest

from vocabulary.pages import FOLDERS, HERE, PAGES
from zongbao.rules.policy import load_policy

ENOUGH, LONGEST = 24, 40


def test_there_are_enough_clauses():
    clauses = {page.clause for folder in FOLDERS for page in load_policy(str(folder)).pages.values()}
    assert len(clauses) >= ENOUGH


@pytest.mark.parametrize(("folder", "name"), PAGES)
def test_a_clause_is_a_page_of_at_most_forty_lines(folder, name):
    lines = [line for kind in ("py", "yaml") for line in (HERE / folder / f"{name}.{kind}").read_text().splitlines()]
    assert len(lines) <= LONGEST


@pytest.mark.parametrize(("folder", "name"), PAGES)
def test_a_page_has_examples_and_every_parameter_its_words(folder, name):
    page = load_policy(str(HERE / folder)).pages[name]
    assert (HERE / folder / f"{name}.examples.yaml").is_file()
    assert all(p.clause and p.phrase for p in page.parameters.values())
