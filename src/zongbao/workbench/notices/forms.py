"""What people say with an event on a notice or an objection, and the objection itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zongbao.workbench import uploads
from zongbao.workbench.face.event_forms import Day, EventForm
from zongbao.workbench.face.figures import counted
from zongbao.workbench.notices.machine import NOTICE, OBJECTION
from zongbao.workbench.notices.models import INADMISSIBLE, Objection

CONSEQUENCES = {"objection_upheld_back": _("退回重新拟定"), "objection_upheld_reject": _("不予扶持")}


class ScheduleForm(EventForm):
    starts_on = forms.DateField(label=_("公示开始日"), widget=Day())

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        days = thing.meeting.programme.notice_days
        told = counted("公示 {n} 个工作日，当天不算；最后一天按工作日历算出，排期后写在公示页上", days)
        self.fields["starts_on"].help_text = told


class UpholdForm(EventForm):
    """What follows for the claim; an objection to the notice itself has none, its notice is retracted."""

    consequence = forms.ChoiceField(label=_("处理"), choices=list(CONSEQUENCES.items()))

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        if thing.case is None:
            del self.fields["consequence"]


class RefuseForm(EventForm):
    inadmissible = forms.ChoiceField(label=_("不予受理的原因"), choices=list(INADMISSIBLE.items()))


class FindingForm(EventForm):
    finding = forms.CharField(label=_("核查安排"), widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(EventForm):
    answer = forms.CharField(label=_("答复"), widget=forms.Textarea(attrs={"rows": 4}))


class ObjectionForm(forms.ModelForm):
    """An objection by somebody with a name, and what proves it."""

    file = forms.FileField(label=_("证据（可以不附）"), required=False)

    class Meta:
        model = Objection
        fields = ["case", "name", "contact", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        published = self.fields["case"].queryset.filter(lines__meeting=self.instance.notice.meeting)
        self.fields["case"].queryset = published.filter(lines__outcome="adopt").select_related("enterprise")
        self.fields["case"].label, self.fields["case"].empty_label = _("针对哪家企业"), _("不针对某一家")
        self.fields["case"].label_from_instance = lambda case: case.enterprise.name
        self.fields["file"].help_text = uploads.limits()
        for name in ("name", "contact"):
            self.fields[name].required = self.asks_name

    asks_name = True


class EnteredObjectionForm(ObjectionForm):
    """What came by post or telephone, as it came: without a name too, so that it is on record."""

    received_on = forms.DateField(label=_("收到日期"), widget=Day())
    asks_name = False


NOTICE.takes(ScheduleForm, "schedule")
OBJECTION.takes(RefuseForm, "refuse")
OBJECTION.takes(UpholdForm, "uphold")
OBJECTION.takes(FindingForm, "investigate")
OBJECTION.takes(AnswerForm, "answer")
