"""任意内容：whatever comes, it is read with findings or refused with a sentence; nothing else is raised, nothing is lost."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_cases import LINE, csv_bytes, line

from zongbao.facts.checks import check
from zongbao.facts.kinds import KINDS
from zongbao.facts.layouts import lay
from zongbao.facts.sources import read_one
from zongbao.refusals import Unreadable

CELL = st.one_of(
    st.sampled_from(["", "1", "0110", "110", "2025-01-02", "45720", "1,234.50", "3.30e+86", "-", "万元",
                     "=1+1", "'", '="1"', "１２", "\t"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(content=st.binary(max_size=300), kind=st.sampled_from(list(KINDS)))
def test_bytes_are_read_or_refused(content: bytes, kind: str) -> None:
    try:
        delivered = read_one("any", content, kind=KINDS[kind])
    except Unreadable:
        return
    check(lay(delivered, KINDS[kind]), KINDS[kind])


@settings(max_examples=80, deadline=None)
@given(data=st.data(), kind=st.sampled_from(list(KINDS)))
def test_any_cells_below_a_head_keep_their_rows(data: st.DataObject, kind: str) -> None:
    names = [column.name for column in KINDS[kind].columns]
    rows = data.draw(st.lists(st.lists(CELL, min_size=len(names), max_size=len(names)), max_size=5))
    buffer = io.StringIO()
    csv.writer(buffer).writerows([names, *rows])
    laid = lay(read_one("any", buffer.getvalue().encode("utf-8", "ignore"), kind=KINDS[kind]), KINDS[kind])
    checked = check(laid, KINDS[kind])
    assert checked.rows.height == laid.frame.height
    assert checked.rows["row"].to_list() == sorted(set(checked.rows["row"].to_list()))
    faulty = {index for index, level in checked.remarks.select("index", "level").rows() if level == "error"}
    assert faulty == set(checked.rows["fault"].is_not_null().arg_true().to_list())


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.one_of(CELL, st.decimals(0, 10**9, places=2).map(str)), min_size=1, max_size=8))
def test_many_values_at_once_are_judged_as_each_alone(texts: list[str]) -> None:
    """The fast way over a whole column and the careful way over one cell agree."""
    together = _values([line(item=str(n + 1), value_cny=text) for n, text in enumerate(texts)])
    apart = [_values([line(value_cny=text)])[0] for text in texts]
    assert together == apart


def _values(rows: list[dict[str, str]]) -> list[tuple[int | None, str | None]]:
    kind = KINDS["declarations"]
    checked = check(lay(read_one("any", csv_bytes(rows), kind=kind), kind), kind)
    return [(fen, fault) for fen, fault in checked.rows.select("value_fen", "fault").rows()]


@pytest.mark.parametrize("cut", range(0, 400, 37))
def test_a_workbook_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    from ingest_cases import write_xlsx

    whole = write_xlsx(tmp_path / "b.xlsx", {"数据": [list(LINE), list(LINE.values())]}).read_bytes()
    with pytest.raises(Unreadable):
        read_one("b.xlsx", whole[: len(whole) - 1 - cut * 10], kind=KINDS["declarations"])


def test_days_stay_days() -> None:
    kind = KINDS["declarations"]
    checked = check(lay(read_one("any", csv_bytes([line()]), kind=kind), kind), kind)
    assert checked.rows["released_on"].to_list() == [date(2025, 3, 4)]
