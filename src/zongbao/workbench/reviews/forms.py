"""What people say with an event on a review or a letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.event_forms import EventForm
from zongbao.workbench.reviews.machine import LETTER, REVIEW
from zongbao.workbench.reviews.models import FUNDS


class OpinionForm(EventForm):
    """The unit's opinion; the treasury also says whether the money is there."""

    opinion = forms.CharField(label=_("审核意见（企业可见）"), widget=forms.Textarea(attrs={"rows": 4}))
    internal_note = forms.CharField(
        label=_("内部说明（企业不可见）"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    conditions = forms.CharField(label=_("条件（附条件同意时）"), required=False, max_length=300)
    clause = forms.CharField(label=_("依据条款（不同意时）"), required=False, max_length=60)
    funds = forms.ChoiceField(label=_("资金"), required=False, choices=[("", "—"), *FUNDS.items()])
    funds_on = forms.DateField(label=_("落实日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        if not thing.asks_funds:
            del self.fields["funds"], self.fields["funds_on"]


class ReplyForm(EventForm):
    """A letter's reply as it came."""

    reply_number = forms.CharField(label=_("回函文号"), max_length=60)
    reply = forms.CharField(label=_("回函内容"), widget=forms.Textarea(attrs={"rows": 4}))
    agrees = forms.TypedChoiceField(
        label=_("核实结论"), choices=[("1", _("核实无误")), ("0", _("有出入"))], coerce=lambda said: said == "1"
    )


REVIEW.takes(OpinionForm, "draft_opinion")
LETTER.takes(ReplyForm, "enter_reply")
