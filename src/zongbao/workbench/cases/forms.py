"""What people say with an event on a case."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.cases.machine import CASE, PREOPINION, RECONSIDERATION
from zongbao.workbench.cases.models import FIELDS, HELP, CorrectionItem, RowDispute
from zongbao.workbench.face.event_forms import Day, EventForm

MOST_ITEMS = 8
MONEY = {"keep": _("预留资金保留"), "release": _("预留资金释放，恢复时重新预留")}


class CorrectionForm(EventForm):
    """All items at once: each a field or a material that the guideline names, its fault, what to do. Nothing else is asked."""

    body = "cases/_items_asked.html"

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.materials = {f"material-{m.pk}": m for m in thing.programme.materials.all()}
        about = [("", "—"), *FIELDS.items(), *self.materials.items()]
        for n in range(MOST_ITEMS):
            asked = [format_lazy("{} {}", words, n + 1) for words in (_("哪一项"), _("问题"), _("怎样补正"))]
            kinds = list(CorrectionItem.KINDS.items())
            self.fields[f"about_{n}"] = forms.ChoiceField(label=asked[0], required=False, choices=about)
            self.fields[f"kind_{n}"] = forms.ChoiceField(label=asked[1], required=False, choices=kinds)
            self.fields[f"sentence_{n}"] = forms.CharField(label=asked[2], required=False, max_length=300)

    def lines(self) -> list[list[Any]]:
        return [[self[f"{name}_{n}"] for name in ("about", "kind", "sentence")] for n in range(MOST_ITEMS)]

    def clean(self) -> dict[str, Any]:
        for n in range(MOST_ITEMS):
            about, sentence = (self.cleaned_data.get(f"{name}_{n}") for name in ("about", "sentence"))
            if bool(about) != bool(sentence):
                raise forms.ValidationError(_("第 {n} 项：哪一项、怎样补正都要写").format(n=n + 1))
        return self.cleaned_data

    def said(self) -> dict[str, Any]:
        return {"items": [self._item(n) for n in range(MOST_ITEMS) if self.cleaned_data[f"about_{n}"]]}

    def _item(self, n: int) -> dict[str, Any]:
        about, kind, sentence = (self.cleaned_data[f"{name}_{n}"] for name in ("about", "kind", "sentence"))
        material = self.materials.get(about)
        return {"field": "" if material else about, "material": material, "kind": kind, "sentence": sentence}


class ConfirmForm(EventForm):
    """What a firm says when it takes what is due."""

    consents_to_amount = forms.BooleanField(
        label=FIELDS["consents_to_amount"], required=False, help_text=HELP["consents_to_amount"]
    )


class DisputeForm(EventForm):
    """Which row is wrong, and how; the reason says what would be right."""

    addressed = ("declaration", "item")
    declaration = forms.CharField(label=_("报关单号"), max_length=30)
    item = forms.CharField(label=_("项号"), max_length=10, required=False)
    fault = forms.ChoiceField(label=_("哪里不对"), choices=list(RowDispute.FAULTS.items()))


class RowForm(forms.ModelForm):
    """One more row that is wrong, while the claim is a draft."""

    class Meta:
        model = RowDispute
        fields = ["declaration", "item", "fault", "sentence"]


class AdjustForm(EventForm):
    """An amount by hand, in yuan, with its basis."""

    amount = forms.DecimalField(label=_("调整后金额（元）"), min_value=Decimal(0), max_digits=14, decimal_places=2)
    basis = forms.CharField(label=_("依据（条款、文号或会议）"), max_length=300)

    def said(self) -> dict[str, Any]:
        return {"amount": int(self.cleaned_data["amount"] * 100), "basis": self.cleaned_data["basis"]}


class RecommendForm(EventForm):
    """How an objection was met, where there is one."""

    resolution = forms.CharField(
        label=_("对不同意见的处理"),
        help_text=_("有单位不同意的才填：采纳、协调一致，或提请会议决定"),
        required=False,
        max_length=300,
    )


class ReopenForm(EventForm):
    """Whom to ask again; a unit whose inputs changed is asked anyway."""

    units = forms.MultipleChoiceField(
        label=_("请这些单位重新审核（材料或测算有变化的单位自动重审）"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.fields["units"].choices = [(r.unit_id, str(r.unit)) for r in thing.reviews.select_related("unit")]

    def said(self) -> dict[str, Any]:
        return {"units": [int(pk) for pk in self.cleaned_data["units"]]}


class SuspendForm(EventForm):
    money = forms.ChoiceField(label=_("预留资金"), choices=list(MONEY.items()))

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        if thing.decided is None:
            del self.fields["money"]


class FindingForm(EventForm):
    finding = forms.CharField(label=_("复查情况"), widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(EventForm):
    answer = forms.CharField(label=_("答复"), widget=forms.Textarea(attrs={"rows": 4}))


class DraftOpinionForm(EventForm):
    """The opinion, what it rests on, and until when."""

    opinion = forms.CharField(label=_("预核意见"), widget=forms.Textarea(attrs={"rows": 5}))
    rests_on = forms.CharField(label=_("以什么为前提"), max_length=300)
    valid_until = forms.DateField(label=_("有效至"), widget=Day())


class IssueForm(EventForm):
    number = forms.CharField(label=_("文号"), max_length=40)


CASE.takes(ConfirmForm, "confirm", "confirm_late")
CASE.takes(DisputeForm, "dispute")
CASE.takes(CorrectionForm, "request_correction")
CASE.takes(AdjustForm, "adjust")
CASE.takes(RecommendForm, "recommend")
CASE.takes(ReopenForm, "reopen_review")
CASE.takes(SuspendForm, "suspend")
RECONSIDERATION.takes(FindingForm, "examine")
RECONSIDERATION.takes(AnswerForm, "answer")
PREOPINION.takes(DraftOpinionForm, "draft")
PREOPINION.takes(IssueForm, "issue")
