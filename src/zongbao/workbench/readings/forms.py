"""What people say with an event on a reading."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.refusals import Refusal
from zongbao.rules.policy import load_policy
from zongbao.workbench.face.event_forms import Day, EventForm
from zongbao.workbench.readings.machine import READING
from zongbao.workbench.readings.queries import last_decided
from zongbao.workbench.readings.silences import silences, value_of


class DraftForm(EventForm):
    """The option or the figure, the sentence that will be published, and who answers for it."""

    value = forms.CharField(label=gettext_lazy("取值"))
    text = forms.CharField(label=gettext_lazy("口径文字"), widget=forms.Textarea(attrs={"rows": 4}))
    owner = forms.CharField(label=gettext_lazy("责任单位"), max_length=60)

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.silence = silences(load_policy(thing.policy))[thing.name]
        if self.silence.is_figure:
            self.fields["value"].help_text = self.silence.how_to_type
        else:
            choices = list(self.silence.options.items())
            self.fields["value"] = forms.ChoiceField(label=_("选哪一种读法"), choices=choices, widget=forms.RadioSelect)
        self.initial |= self._begun(thing)

    def _begun(self, thing: Any) -> dict[str, Any]:
        """What the draft says already; one that begins anew begins with what was decided before."""
        before = last_decided(thing.policy, thing.name) if thing.value is None else None
        value, owner = (before.value, before.owner) if before else (thing.value, thing.owner)
        return {"value": self.silence.as_typed(value), "text": thing.text, "owner": owner}

    def clean_value(self) -> str:
        said = str(self.cleaned_data["value"])
        try:
            value_of(self.silence, said)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return said


class ApproveForm(EventForm):
    """The collective decision and its legal review."""

    meeting = forms.CharField(label=gettext_lazy("集体决定（会议及纪要）"), max_length=120)
    legal_review = forms.CharField(label=gettext_lazy("合法性审查意见"), max_length=120)
    paper = forms.CharField(label=gettext_lazy("文号"), max_length=120)


class PublishForm(EventForm):
    """When and where it was published, and from when it applies."""

    published_on = forms.DateField(label=gettext_lazy("公布日期"), widget=Day())
    place = forms.CharField(label=gettext_lazy("公布地点"), max_length=120)
    starts_on = forms.DateField(label=gettext_lazy("适用自"), widget=Day())


class TextForm(forms.Form):
    """An official document."""

    file = forms.FileField(label=gettext_lazy("正式文件（TXT、Markdown、DOCX、HTML 或 PDF，不超过 20 MB）"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > 20 * 1024 * 1024:
            raise forms.ValidationError(_("文件超过 20 MB"))
        return file


READING.takes(DraftForm, "draft", "redraft")
READING.takes(ApproveForm, "approve")
READING.takes(PublishForm, "publish")
