"""复核：a rejection is appealed once, also while a dispute of its amount still waits for its answer; an amount can be disputed
while the notice stands and after the award.

A granted dispute of a published amount takes the case back to its recommendation; of an awarded one it opens a correction, since
nothing decided is edited.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.cases import terms
from zongbao.workbench.cases.machine import CASE, RECONSIDERATION
from zongbao.workbench.cases.models import OVER, Case, Reconsideration
from zongbao.workbench.cases.numbers import next_number
from zongbao.workbench.face.figures import due
from zongbao.workbench.firing import fire, record
from zongbao.workbench.machine import Act, NotReady

DISPUTABLE = ("notice_pending", "notice", "awarded")


@CASE.before("appeal")
def only_once(case: Case, act: Act) -> None:
    if case.reconsiderations.filter(asks_about="rejection").exists():
        raise NotReady(_("这一件已经申请过一次复核"))


@CASE.before("appeal")
def in_time(case: Case, act: Act) -> None:
    if case.due_on and act.day > case.due_on:
        raise NotReady(_("申请复核的期限到 {due}，已经过了").format(due=due(case.due_on)))


@CASE.after("appeal")
def appealed(case: Case, act: Act) -> None:
    terms.start(case, "handling", days=case.programme.review_days, day=act.day)
    _asked(case, act.comment, about="rejection", by=act.by, at=act.at)


def is_disputable(case: Case) -> bool:
    """Whether the firm may ask to look again at the amount now: it is decided, no earlier request waits, nothing corrects it."""
    waits = case.reconsiderations.exclude(state="answered").exists()
    return case.state in DISPUTABLE and not waits and _correction_of(case) is None


def _correction_of(case: Case) -> Case | None:
    """The correction of an award that is under way or awarded: what is still wrong is said there."""
    return case.corrections.exclude(state__in=OVER).first()


def dispute_amount(case: Case, request: str, *, by: Actor, at: datetime) -> Reconsideration:
    """Ask to look again at a decided amount. NotReady, NotAllowed."""
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        if held.state not in DISPUTABLE:
            said = _("“{state}”时没有可复核的核定额")
            raise NotReady(said.format(state=held.state_words.public))
        if not request.strip():
            raise NotReady(_("请写明认为金额应当是多少、为什么"))
        if held.reconsiderations.exclude(state="answered").exists():
            raise NotReady(_("已有一次复核在办理"))
        if correction := _correction_of(held):
            raise NotReady(_("已开更正件 {number}；仍有异议的，请在更正件里提出").format(number=correction))
        record(held, "amount_disputed", by=by, at=at, roles=("owner",), comment=request.strip())
        return _asked(held, request.strip(), about="amount", by=by, at=at)


def _asked(case: Case, request: str, *, about: str, by: Actor, at: datetime) -> Reconsideration:
    told = {"asks_about": about, "asked_by": by.user, "asked_at": at, "state": "requested", "since": at}
    return Reconsideration.objects.create(case=case, request=request, **told)


@RECONSIDERATION.after("examine")
def examined(asked: Any, act: Act) -> None:
    asked.finding = act.data.get("finding", "")
    asked.save()


@RECONSIDERATION.before("grant")
def can_be_taken_back(asked: Any, act: Act) -> None:
    if asked.asks_about == "amount" and asked.case.state == "notice_pending":
        raise NotReady(_("申报件待公示，公示开始之后才能退回；请待公示上线再决定"))


@RECONSIDERATION.writes("grant", "dismiss")
def concluded(asked: Any, act: Act) -> None:
    """What the firm reads with the answer."""
    asked.outcome = {"grant": "granted", "dismiss": "dismissed"}[act.event]


@RECONSIDERATION.after("grant")
def granted(asked: Any, act: Act) -> None:
    if asked.asks_about != "amount":
        return
    case = asked.case
    if case.state == "notice":
        fire(case, "objection_upheld_back", by=act.by, at=act.at, expected_version=case.version, comment=act.comment)
    elif case.state == "awarded":
        open_correction(case, act)


def open_correction(case: Case, act: Act) -> Case:
    """A new claim that refers to the one it corrects; the firm confirms it as any proposal."""
    said = {name: getattr(case, name) for name in ("programme", "enterprise", "subject", "contact", "statement")}
    made = {"number": next_number(case.programme), "origin": "correction", "corrects": case, "outcome": case.outcome}
    new = Case.objects.create(
        state="proposed", since=act.at, consents_to_amount=case.consents_to_amount, **said, **made
    )
    terms.start(new, "confirm", days=case.programme.confirm_days, day=act.day)
    record(
        new,
        "correction_opened",
        by=act.by,
        at=act.at,
        roles=("approver",),
        after={"origin": "correction", "corrects": str(case)},
    )
    return new


@RECONSIDERATION.after("dismiss")
def dismissed(asked: Any, act: Act) -> None:
    """A rejection that was rightly made stands as it was: no second meeting says it again."""
    case = asked.case
    if asked.asks_about == "rejection" and case.state == "deliberation":
        fire(case, "uphold_rejection", by=act.by, at=act.at, expected_version=case.version, comment=act.comment)


@CASE.shows("uphold_rejection")
def only_with_its_appeal(case: Case) -> bool:
    return False


@CASE.before("uphold_rejection")
def appeal_was_dismissed(case: Case, act: Act) -> None:
    if not case.reconsiderations.filter(asks_about="rejection", state__in=("dismissed", "answered")).exists():
        raise NotReady(_("随复核不成立一并维持；请在复核里决定"))


@CASE.before("recommend", "recommend_reject")
def appeal_is_decided(case: Case, act: Act) -> None:
    if case.reconsiderations.filter(asks_about="rejection", state__in=("requested", "examined")).exists():
        raise NotReady(_("企业申请的复核还没有决定"))


@CASE.after("uphold_rejection")
def rejected_for_good(case: Case, act: Act) -> None:
    terms.stop(case, day=act.day, why=terms.DONE)


@CASE.before("close")
def appeal_is_answered(case: Case, act: Act) -> None:
    if case.state == "rejected" and case.reconsiderations.exclude(state="answered").exists():
        raise NotReady(_("企业申请的复核还没有答复"))


@RECONSIDERATION.after("answer")
def answered(asked: Any, act: Act) -> None:
    asked.answer = act.data.get("answer", "")
    asked.save()
