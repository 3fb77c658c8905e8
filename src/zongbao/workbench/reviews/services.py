"""What the lead does about a joint review that nobody is left to give."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.models import Unit
from zongbao.workbench.firing import record
from zongbao.workbench.machine import NotReady
from zongbao.workbench.reviews.models import Review
from zongbao.workbench.reviews.quorum import who_can_stand_in
from zongbao.workbench.reviews.rounds import ask_instead


def stand_in(review: Review, unit: Unit, *, by: Actor, at: datetime) -> Review:
    """Another unit, or other people of the same, take over a review whose reviewers stepped aside. NotReady, NotAllowed."""
    with transaction.atomic():
        held = Review.objects.select_for_update().get(pk=review.pk)
        _refuse(held, unit, at=at)
        record(held, "stood_in", by=by, at=at, roles=("lead",), after={"unit": unit})
        return ask_instead(held, unit, at=at)


def _refuse(review: Review, unit: Unit, *, at: datetime) -> None:
    if review.case.state != "in_review" or review.state != "recused":
        raise NotReady(
            _("只有联审中已回避的一项可以另请单位（现在是“{state}”）").format(state=review.state_words.office)
        )
    if there := review.stand_ins.exclude(state="recused").first():
        raise NotReady(_("已请{unit}审核，不用另请").format(unit=there.unit))
    if unit not in who_can_stand_in(review, day=timezone.localdate(at)):
        raise NotReady(_("{unit}不能审核这一件：已在联审中、与企业有利害关系，或没有可办的审核人").format(unit=unit))
