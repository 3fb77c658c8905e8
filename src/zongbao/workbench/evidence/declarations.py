"""报关单号：from the number of a declaration to the page that lists its rows, for whoever may see the rows of its firm."""

import re
from datetime import date

from django.urls import reverse

from zongbao.evaluation.evidence import firms_of_declaration
from zongbao.facts.seals import Seal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.pages import may_open
from zongbao.workbench.deliveries.queries import reconciled_row, snapshot
from zongbao.workbench.evidence.disclosure import access_to
from zongbao.workbench.evidence.queries import visible_outcomes
from zongbao.workbench.evidence.workings import rows_behind, workings_of
from zongbao.workbench.programmes.queries import policies_in_use
from zongbao.workbench.registry.models import Enterprise

NUMBER = re.compile(r"[0-9A-Z]{9,20}")


def rows_of_declaration(number: str, by: Actor, *, day: date) -> list[tuple[str, str]]:
    """Where the rows of a declaration stand: words and address. Of firms whose rows a person may not see, nothing."""
    seal = snapshot().seal if NUMBER.fullmatch(number) else None
    if seal is None:
        return []
    found = []
    for uscc, year in firms_of_declaration(seal, number):
        firm = Enterprise.objects.filter(uscc=uscc).first()
        if firm and access_to(firm, by, day=day).allowed:
            place = _among_all(firm, seal, number=number, year=year) if _reads_all(by) else _behind(firm, number, by=by)
            found += [(f"{number}\u2003{firm}\u2003{year}", place)] if place else []
    return found


def _reads_all(by: Actor) -> bool:
    return may_open("reconciliation-rows", by.roles)


def _among_all(firm: Enterprise, seal: Seal, *, number: str, year: int) -> str:
    """Among every line of the firm in a year, whether it counts or not."""
    policy = next(iter(policies_in_use()), None)
    there = policy and reconciled_row(firm.uscc, policy=policy, seal=seal, year=year)
    return f"{reverse('reconciliation-rows', args=[firm.uscc])}?year={year}&q={number}" if there else ""


def _behind(firm: Enterprise, number: str, *, by: Actor) -> str:
    """Behind the step of the firm's newest calculation that counts it."""
    for outcome in visible_outcomes(by).filter(enterprise=firm).order_by("-run"):
        for row in rows_behind(workings_of(outcome)):
            if row["declaration"] == number:
                return f"{reverse('workings-rows', args=[outcome.pk, row['step']])}?q={number}"
    return ""
