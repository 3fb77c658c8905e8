"""计算器：the rules in force on figures somebody types. Nothing of it is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zongbao.evaluation.trial import asked_of, trial
from zongbao.rules.parameters import OPEN
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.programmes.runs import policy_of


class Calculator(forms.Form):
    """One field for each figure the measure asks for, in yuan."""

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.measure = programme, policy_of(programme).measure(programme.measure)
        run = programme.last_run
        self.readings = {key: said["option"] for key, said in run.readings.items()} if run else {}
        for name in self.asked:
            asked = self.measure.inputs[name]
            label = asked.about.format(year=programme.year + (asked.year or 0))
            self.fields[name] = forms.DecimalField(
                label=f"{label}（{_('元')}）", min_value=0, max_digits=15, decimal_places=2, localize=False
            )

    @property
    def asked(self) -> list[str]:
        """What is asked; nothing where the measure cannot be computed by figures alone."""
        if not self.readings or OPEN in self.parameters.values():
            return []
        return asked_of(self.measure, self.readings)

    @property
    def parameters(self) -> dict[str, Any]:
        day = policy_of(self.programme).last_day_in(self.programme.year)
        return {name: parameter.on(day) for name, parameter in self.measure.parameters.items()}

    def rungs(self) -> list[dict[str, Any]]:
        """The ladder on what was typed."""
        given = {name: int(value * 100) for name, value in self.cleaned_data.items()}
        told = {"readings": self.readings, "parameters": self.parameters}
        return trial(self.measure, given, year=self.programme.year, **told)
