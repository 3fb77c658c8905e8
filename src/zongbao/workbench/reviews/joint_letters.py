"""一函多件：letters about several cases go to one unit as one paper with a list, all of them or none.

Each letter fires its own `send` with the number of the paper; a single letter goes the same way.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.models import Unit
from zongbao.workbench.firing import fire
from zongbao.workbench.papers.models import Paper
from zongbao.workbench.papers.services import Draft, draft, go_out, kept_pdf
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.reviews.models import Letter
from zongbao.workbench.things import visible
from zongbao.workbench.working_days.counting import deadline

MOST = 500
AROUND = ("case__enterprise", "case__programme", "case__outcome__run__programme", "unit")


class NotOneLetter(Refusal):
    """Letters that no one paper can carry."""


def unsent(actor: Actor) -> QuerySet[Letter]:
    """The letters that wait to be sent."""
    found: QuerySet[Letter] = visible(actor, "letter").filter(state="draft")
    return found.select_related(*AROUND).prefetch_related("answers")


def by_unit(letters: QuerySet[Letter]) -> list[tuple[Unit, Programme, int]]:
    """To which units letters wait, a programme each, with how many; the most first."""
    asked = letters.select_related(None).prefetch_related(None).order_by()
    found = list(asked.values_list("unit", "case__programme").annotate(n=Count("pk")))
    units = Unit.objects.in_bulk([unit for unit, _programme, _n in found])
    programmes = Programme.objects.in_bulk([programme for _unit, programme, _n in found])
    told = [(units[unit], programmes[programme], n) for unit, programme, n in found]
    return sorted(told, key=lambda one: (-one[2], one[0].pk, one[1].pk))


def letters_of(paper: Paper) -> QuerySet[Letter]:
    """The letters that went out with a paper."""
    names = [subject.about for subject in paper.all_subjects]
    pks = [int(name.partition("/")[2]) for name in names if name.startswith("letter/")]
    return Letter.objects.filter(pk__in=pks).select_related(*AROUND).prefetch_related("answers")


def letter_draft(letters: Sequence[Letter], *, number: str, day: date) -> Draft:
    """The paper of these letters as it would go out on a day. NotOneLetter, NotNow."""
    if len({(letter.unit_id, letter.case.programme_id) for letter in letters}) != 1:
        raise NotOneLetter(_("请勾选同一单位、同一项目的协办函"))
    due = deadline(day, letters[0].case.programme.review_days).due
    for letter in letters:
        letter.due_on = letter.due_on or due
    return draft("letter", *letters, number=number, day=day)


def send_letters(
    letters: Sequence[Letter], versions: Mapping[int, int], *, number: str, by: Actor, at: datetime
) -> Paper:
    """Send these letters as one paper. NotOneLetter, NumberTaken, and whatever keeps one of them back: then none goes."""
    made = letter_draft(letters, number=number, day=timezone.localdate(at))
    kept_pdf(made)  # typeset before anything is locked: nobody waits for it
    with transaction.atomic():
        for letter in letters:
            _sent(letter, versions[letter.pk], number=number, by=by, at=at)
        return go_out(made, by=by, at=at)


def _sent(letter: Letter, version: int, *, number: str, by: Actor, at: datetime) -> None:
    try:
        fire(letter, "send", by=by, at=at, expected_version=version, data={"number": number})
    except Refusal as refusal:
        said = _("{case} {enterprise}不能发出：{why}；请去掉这一件再发")
        raise NotOneLetter(said.format(case=letter.case, enterprise=letter.case.enterprise, why=refusal)) from refusal
