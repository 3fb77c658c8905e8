"""催办：the lead reminds a unit of its review, or of all that wait for it, at most once a day; it stands in the chain."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.models import Unit
from zongbao.workbench.face.figures import due
from zongbao.workbench.firing import record
from zongbao.workbench.inbox.telling import tell_again
from zongbao.workbench.machine import NotReady
from zongbao.workbench.operations.models import Entry
from zongbao.workbench.reviews.models import ENDED, Review


def urge_unit(unit: Unit, *, by: Actor, at: datetime) -> tuple[int, list[str]]:
    """Remind a unit of all it has not answered: how many it was reminded of, and why it was not of others, once each."""
    waiting = Review.objects.filter(unit=unit, case__state="in_review").exclude(state__in=ENDED)
    done, refused = 0, dict[str, Review]()
    for review in waiting.select_related("case", "unit"):
        try:
            urge(review, by=by, at=at)
        except NotReady as refusal:
            refused[str(refusal)] = review
        else:
            done += 1
    return done, list(refused)


def urge(review: Review, *, by: Actor, at: datetime) -> None:
    """Remind whose turn it is. NotReady, NotAllowed."""
    day = timezone.localdate(at)
    if not review.waits:
        raise NotReady(_("{unit}已经答复，不用催办").format(unit=review.unit))
    if Entry.objects.filter(what="review.reminded", about=review.about, after__day=str(day)).exists():
        raise NotReady(_("今天已经催办过{unit}").format(unit=review.unit))
    said = {"case": review.case, "state": review.state_words.office, "due": due(review.due_on)}
    sentence = _("催办：{case} 的联审（{state}），期限 {due}").format(**said)
    record(review, "reminded", by=by, at=at, roles=("lead",), after={"day": day}, comment=sentence)
    tell_again(review, sentence, at=at)
