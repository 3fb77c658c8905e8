"""上会批次：a frozen list that a meeting decides, line by line.

Grain: `MeetingList` one meeting's list; `Line` one case on it, with its amount when frozen and its outcome.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.machine import Stateful, known_states
from zongbao.workbench.meetings.machine import LIST
from zongbao.workbench.reviews.models import WEIGHED, opposing

OUTCOMES = {"adopt": _("通过"), "defer": _("缓议"), "reject": _("不予扶持")}
EVENT_OF = {"adopt": "adopt", "defer": "defer", "reject": "adopt_rejection"}


class MeetingList(Stateful):
    """One list."""

    machine = LIST
    brief = "meetings/_brief.html"  # what an event on it shows before it is asked
    number = models.CharField(_("批次"), max_length=30, unique=True)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="lists")
    minutes = models.CharField(_("会议纪要文号"), max_length=60, blank=True)
    held_on = models.DateField(_("会议日期"), null=True)
    attendance = models.TextField(_("出席"), blank=True)
    recusals = models.TextField(_("回避"), blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            known_states(LIST),
            models.CheckConstraint(
                condition=~Q(state__in=("decided", "adopted", "closed")) | (~Q(minutes="") & Q(held_on__isnull=False)),
                name="list_decided_has_minutes",
                violation_error_message=_("会议结果须有纪要文号和会议日期"),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines.all())

    @property
    def outcomes(self) -> list[tuple[Any, int, int]]:
        """What the meeting decided: for each outcome its words, on how many lines, and what was proposed for them."""
        found = {key: [line.amount for line in self.lines.all() if line.outcome == key] for key in OUTCOMES}
        return [(OUTCOMES[key], len(amounts), sum(amounts)) for key, amounts in found.items() if amounts]

    def read_lines(self) -> models.QuerySet["Line"]:
        """Its lines with all that a meeting weighs of each."""
        lines = self.lines.select_related("case__enterprise", "case__outcome")
        return lines.prefetch_related("case__adjustments", *(f"case__{one}" for one in WEIGHED))


class Line(models.Model):
    """One case on a list."""

    meeting = models.ForeignKey(MeetingList, models.PROTECT, related_name="lines")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="lines")
    amount = models.BigIntegerField(_("拟扶持额"))
    proposes_rejection = models.BooleanField(default=False)
    outcome = models.CharField(_("会议结果"), max_length=10, blank=True, choices=list(OUTCOMES.items()))
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "case"], name="line_once_per_list", violation_error_message=_("该件已在这一批次中")
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=("defer", "reject")) | ~Q(note=""),
                name="line_refusal_has_note",
                violation_error_message=_("缓议和不予扶持须写明说明"),
            ),
        ]

    @property
    def decides(self) -> str:
        """The event that its outcome is to its case: a proposed rejection that is adopted rejects."""
        return "adopt_rejection" if self.proposes_rejection and self.outcome == "adopt" else EVENT_OF[self.outcome]

    @property
    def opposed(self) -> list[Any]:
        """The units that object, set conditions or found a difference: the meeting weighs what they say."""
        return opposing(self.case)

    @property
    def is_weighed(self) -> bool:
        """Whether the meeting decides it by itself: there is something to weigh, or it proposes to give nothing."""
        return self.proposes_rejection or bool(self.opposed)

    @property
    def adjusted(self) -> Any:
        """The amount that two people set, where it is not the run's."""
        return next((one for one in self.case.adjustments.all()[::-1] if one.state == "confirmed"), None)
