"""What must hold before an event on a review or a letter, and what follows from it."""

from typing import Any

from django.utils.translation import gettext as _

from zongbao.workbench.accounts.permissions import NotAllowed
from zongbao.workbench.cases import terms
from zongbao.workbench.face.figures import due
from zongbao.workbench.firing import UNSAID
from zongbao.workbench.machine import Act, NotReady
from zongbao.workbench.reviews.answers import keep_answers, unanswered
from zongbao.workbench.reviews.machine import LETTER, REVIEW
from zongbao.workbench.reviews.models import Interest, Letter, Review
from zongbao.workbench.reviews.of_cases import settle
from zongbao.workbench.reviews.quorum import can_review, stepped_aside
from zongbao.workbench.reviews.rounds import ask_instead, inputs_of
from zongbao.workbench.working_days.counting import deadline

SIGNED = ("sign_concur", "sign_conditions", "sign_object")


@REVIEW.before("declare_no_interest", "open", "draft_opinion", *SIGNED)
def case_is_in_review(review: Review, act: Act) -> None:
    if review.case.state != "in_review":
        raise NotReady(_("申报件现在是“{state}”，联审暂停").format(state=review.case.state_words.office))


@REVIEW.before("declare_no_interest", "draft_opinion")
def unit_has_no_interest(review: Review, act: Act) -> None:
    """A tie the unit declared once holds for all its people and all claims of the enterprise."""
    tie = Interest.objects.filter(unit=review.unit, enterprise=review.case.enterprise, ended_on=None).first()
    if tie:
        said = _("{unit}已申明是{enterprise}的{tie}，请选择回避")
        raise NotReady(said.format(unit=review.unit, enterprise=review.case.enterprise, tie=tie.get_tie_display()))


@REVIEW.before("declare_no_interest", "open", "draft_opinion", *SIGNED)
def has_not_stepped_aside(review: Review, act: Act) -> None:
    if act.by.user and act.by.user.pk in stepped_aside(review.case):
        raise NotAllowed(_("您已就这一件回避，须由本单位另一位审核人办理"))


@REVIEW.after("recuse")
def tie_is_kept(review: Review, act: Act) -> None:
    """A tie of the unit is kept for its next claim; where the tie is the person's, a colleague is asked."""
    if act.data.get("tie"):
        told = {"tie": act.data["tie"], "sentence": act.comment[:300], "by": act.by.user, "declared_at": act.at}
        Interest.objects.get_or_create(
            unit=review.unit, enterprise=review.case.enterprise, ended_on=None, defaults=told
        )
        return
    review.recused_by = act.by.user
    review.save()
    if can_review(review.unit, review.case, day=act.day):
        ask_instead(review, review.unit, at=act.at)


@REVIEW.after("draft_opinion")
def drafted(review: Review, act: Act) -> None:
    """What is left out this time is taken back: a condition that was struck does not stand on."""
    for name in ("opinion", "internal_note", "conditions", "clause", "funds", "funds_on"):
        setattr(review, name, act.data.get(name, getattr(review, name)))
    review.drafted_by = act.by.user
    review.save()
    keep_answers(review, act.data.get("answers") or {})


@REVIEW.before(*SIGNED)
def questions_are_answered(review: Review, act: Act) -> None:
    if lacks := unanswered(review):
        raise NotReady(_("必答的问题还没有答复：{asked}；请退回经办补答").format(asked=_("、").join(lacks)))


@REVIEW.before(*SIGNED)
def another_signs(review: Review, act: Act) -> None:
    """The one who drafts and the one who signs are two people."""
    if act.by.user and review.drafted_by_id == act.by.user.pk:
        raise NotAllowed(_("意见由您拟定，须由本单位另一位签发人签发"))


@REVIEW.before("sign_concur", "sign_conditions")
def objection_is_not_left_aside(review: Review, act: Act) -> None:
    """What is signed is what was drafted: a consent would let go of the objection that stands there."""
    if review.clause:
        raise NotReady(_("所拟意见写有不同意的依据条款；请签发“不同意”，或退回经办重拟"))


@REVIEW.before("sign_concur")
def condition_is_not_left_aside(review: Review, act: Act) -> None:
    if review.conditions:
        raise NotReady(_("所拟意见附有条件；请签发“附条件同意”，或退回经办重拟"))
    if review.funds in ("conditional", "not_available"):
        said = _("所拟意见是“{funds}”；请写明条件后签发“附条件同意”，或签发“不同意”")
        raise NotReady(said.format(funds=review.get_funds_display()))


