"""金额：what is recommended, adjusted by two people, adopted, reserved and set free again. Money moves by postings only."""

from django.utils.translation import gettext as _

from zongbao.workbench.accounts.permissions import NotAllowed
from zongbao.workbench.cases import pins, terms
from zongbao.workbench.cases.machine import ADJUSTMENT, CASE
from zongbao.workbench.cases.models import Adjustment, Case
from zongbao.workbench.cases.queries import decisions
from zongbao.workbench.face.figures import grouped, in_yuan
from zongbao.workbench.machine import Act, NotReady
from zongbao.workbench.payments import ledger
from zongbao.workbench.programmes.queries import ceiling_of


@CASE.before("adjust")
def basis_is_written(case: Case, act: Act) -> None:
    if act.data.get("basis") == "":
        raise NotReady(_("人工调整须写明依据"))
    if case.adjustments.filter(state="proposed").exists():
        raise NotReady(_("已有一笔人工调整等待复核"))


@CASE.before("adjust", "recommend", "adopt")
def below_the_cap(case: Case, act: Act) -> None:
    """The text caps what one enterprise gets in a year; nobody in the office raises it, by hand or by vote."""
    wanted = _wanted(case, act)
    top = ceiling_of(case.programme) if wanted else None
    if top is None:
        return
    others = decisions().filter(programme=case.programme, enterprise=case.enterprise)
    given = sum(one.decided for one in others.exclude(pk__in=(case.pk, case.corrects_id or case.pk)))
    if wanted is not None and wanted + given > top:
        said = _(
            "{firm}这一年度在{programme}的上限是 {top}，另已核定 {given}，这一件最多 {most}；上限由政策文件定，修改文件后才能更高"
        )
        told = {
            "top": in_yuan(grouped(top)),
            "given": in_yuan(grouped(given)),
            "most": in_yuan(grouped(max(0, top - given))),
        }
        raise NotReady(said.format(firm=case.enterprise, programme=case.programme, **told))


def _wanted(case: Case, act: Act) -> int | None:
    """What an event would give."""
    if act.event == "adjust":
        return act.data.get("amount")
    return recommended_amount(case) if act.event == "recommend" else case.recommended


@CASE.after("adjust")
def adjusted(case: Case, act: Act) -> None:
    said = {name: act.data[name] for name in ("amount", "basis")}
    Adjustment.objects.create(case=case, by=act.by.user, state="proposed", since=act.at, **said)


@ADJUSTMENT.before("confirm", "refuse")
def another_looks(adjustment: Adjustment, act: Act) -> None:
    if act.by.user and act.by.user.pk == adjustment.by_id:
        raise NotAllowed(_("调整由您提出，须由另一位主办复核"))
    if adjustment.case.state != "deliberation":
        raise NotReady(_("申报件现在是“{state}”，不能再调整").format(state=adjustment.case.state_words.office))


@ADJUSTMENT.writes("confirm")
def confirmed(adjustment: Adjustment, act: Act) -> None:
    adjustment.confirmed_by = act.by.user


@CASE.before("recommend")
def amount_is_known(case: Case, act: Act) -> None:
    """The amount is the run's, or one set by hand with its basis and a second person."""
    if case.adjustments.filter(state="proposed").exists():
        raise NotReady(_("人工调整还没有经另一人复核"))
    if recommended_amount(case) is None:
        raise NotReady(_("测算结果暂无法判定，没有可拟的金额"))


def recommended_amount(case: Case) -> int | None:
    """The confirmed adjustment where there is one, else the run's amount."""
    adjusted = case.adjustments.filter(state="confirmed").last()
    return adjusted.amount if adjusted else case.computed


@CASE.after("recommend")
def recommended(case: Case, act: Act) -> None:
    case.recommended, case.resolution = recommended_amount(case), act.data.get("resolution") or ""
    case.save()
    terms.stop(case, day=act.day, why=terms.DONE)


@CASE.after("recommend_reject")
def recommended_nothing(case: Case, act: Act) -> None:
    case.recommended = 0
    case.save()
    terms.stop(case, day=act.day, why=terms.DONE)


@CASE.before("put_on_list")
def readings_are_decided(case: Case, act: Act) -> None:
    """An open reading blocks the awards it would change."""
    if case.recommended and case.outcome and case.outcome.awaits:
        raise NotReady(_("这些口径尚未明确，不能上会：{keys}").format(keys=_("、").join(case.outcome.awaited)))


@CASE.after("adopt")
def adopted(case: Case, act: Act) -> None:
    """The amount is decided, pinned and reserved on the programme's line."""
    case.decided = case.recommended
    case.save()
    pins.pin(case, act)
    reserve(case, act)


def reserve(case: Case, act: Act) -> None:
    """Reserve what is decided and not yet reserved; a correction only what it adds to the claim it corrects."""
    before = (case.corrects.decided or 0) if case.corrects else 0
    wanted = (case.decided or 0) - before - reserved_for(case)
    if wanted > 0 and case.programme.line:
        key = f"case/{case.pk}/reservation/{case.version}"
        ledger.post(case.programme.line, "reservation", amount=wanted, at=act.at, key=key, case=case)


@CASE.after("objection_upheld_back", "objection_upheld_reject")
def undecided(case: Case, act: Act) -> None:
    """An upheld objection takes the decision back, and with it the money."""
    case.decided = None
    case.save()
    release(case, act)


@CASE.after("withdraw")
def set_free(case: Case, act: Act) -> None:
    release(case, act)


def release(case: Case, act: Act) -> None:
    """What is reserved for this case, exactly, is free again; where nothing is, nothing is posted."""
    reserved = reserved_for(case)
    if reserved:
        key = f"case/{case.pk}/release/{case.version}"
        ledger.post(case.programme.line, "release", amount=reserved, at=act.at, key=key, case=case)


def reserved_for(case: Case) -> int:
    """What is reserved for a case now, in fen."""
    signs = {"reservation": 1, "release": -1}
    return sum(signs.get(p.kind, 0) * p.amount for p in case.postings.all())


@CASE.after("suspend")
def money_waits_or_goes(case: Case, act: Act) -> None:
    """A suspended case keeps its reservation, unless it is said that the money is set free meanwhile."""
    if act.data.get("money") == "release":
        release(case, act)


@CASE.after("resume")
def money_comes_back(case: Case, act: Act) -> None:
    if case.decided is not None:
        reserve(case, act)


@CASE.after("publish")
def published(case: Case, act: Act) -> None:
    pins.pin(case, act)


@CASE.before("notice_clear")
def no_reconsideration_waits(case: Case, act: Act) -> None:
    if case.reconsiderations.exclude(state="answered").exists():
        raise NotReady(_("企业申请的复核还没有答复"))
