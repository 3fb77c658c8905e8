"""会签是否齐：what a joint review still lacks, each a sentence with who resolves it.

A recusal is no consent. A unit that recuses as a unit is out of the case; where a person steps aside, a colleague is asked,
and where the unit has none left another unit stands in, named by the lead. Where nobody signed, nothing is finished.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zongbao.workbench.accounts.models import Grant, Unit
from zongbao.workbench.reviews.machine import REVIEW
from zongbao.workbench.reviews.models import SIGNED, Interest, Review


def current_reviews(case: Any) -> list[Review]:
    """The review in force of each unit: its last one. A sign-off whose inputs stand is never asked for again."""
    last = {r.unit_id: r for r in case.reviews.select_related("unit").order_by("round")}
    return list(last.values())


def reviews_are_in(case: Any) -> bool:
    """Whether the joint review of a case is finished."""
    return not lacking(case)


def lacking(case: Any) -> list[str]:
    """What keeps the joint review from ending; nothing where it is finished."""
    reviews = current_reviews(case)
    told = [*_unanswered(case, reviews), *_left_alone(reviews)]
    if not told and not any(r.state in SIGNED for r in reviews):
        told.append(_("没有一个单位签发意见，全部回避不等于同意；请主办在本件联审中另请单位审核"))
    return told


def _unanswered(case: Any, reviews: list[Review]) -> list[str]:
    waiting = [str(r.unit) for r in reviews if not r.is_in]
    letters = [str(x.unit) for x in case.letters.exclude(state__in=("answered", "withdrawn")).select_related("unit")]
    told = [_("还没有签发意见：{units}").format(units=_("、").join(waiting))] if waiting else []
    return told + ([_("协办函还没有回：{units}").format(units=_("、").join(letters))] if letters else [])


def _left_alone(reviews: list[Review]) -> list[str]:
    """Units whose people all stepped aside, with nobody standing in."""
    said = _("{unit}的审核人均已回避；请主办另请单位审核，或由系统管理为该单位增派审核人后再请")
    return [said.format(unit=r.unit) for r in reviews if is_left_alone(r, reviews)]


def is_left_alone(review: Review, reviews: list[Review]) -> bool:
    """Whether a review ended with a person who stepped aside, and nobody has it instead."""
    return bool(review.recused_by_id) and review.pk not in {r.instead_of_id for r in reviews}


def stepped_aside(case: Any) -> set[int]:
    """Who recused themselves from this case: they have no part in any review of it."""
    return set(case.reviews.exclude(recused_by=None).values_list("recused_by", flat=True))


def can_review(unit: Unit, case: Any, *, day: date) -> bool:
    """Whether a unit has one person to draft and another to sign who have not stepped aside, and no tie of its own."""
    return bool(_that_can_review([unit], case, day=day))


def _that_can_review(units: Iterable[Unit], case: Any, *, day: date) -> list[Unit]:
    """Those of the units, asked for all at once."""
    tied = set(Interest.objects.filter(enterprise=case.enterprise, ended_on=None).values_list("unit", flat=True))
    aside = stepped_aside(case)
    drafters, signers = (_people(event, day=day, aside=aside) for event in ("draft_opinion", "sign_concur"))
    return [u for u in units if u.pk not in tied and any(a != b for a in drafters[u.pk] for b in signers[u.pk])]


def _people(event: str, *, day: date, aside: set[int]) -> dict[int, set[int]]:
    """Unit → the people who may fire an event on its review: those who hold the role, and those it is lent to."""
    roles = next(row.roles for row in REVIEW.transitions if row.event == event)
    held = Grant.objects.holding(day).filter(role__in=roles)
    lent = held.filter(
        delegations__starts_on__lte=day, delegations__ends_on__gt=day, delegations__to__is_active=True
    ).values_list("unit", "delegations__to")
    found: dict[int, set[int]] = defaultdict(set)
    for unit, person in (*held.filter(user__is_active=True).values_list("unit", "user"), *lent):
        found[unit] |= {person} - aside
    return found


def who_can_stand_in(review: Review, *, day: date) -> list[Unit]:
    """The units that may be asked instead: its own with other people, or one that has no review of the case yet."""
    asked = {r.unit_id for r in current_reviews(review.case)} - {review.unit_id}
    standing = Unit.objects.filter(logs_in=True, abolished_on=None).exclude(pk__in=asked).order_by("pk")
    return _that_can_review(standing, review.case, day=day)