@REVIEW.before("sign_conditions")
def conditions_are_said(review: Review, act: Act) -> None:
    if not (review.conditions or act.data.get("conditions")):
        raise NotReady(_("附条件同意须写明条件"))


@REVIEW.before("sign_object")
def clause_is_said(review: Review, act: Act) -> None:
    if not (review.clause or act.data.get("clause")):
        raise NotReady(_("不同意须写明依据条款"))


@REVIEW.before("sign_concur", "sign_conditions")
def funds_are_said(review: Review, act: Act) -> None:
    if review.asks_funds and not review.funds:
        raise NotReady(_("请答复资金是否落实"))
    if review.funds == "conditional" and not review.funds_on:
        raise NotReady(_("资金附条件落实的，请写明落实日期；请退回经办补写"))


@REVIEW.writes(*SIGNED)
def signed(review: Review, act: Act) -> None:
    """Who signed, when, on what: the database refuses a signed state without a signer."""
    review.signed_by, review.signed_at, review.inputs = act.by.user, act.at, inputs_of(review.case)


@REVIEW.after(*SIGNED, "recuse")
def quorum(review: Review, act: Act) -> None:
    settle(review.case, at=act.at)


@REVIEW.before("lapse")
def term_is_over(review: Review, act: Act) -> None:
    if review.due_on is None or act.day <= review.due_on:
        raise NotReady(_("联审期限到 {due}").format(due=due(review.due_on) or "—"))


@REVIEW.before("lapse")
def office_waits_too(review: Review, act: Act) -> None:
    """While the claim waits for its enterprise, the units' terms wait with it."""
    if review.case.state != "in_review":
        raise NotReady(_("申报件现在是“{state}”，联审暂停").format(state=review.case.state_words.office))


@REVIEW.after("extend", "escalate")
def more_time(review: Review, act: Act) -> None:
    """The unit has a new term, and the claim no shorter one than its units."""
    days = act.data.get("days") or review.case.programme.review_days
    review.due_on = deadline(act.day, days).due
    review.save()
    if review.case.due_on is None or review.case.due_on < review.due_on:
        terms.start(review.case, "handling", days=days, day=act.day)


@REVIEW.before("pass_on")
def unit_has_an_heir(review: Review, act: Act) -> None:
    if review.unit.standing_on(act.day) == review.unit:
        raise NotReady(_("{unit}没有撤销，不用移交").format(unit=review.unit))


@REVIEW.writes("pass_on")
def passed_on(review: Review, act: Act) -> None:
    """Who inherits begins anew: its own interests to declare, its own term. Where it is asked too, in a round of its own."""
    heir = review.unit.standing_on(act.day)
    rounds = [one.round for one in review.case.reviews.all() if one.unit_id == heir.pk]
    review.unit, review.drafted_by = heir, None
    review.round = max([review.round, *(n + 1 for n in rounds)])
    review.due_on = deadline(act.day, review.case.programme.review_days).due


@LETTER.before("send")
def goes_with_its_paper(letter: Letter, act: Act) -> None:
    """A letter is sent by its paper going out, alone or with others to the same unit."""
    if act.data is not UNSAID and not act.data.get("number"):
        raise NotReady(_("协办函随文书发出，须有文号"))


@LETTER.after("send")
def sent(letter: Letter, act: Act) -> None:
    letter.number, letter.sent_on = act.data["number"], act.day
    letter.due_on = deadline(act.day, letter.case.programme.review_days).due
    letter.save()


@LETTER.after("enter_reply")
def entered(letter: Letter, act: Act) -> None:
    for name in ("reply", "reply_number", "agrees", "scan_sha256"):
        setattr(letter, name, act.data.get(name, getattr(letter, name)))
    letter.entered_by, letter.confirmed_by = act.by.user, None
    letter.save()
    keep_answers(letter, act.data.get("answers") or {})


@LETTER.before("confirm_reply")
def reply_answers_all(letter: Letter, act: Act) -> None:
    if lacks := unanswered(letter):
        raise NotReady(_("回函还没有答复必答的问题：{asked}；请退回重录").format(asked=_("、").join(lacks)))


@LETTER.before("confirm_reply", "reject_entry")
def another_confirms(letter: Letter, act: Act) -> None:
    if act.by.user and letter.entered_by_id == act.by.user.pk:
        raise NotAllowed(_("回函由您录入，须由另一人复核"))


@LETTER.after("confirm_reply", "withdraw")
def letter_is_in(letter: Any, act: Act) -> None:
    if act.event == "confirm_reply":
        letter.confirmed_by = act.by.user
        letter.save()
    settle(letter.case, at=act.at)
