"""兑现方式：whether a programme may be 免申即享. The four tests are computed from the policy and what stands in the facts.

Beneficiary, basis, standard and term must all follow from rules and registered facts, without anybody's judgement.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zongbao.evaluation.entitlements import pays
from zongbao.evaluation.question import Question
from zongbao.evaluation.stakes import dimensions
from zongbao.evaluation.steps import delivered_kind
from zongbao.facts.kinds import KINDS
from zongbao.refusals import Refusal
from zongbao.rules.page import Page
from zongbao.rules.parameters import OPEN
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.programmes.runs import policy_of, question_of

KIND_OF = {"lines": "declarations"}


@dataclass(frozen=True)
class Reason:
    """Why a test does not hold; where a silence of the text is why, its name."""

    words: str
    silence: str = ""


@dataclass(frozen=True)
class Test:
    """One of the four: what it asks, and why it does not hold; no reason means that it holds."""

    words: Any
    reasons: tuple[Reason, ...]

    @property
    def holds(self) -> bool:
        return not self.reasons


def tests_of(programme: Programme) -> list[Test]:
    """The four tests of 免申即享 for a programme, as things stand now."""
    measure = policy_of(programme).measure(programme.measure)
    try:
        question = question_of(programme, on=None)
    except Refusal as refusal:
        return [Test(_("期限"), (Reason(str(refusal)),))]
    return [
        Test(_("对象：从企业库直接得出"), _beneficiary(measure)),
        Test(_("依据：都是已登记的数据"), _basis(question, measure)),
        Test(_("标准：没有未定的数值和口径"), _standard(question, measure)),
        Test(_("期限：在政策有效期内且可以拨付"), _term(question, measure)),
    ]


def unpaid(programme: Programme) -> str:
    """Why the year of a programme is not paid, as the policy and what is decided stand now; nothing where it is."""
    try:
        question = question_of(programme, on=None)
    except Refusal as refusal:
        return str(refusal)
    return "；".join(reason.words for reason in _term(question, policy_of(programme).measure(programme.measure)))


def _beneficiary(measure: Page) -> tuple[Reason, ...]:
    if measure.rows == "enterprises":
        return ()
    return (Reason(_("谁可以享受要先由企业提出并经认定，不能从企业库直接得出")),)


def _basis(question: Question, measure: Page) -> tuple[Reason, ...]:
    pages = (measure, *question.finer(measure))
    lacking = [page for page in pages if page.rows != "enterprises" and not delivered_kind(question, page)]
    kinds = dict.fromkeys(KIND_OF.get(page.rows, page.rows) for page in lacking)
    return tuple(Reason(_("“{kind}”还没有送达").format(kind=KINDS[k].zh if k in KINDS else k)) for k in kinds)


def _standard(question: Question, measure: Page) -> tuple[Reason, ...]:
    """Open figures and open readings. Rows that wait to be mended hold up their own enterprise only."""
    pages = (measure, *question.finer(measure))
    figures = [p.parameters[n] for p in pages for n in p.parameters if question.value(p.name, n) == OPEN]
    open_ones = [d.reading for d in dimensions(question, measure, only_open=True) if not d.of_facts]
    return (
        *(Reason(_("数值未定：{about}").format(about=f.about), f"{f.page}.{f.name}") for f in figures),
        *(Reason(_("口径待明确：{about}").format(about=r.about), r.key) for r in open_ones),
    )


def _term(question: Question, measure: Page) -> tuple[Reason, ...]:
    if pays(question, measure):
        return ()
    return (Reason(_("{year} 年度在最后一个完整年度之后，按现行口径不再拨付").format(year=question.year)),)
