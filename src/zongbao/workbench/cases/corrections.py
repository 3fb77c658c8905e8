"""一次性告知补正：one request names everything, each item a field or a material; the enterprise answers item by item.

Incomplete: the office's term starts anew on the day of resubmission. Incorrect only: it was paused and goes on.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.cases import pins, terms
from zongbao.workbench.cases.machine import CASE
from zongbao.workbench.cases.models import Case, CorrectionItem
from zongbao.workbench.cases.writable import last_items, writers
from zongbao.workbench.face.figures import due
from zongbao.workbench.firing import record
from zongbao.workbench.machine import Act, NotReady


@CASE.before("request_correction")
def items_are_named(case: Case, act: Act) -> None:
    if act.data.get("items") == []:
        raise NotReady(_("请一次性列出全部需补正的项目"))


@CASE.after("request_correction")
def told_at_once(case: Case, act: Act) -> None:
    """One request lists everything; the term is the programme's."""
    number = max((item.round for item in case.correction_items.all()), default=0) + 1
    asked_in = "submitted" if act.under.role == "intake" else "in_review"
    items = [CorrectionItem(case=case, round=number, asked_in=asked_in, **item) for item in act.data["items"]]
    CorrectionItem.objects.bulk_create(items)
    restarts = any(item.kind == "incomplete" for item in items)
    terms.stop(case, day=act.day, why=terms.RESTARTS if restarts else terms.PAUSED)
    terms.start(case, "correction", days=case.programme.correction_days, day=act.day)


@CASE.shows("resubmit_intake", "cancel_request_intake", "lapse")
def of_intake(case: Case) -> bool:
    return any(item.asked_in == "submitted" for item in last_items(case))


@CASE.shows("resubmit_review", "cancel_request_review")
def of_review(case: Case) -> bool:
    return any(item.asked_in == "in_review" for item in last_items(case))


@CASE.before("resubmit_intake", "cancel_request_intake", "lapse")
def asked_at_intake(case: Case, act: Act) -> None:
    if not of_intake(case):
        raise NotReady(_("补正是联审阶段提出的，请用联审阶段的操作"))


@CASE.before("resubmit_review", "cancel_request_review")
def asked_in_review(case: Case, act: Act) -> None:
    if not of_review(case):
        raise NotReady(_("补正是受理阶段提出的，请用受理阶段的操作"))


@CASE.before("resubmit_intake", "resubmit_review")
def all_answered(case: Case, act: Act) -> None:
    open_items = [str(item.about) for item in last_items(case) if not item.answer]
    if open_items:
        raise NotReady(_("还有未答复的补正项：{items}").format(items=_("、").join(open_items)))


@CASE.after("resubmit_intake", "resubmit_review")
def resubmitted(case: Case, act: Act) -> None:
    pins.pin(case, act)
    terms.resume(case, day=act.day, days=case.programme.review_days)


@CASE.after("cancel_request_intake", "cancel_request_review")
def request_taken_back(case: Case, act: Act) -> None:
    terms.resume(case, day=act.day, days=case.programme.review_days)


@CASE.before("lapse")
def term_is_over(case: Case, act: Act) -> None:
    if case.due_on is None or act.day <= case.due_on:
        raise NotReady(_("补正期限到 {due}，期满才能按逾期处理").format(due=due(case.due_on)))


@CASE.after("lapse")
def lapsed(case: Case, act: Act) -> None:
    terms.stop(case, day=act.day, why=terms.TERM_OVER)


def answer_item(item: CorrectionItem, answer: str, *, by: Actor, at: datetime) -> CorrectionItem:
    """Answer one item while the case waits for it. NotReady, NotAllowed."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=item.case_id)
        if case.state != "correction" or item not in last_items(case):
            raise NotReady(_("这一项现在不需要答复（{state}）").format(state=case.state_words.public))
        if not answer.strip():
            raise NotReady(_("请写明“{item}”怎样补正了").format(item=item.about))
        before, item.answer, item.answered_at = {"answer": item.answer}, answer.strip()[:300], at
        item.save()
        after = {"item": str(item.about), "answer": item.answer}
        record(case, "item_answered", by=by, at=at, roles=writers(case), before=before, after=after)
    return item
