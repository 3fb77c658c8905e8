"""联审与协办函：what other bodies say of a case.

Grain: `Review` one case, unit and round; `Letter` one letter to a body that does not sign in; `Answer` one question of a
unit's table as asked in one of them; `Interest` one tie of a unit to an enterprise. An opinion is stored once; a later
round supersedes only the sign-offs whose inputs changed. `recused_by` is who stepped aside for a tie of their own;
`instead_of` the recused review that this one stands in for.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.cases.models import OfCase
from zongbao.workbench.face.figures import grouped, in_yuan
from zongbao.workbench.machine import known_states
from zongbao.workbench.programmes.models import AMOUNT, QUESTION_KINDS, TEXT, YES_NO
from zongbao.workbench.reviews.machine import LETTER, REVIEW

FUNDS = {"available": _("资金已落实"), "conditional": _("附条件落实"), "not_available": _("资金未落实")}
VERIFIED = {True: _("核实无误"), False: _("有出入")}
SIGNED = ("concur", "concur_conditions", "object")
IN = (*SIGNED, "recused")
# The file is closed to the unit: nobody has declared yet that there is no interest, somebody stepped aside, or the term passed,
# perhaps before anybody declared: who gets more time declares first.
SHUT = ("assigned", "coi_declared", "recused", "lapsed")
ENDED = (*IN, "superseded")
OPPOSING = ("object", "concur_conditions")


class Review(OfCase):
    """One unit's review of one case in one round."""

    machine = REVIEW
    brief = "reviews/_brief.html"  # what is signed stands above the signature
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="reviews")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField(default=1)
    question = models.CharField(_("审核事项"), max_length=300)
    asks_funds = models.BooleanField(default=False)
    due_on = models.DateField(_("期限"), null=True)
    opinion = models.TextField(_("审核意见"), blank=True)
    internal_note = models.TextField(_("内部说明"), blank=True)
    conditions = models.CharField(_("条件"), max_length=300, blank=True)
    clause = models.CharField(_("依据条款"), max_length=60, blank=True)
    funds = models.CharField(_("资金"), max_length=20, blank=True, choices=list(FUNDS.items()))
    funds_on = models.DateField(_("落实日期"), null=True, blank=True)
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    inputs = models.CharField(max_length=64, blank=True)
    recused_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    instead_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="stand_ins")

    class Meta:
        ordering = ["case_id", "round", "pk"]
        constraints = [
            known_states(REVIEW),
            models.UniqueConstraint(
                fields=["case", "unit", "round"],
                name="review_once",
                violation_error_message=_("该单位本轮已有联审任务"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED) | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="review_signed_has_signer",
                violation_error_message=_("已签发的意见须有签发人"),
            ),
            models.CheckConstraint(
                condition=Q(recused_by__isnull=True) | Q(state="recused"),
                name="review_recused_by_recused",
                violation_error_message=_("没有回避的联审不记回避人"),
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="review_queue")]

    def __str__(self) -> str:
        return f"{self.case} {self.unit}"

    def is_of(self, grant: Any) -> bool:
        return grant.unit_id == self.unit_id

    @classmethod
    def own_of(cls, actor: Any) -> models.QuerySet["Review"]:
        return cls.objects.filter(unit__in=actor.units)

    @classmethod
    def opened_by(cls, actor: Any) -> models.QuerySet["Review"]:
        """Those whose file is open to the actor's units: interests are declared before, and who stepped aside stays out."""
        opened = cls.objects.filter(unit__in=actor.units).exclude(state__in=(*SHUT, "superseded"))
        return (
            opened.exclude(case__in=cls.objects.filter(recused_by=actor.user).values("case")) if actor.user else opened
        )

    @property
    def is_in(self) -> bool:
        return self.state in IN

    @property
    def weighs(self) -> bool:
        """Whether a meeting weighs it by itself: the unit objects or sets conditions."""
        return self.state in OPPOSING

    @property
    def conclusion(self) -> str:
        """What it comes to, in a word; of what a later round took the place of, what was signed then."""
        if self.state != "superseded":
            return str(self.state_words.office)
        signed = "object" if self.clause else "concur_conditions" if self.conditions else "concur"
        return str(REVIEW.states[signed].office)

    @property
    def because(self) -> str:
        """What the unit asks for or objects to, before what it says besides."""
        return str(_("，")).join(filter(None, (self.clause, self.conditions, self.opinion)))

    @property
    def is_open(self) -> bool:
        return self.state not in SHUT

    @property
    def waits(self) -> bool:
        """Whether the unit still owes it."""
        return self.state not in ENDED


