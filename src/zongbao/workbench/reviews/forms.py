"""What people say with an event on a review or a letter."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from zongbao.workbench import uploads
from zongbao.workbench.accounts.models import Unit
from zongbao.workbench.face.event_forms import Day, EventForm
from zongbao.workbench.reviews.answers import AnsweringForm
from zongbao.workbench.reviews.machine import LETTER, REVIEW
from zongbao.workbench.reviews.models import FUNDS, VERIFIED, Interest, Letter, Review
from zongbao.workbench.reviews.quorum import who_can_stand_in


class OpinionForm(AnsweringForm):
    """The unit's opinion and its answers; the treasury also says whether the money is there."""

    opinion = forms.CharField(label=_("审核意见（企业可见）"), widget=forms.Textarea(attrs={"rows": 4}))
    internal_note = forms.CharField(
        label=_("内部说明（企业不可见）"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    conditions = forms.CharField(label=_("条件（附条件同意时）"), required=False, max_length=300)
    clause = forms.CharField(label=_("依据条款（不同意时）"), required=False, max_length=60)
    funds = forms.ChoiceField(label=_("资金"), required=False, choices=[("", "—"), *FUNDS.items()])
    funds_on = forms.DateField(label=_("落实日期"), required=False, widget=Day())

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.keeps(*self.base_fields)
        if not thing.asks_funds:
            del self.fields["funds"], self.fields["funds_on"]


class ExtendForm(EventForm):
    """How much longer a unit has, counted as every term is."""

    days = forms.IntegerField(
        label=_("延长几个工作日"),
        min_value=1,
        max_value=60,
        help_text=_("从明天起数，周末、节假日和调休按工作日历；到期日写在这件联审里，单位收到消息"),
    )

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.fields["days"].initial = thing.case.programme.review_days


class RecuseForm(EventForm):
    """Whose tie it is: a person's ends with this review, the unit's holds for all claims of the enterprise."""

    tie = forms.ChoiceField(
        label=_("谁有利害关系"),
        required=False,
        choices=[
            ("", _("我本人或近亲属")),
            *((key, format_lazy("{}：{}", _("本单位"), words)) for key, words in Interest.TIES.items()),
        ],
    )


class StandInForm(forms.Form):
    """The unit that takes over a recused review: one without a tie, with people who have not stepped aside."""

    unit = forms.ModelChoiceField(label=_("请哪个单位审核"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, review: Review, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        can = [unit.pk for unit in who_can_stand_in(review, day=day)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=can)
        if not can:
            self.fields["unit"].help_text = _("没有可请的单位；请系统管理为一个单位增派审核人和签发人")


class WithScan(forms.Form):
    """What came on paper, with its scan: its limits said before, the file kept, its hash what is said of it."""

    scan = forms.FileField(label=_("回函扫描件"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scan"].help_text = uploads.limits()

    def clean_scan(self) -> str:
        scan = self.cleaned_data.get("scan")
        try:
            return uploads.keep(scan).sha256 if scan else ""
        except uploads.NotTaken as refusal:
            raise forms.ValidationError(str(refusal)) from None


class ReplyForm(WithScan, AnsweringForm):
    """A letter's reply as it came."""

    field_order = ("reply_number", "reply", "agrees", "scan")

    reply_number = forms.CharField(label=_("回函文号"), max_length=60)
    reply = forms.CharField(label=_("回函内容"), widget=forms.Textarea(attrs={"rows": 4}))
    agrees = forms.TypedChoiceField(
        label=_("核实结论"), choices=[("1", VERIFIED[True]), ("0", VERIFIED[False])], coerce=lambda said: said == "1"
    )

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.keeps("reply_number", "reply")

    def said(self) -> dict[str, Any]:
        told = super().said()
        return {**told, "scan_sha256": told.pop("scan")}


REVIEW.takes(ExtendForm, "extend")
REVIEW.takes(RecuseForm, "recuse")
REVIEW.takes(OpinionForm, "draft_opinion")
LETTER.takes(ReplyForm, "enter_reply")


@LETTER.opens("send")
def with_its_paper(letter: Letter) -> str:
    """A letter is sent where its paper is seen, beside the others to the same unit."""
    return f"{reverse('letters-send')}?unit={letter.unit_id}&programme={letter.case.programme_id}&letter={letter.pk}"


class LetterNumberForm(forms.Form):
    number = forms.CharField(label=_("文号（一函一个号）"), max_length=60)


class ReplySheetForm(WithScan):
    """What came back with one letter: its own number and words, the filled table."""

    field_order = ("reply_number", "reply", "sheet", "scan")

    reply_number = forms.CharField(label=_("回函文号"), max_length=60)
    reply = forms.CharField(label=_("回函内容（表里没有说明的件用这一句）"), max_length=300, initial=_("见回函表"))
    sheet = forms.FileField(label=_("填好的回函表（XLSX 或 CSV）"))

    def clean_sheet(self) -> Any:
        sheet = self.cleaned_data["sheet"]
        if sheet.size > settings.ZONGBAO_MOST_BYTES:
            raise forms.ValidationError(_("文件太大：{limits}").format(limits=uploads.limits()))
        return sheet
