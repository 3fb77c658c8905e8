"""What people say with an event on a notice or an objection, and the objection itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.event_forms import EventForm
from zongbao.workbench.notices.machine import NOTICE, OBJECTION
from zongbao.workbench.notices.models import Objection

CONSEQUENCES = {"objection_upheld_back": _("退回重新拟定"), "objection_upheld_reject": _("不予扶持")}


class ScheduleForm(EventForm):
    starts_on = forms.DateField(label=_("公示开始日"), widget=forms.DateInput(attrs={"type": "date"}))


class UpholdForm(EventForm):
    consequence = forms.ChoiceField(label=_("处理"), choices=list(CONSEQUENCES.items()))


class FindingForm(EventForm):
    finding = forms.CharField(label=_("核查安排"), widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(EventForm):
    answer = forms.CharField(label=_("答复"), widget=forms.Textarea(attrs={"rows": 4}))


class ObjectionForm(forms.ModelForm):
    """An objection by somebody with a name."""

    class Meta:
        model = Objection
        fields = ["case", "name", "contact", "text"]


NOTICE.takes(ScheduleForm, "schedule")
OBJECTION.takes(UpholdForm, "uphold")
OBJECTION.takes(FindingForm, "investigate")
OBJECTION.takes(AnswerForm, "answer")