class Letter(OfCase):
    """协办函：the question goes out on paper, the reply is entered by one person and confirmed by another."""

    machine = LETTER
    brief = "reviews/_letter_brief.html"
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="letters")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="letters")
    round = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    question = models.CharField(_("请协助核实"), max_length=300)
    sent_on = models.DateField(_("发出"), null=True)
    due_on = models.DateField(_("请回函"), null=True)
    reply = models.TextField(_("回函内容"), blank=True)
    agrees = models.BooleanField(_("核实无误"), null=True)
    reply_number = models.CharField(_("回函文号"), max_length=60, blank=True)
    scan_sha256 = models.CharField(_("扫描件"), max_length=64, blank=True)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["case_id", "pk"]
        constraints = [
            known_states(LETTER),
            models.UniqueConstraint(
                fields=["case", "unit", "round"], name="letter_once", violation_error_message=_("该单位本轮已有协办函")
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
                name="letter_by_two",
                violation_error_message=_("回函须由另一人复核"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.unit}"

    @property
    def waits(self) -> bool:
        return self.state not in ("answered", "withdrawn")

    @property
    def weighs(self) -> bool:
        """A confirmed reply that found a difference is weighed as an objection is."""
        return self.state == "answered" and self.agrees is False

    @property
    def verified(self) -> str:
        """What the reply comes to, in a word; nothing where none came."""
        return "" if self.agrees is None else str(VERIFIED[self.agrees])

    @property
    def conclusion(self) -> str:
        return str(_("回函：{said}")).format(said=self.verified)

    @property
    def because(self) -> str:
        """The reply, and where it says the difference lies."""
        told = [answer.words for answer in self.answers.all() if answer.words]
        return str(_("，")).join([*told, self.reply])

    @classmethod
    def own_of(cls, actor: Any) -> models.QuerySet["Letter"]:
        """A head may be the second person who confirms a reply."""
        return cls.objects.filter(confirmed_by=None) if actor.has("head") else cls.objects.none()


WEIGHED = ("reviews__unit", "letters__unit", "letters__answers")  # what `opposing` reads of a case


def opposing(case: Any) -> list[Any]:
    """What is weighed of a case: the reviews that object or set conditions, the replies that found a difference."""
    return [said for said in (*case.reviews.all(), *case.letters.all()) if said.weighs]


class Answer(models.Model):
    """One question as it was asked in a review or a letter, and what the unit answered; without an answer it is missing."""

    review = models.ForeignKey(Review, models.CASCADE, null=True, related_name="answers")
    letter = models.ForeignKey(Letter, models.CASCADE, null=True, related_name="answers")
    text = models.CharField(_("问题"), max_length=300)
    kind = models.CharField(max_length=10, choices=list(QUESTION_KINDS.items()))
    basis = models.CharField(_("依据"), max_length=200)
    required = models.BooleanField(_("必答"))
    yes = models.BooleanField(null=True)
    amount = models.BigIntegerField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=True, letter__isnull=False) | Q(review__isnull=False, letter__isnull=True),
                name="answer_of_one_thing",
                violation_error_message=_("答复属于一件联审或一件协办函"),
            ),
            models.CheckConstraint(
                condition=Q(kind=YES_NO, amount__isnull=True, words="")
                | Q(kind=AMOUNT, yes__isnull=True, words="")
                | Q(kind=TEXT, yes__isnull=True, amount__isnull=True),
                name="answer_is_of_its_kind",
                violation_error_message=_("答复须与问题的答复方式一致"),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def said(self) -> str:
        """The answer in words; nothing where there is none."""
        if self.kind == YES_NO:
            return "" if self.yes is None else str(_("是") if self.yes else _("否"))
        if self.kind == AMOUNT:
            return "" if self.amount is None else in_yuan(grouped(self.amount))
        return self.words


class Interest(models.Model):
    """A tie of a unit to an enterprise, declared once: the unit reviews none of its claims while it holds."""

    TIES = {"landlord": _("出租方"), "investor": _("出资方"), "other": _("其他利害关系")}
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="interests")
    enterprise = models.ForeignKey("registry.Enterprise", models.PROTECT, related_name="+")
    tie = models.CharField(_("关系"), max_length=10, choices=list(TIES.items()))
    sentence = models.CharField(_("说明"), max_length=300)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    ended_on = models.DateField(_("关系终止"), null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "enterprise"],
                condition=Q(ended_on__isnull=True),
                name="interest_once",
                violation_error_message=_("这一利害关系已经申明"),
            )
        ]
