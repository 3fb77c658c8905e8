"""What people do with lists."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.cases.models import Case
from zongbao.workbench.firing import fire, record
from zongbao.workbench.meetings.models import Line, MeetingList


class NothingChosen(Refusal):
    """A list without cases."""


class MixedProgrammes(Refusal):
    """One list is of one programme."""


def listable() -> QuerySet[Case]:
    """The cases that wait for a meeting."""
    return Case.objects.filter(state="approval")


def to_be_published() -> QuerySet[MeetingList]:
    """The lists with adopted claims that wait for a notice: none has been made, or the last one was retracted."""
    waiting = MeetingList.objects.filter(state="adopted", lines__outcome="adopt", lines__case__state="notice_pending")
    return waiting.exclude(notices__state__in=("draft", "scheduled", "published")).distinct()


def make_list(cases: Sequence[Case], *, by: Actor, at: datetime) -> MeetingList:
    """Put cases on a new list. NothingChosen, MixedProgrammes, or the refusal of a case that may not go."""
    if not cases:
        raise NothingChosen(_("请先勾选要上会的申报件"))
    programmes = {case.programme_id for case in cases}
    if len(programmes) > 1:
        raise MixedProgrammes(_("一个批次只含同一项目的申报件"))
    with transaction.atomic():
        made = MeetingList.objects.create(
            number=_next(cases[0].programme.year), programme=cases[0].programme, state="draft", since=at
        )
        for case in cases:
            fire(case, "put_on_list", by=by, at=at, expected_version=case.version)
            Line.objects.create(
                meeting=made, case=case, amount=case.recommended or 0, proposes_rejection=not case.recommended
            )
        record(made, "made", by=by, at=at, roles=("lead",), after={"cases": "、".join(map(str, cases))})
    return made


def _next(year: int) -> str:
    head = f"{year}-上会-"
    last = (
        MeetingList.objects.filter(number__startswith=head).order_by("-number").values_list("number", flat=True).first()
    )
    return f"{head}{int(last.rpartition('-')[2]) + 1 if last else 1:03d}"
