"""出处：where every fact of a page comes from. A page that reads what nobody brings is told so before it is computed.

`evaluation.sources` brings the rows named here; a fact is a column of the page's own row, a sum or award of another page
(`page.step`), a day or year of the question (`calendar`), or the one rate (`rates`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zongbao.refusals import Refusal
from zongbao.rules.page import PLACES, Input, Page
from zongbao.rules.policy import Policy

CALENDAR = ("year_0", "year_1", "year_2", "year_3", "on", "effective_on", "expires_on")
CARRIED: Mapping[str, tuple[str, ...]] = {
    "enterprises": (
        "enterprise", "name", "heir", "registered", "merged", "settled_on", "inside_0", "inside_1", "inside_on",
        "has_customs_code",
    ),
    "lines": (
        "consignee", "owner", "consignee_heir", "owner_heir", "released_year", "declared_year", "flag", "mode",
        "transport", "destination", "own", "quarantined", "value_fen", "value_cents", "many",
    ),
    "fee_months": (
        "enterprise", "settled_on", "contract", "month", "month_start", "month_end", "billed_gross", "billed_net",
        "invoiced_gross", "invoiced_net", "paid", "area", "free",
    ),
    "claims": (
        "enterprise", "name", "heir", "registered", "claim", "title", "form", "first_on", "zone_scope", "recognised",
        "recognised_on", "first_in_zones", "first_in_all", "applicants", "turn",
    ),
    "figures": (
        "enterprise", "name", "heir", "registered", "settled_on", "figure", "of_year", "month", "amount", "quantity",
        "certified_on",
    ),
}  # fmt: skip


SAY_WHICH = "year 一步写 of_year * one_of(figure, 指标名称的参数)：别的指标不算在任何一年"


class FactsUnsourced(Refusal):
    """A page reads a fact that no row and no other page brings."""


@dataclass(frozen=True)
class Gap:
    """One thing a page lacks to be computed: where, what, and what to do."""

    page: Page
    name: str
    reason: str
    do: str


def refuse_unsourced(policy: Policy) -> None:
    """Refuse to compute a policy of which a page reads what nobody brings."""
    for gap in gaps(policy):
        raise FactsUnsourced("；".join((gap.reason, gap.do)))


def gaps(policy: Policy) -> Iterator[Gap]:
    """What the pages of a policy lack to find all their facts."""
    for page in policy.pages.values():
        if page.rows not in CARRIED:
            yield Gap(page, "rows", f"{page.name}.yaml 写了 rows: {page.rows}，没有这种行", f"改成 {_listed(CARRIED)}")
            continue
        for wanted in page.inputs.values():
            yield from _of_page(policy, page, wanted=wanted) if "." in wanted.source else _of_row(page, wanted)
    for page in _summed(policy):
        for step in PLACES:
            if all(step != s.name for s in page.steps):
                reason = f"{page.name}.py 供别页合计，却没有 {step} 这一步"
                yield Gap(page, step, reason, "写两步：subject 说算给谁，year 说算在哪一年")
        if page.rows == "figures" and "figure" not in _read_for(page, PLACES):
            yield Gap(page, "figure", f"{page.name}.py 没有说算哪一项指标，会把各项指标加在一起", SAY_WHICH)


def _read_for(page: Page, wanted: Iterable[str]) -> set[str]:
    """All that some steps of a page read, themselves or through other steps."""
    read = set(wanted)
    for step in reversed(page.steps):
        read |= set(step.arguments) if step.name in read else set()
    return read


def _of_row(page: Page, wanted: Input) -> Iterator[Gap]:
    """A fact of the page's own row, of the calendar, or the rate."""
    if wanted.source == "rates":
        return
    source, known = (
        ("calendar", CALENDAR) if wanted.source == "calendar" else (f"rows: {page.rows}", CARRIED[page.rows])
    )
    if wanted.name not in known:
        reason = f"{page.name} 的输入 {wanted.name} 没有出处，{source} 里没有这一列"
        yield Gap(page, wanted.name, reason, f"写 from: 页名.步骤，由另一页合计得来，或改读 {_listed(known)}")


def _of_page(policy: Policy, page: Page, *, wanted: Input) -> Iterator[Gap]:
    """A fact that another page comes to: the award of a measure, or a measured step of a finer page."""
    source, _, step = wanted.source.partition(".")
    other, here = policy.pages.get(source), f"{page.name} 的输入 {wanted.name} 取自 {wanted.source}"
    if other is None:
        yield Gap(page, wanted.name, f"{here}，还没有 {source} 这一页", f"新建 {source}.yaml 和 {source}.py，或改 from")
    elif other.is_measure and step != "award":
        yield Gap(page, wanted.name, f"{here}，{source} 是一项扶持，只能取 award", f"改成 from: {source}.award")
    elif not other.is_measure and step not in other.measured:
        yield Gap(
            page, wanted.name, f"{here}，{source} 的 measured 里没有 {step}", f"把 {step} 写进 measured，或改 from"
        )


def _summed(policy: Policy) -> Iterator[Page]:
    """The finer pages that some page adds up, each once."""
    sources = (i.source.partition(".")[0] for p in policy.pages.values() for i in p.inputs.values() if "." in i.source)
    for name in dict.fromkeys(sources):
        if name in policy.pages and not policy.pages[name].is_measure:
            yield policy.pages[name]


def _listed(names: Iterable[str]) -> str:
    return "、".join(names)
