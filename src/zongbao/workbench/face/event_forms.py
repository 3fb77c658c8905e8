"""The form of an event: it knows the thing it is about, and says its data as the event's rules expect it.

`Day` is how every form of the office asks for a day.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zongbao.evaluation.question import read_value
from zongbao.refusals import Refusal


class Day(forms.DateInput):
    """A day, picked from the browser's own calendar: it understands one way to write it, whatever the language."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class EventForm(forms.Form):
    """Base of every event's own form; `addressed` are the fields that a link to it may have filled in, `body` draws it."""

    addressed: tuple[str, ...] = ()
    body = "web/_fields.html"

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing

    def keeps(self, *names: str) -> None:
        """Let these fields begin with what the thing says already: what comes back to be mended is not typed anew."""
        for name in names:
            self.fields[name].initial = getattr(self.thing, name)

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> dict[str, str]:
        """What the address of the page fills in."""
        return {name: asked[name] for name in cls.addressed if name in asked}

    def said(self) -> dict[str, Any]:
        """What goes with the event."""
        return dict(self.cleaned_data)


class Yuan(forms.CharField):
    """An amount as people write it in yuan, exact; its value is in fen, missing where nothing was written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> int | None:
        """The sum in fen."""
        said = super().clean(value)
        try:
            return int(read_value("fen", said)) if said else None
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class SharedReason(forms.Form):
    """One reason for an event on several things."""

    comment = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    """What every event takes: the version the person saw, and a reason where one is needed."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    comment = forms.CharField(label=_("补充说明（选填）"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["comment"].required, self.fields["comment"].label = True, _("理由")
