"""Post, never edit: the one way money moves on a budget line."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.face.figures import grouped
from zongbao.workbench.payments.models import BudgetLine, Posting

# What a posting takes from and what it adds to; an appropriation adds to the total as well.
MOVES = {
    "appropriation": ("", "free"),
    "reservation": ("free", "reserved"),
    "release": ("reserved", "free"),
    "commitment": ("reserved", "committed"),
    "payment": ("committed", "paid"),
}


class NotEnough(Refusal):
    """The line has less than the posting needs."""


def post(
    line: BudgetLine, kind: str, *, amount: int, at: datetime, key: str, case: Any = None, paper: str = ""
) -> Posting:
    """Post one movement and keep the line's figures. The same key twice is the same posting. NotEnough."""
    with transaction.atomic():
        held = BudgetLine.objects.select_for_update().get(pk=line.pk)
        done = Posting.objects.filter(key=key).first()
        if done:
            return done
        source, target = MOVES[kind]
        if source and getattr(held, source) < amount:
            raise NotEnough(
                _("{line} 余额不足：需要 {need} 元，尚有 {have} 元").format(
                    line=held, need=grouped(amount), have=grouped(getattr(held, source))
                )
            )
        _move(held, source, target=target, amount=amount)
        return Posting.objects.create(line=held, kind=kind, amount=amount, case=case, at=at, paper=paper, key=key)


def _move(held: BudgetLine, source: str, *, target: str, amount: int) -> None:
    if source:
        setattr(held, source, getattr(held, source) - amount)
    else:
        held.total += amount
    setattr(held, target, getattr(held, target) + amount)
    held.save()
