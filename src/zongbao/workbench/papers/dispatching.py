"""一并出文：the papers that wait go out together, each by itself under a number kept for it.

What is confirmed is what was shown: which things, as they were seen, under which numbers. Confirmed twice it is one dispatch;
carried out twice, by two workers or for two officers, no thing gets a second paper of the state it is in.
"""

import hashlib
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import count, islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor, actor_of
from zongbao.workbench.accounts.permissions import holding_of
from zongbao.workbench.firing import Stale
from zongbao.workbench.inbox.telling import tell
from zongbao.workbench.operations import chain
from zongbao.workbench.papers.kinds import KINDS
from zongbao.workbench.papers.models import Dispatch, DispatchLine, Paper
from zongbao.workbench.papers.services import WRITERS, about_of, draft, firm_of, go_out, kept_pdf, taken_numbers
from zongbao.workbench.papers.waiting import unsent, waits
from zongbao.workbench.programmes.by_programme import AROUND
from zongbao.workbench.things import visible

MOST, AT_A_TIME = 500, 20
A_WHILE = timedelta(minutes=30)
NUMBERED = re.compile(r"^(.*?)(\d+)(\D*)$")
LOG = logging.getLogger(__name__)


class NoRunningNumber(Refusal):
    """A first number from which no next one follows."""


class NothingChosen(Refusal):
    """Nothing that waits was chosen."""


class ShownOtherwise(Refusal):
    """What would go out is not what was shown."""


class AlreadySent(Refusal):
    """A thing that has its paper."""


@dataclass(frozen=True)
class Plan:
    """What would go out: each thing with the number of its paper."""

    kind: str
    lines: tuple[tuple[Any, str], ...]

    @cached_property
    def seal(self) -> str:
        """The name of exactly these papers."""
        told = [[about_of(thing), thing.version, number] for thing, number in self.lines]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()

    @property
    def first(self) -> str:
        return self.lines[0][1]

    @property
    def last(self) -> str:
        return self.lines[-1][1]


def numbers_from(first: str, many: int) -> list[str]:
    """The first number and those that follow it, without the ones another paper has. NoRunningNumber."""
    found = NUMBERED.match(first)
    if found is None:
        raise NoRunningNumber(_("首个文号须带顺序号，后面的依次递增"))
    head, digits, tail = found.groups()
    taken = taken_numbers(head)
    following = (f"{head}{n:0{len(digits)}d}{tail}" for n in count(int(digits)))
    return list(islice((number for number in following if number not in taken), many))


def planned(kind: str, chosen: Mapping[int, int], *, first: str, by: Actor) -> Plan:
    """What would go out of what was chosen (thing → version seen) and still waits so. NoRunningNumber, NothingChosen."""
    of = KINDS[kind].of
    found = visible(by, of).filter(waits(kind)).select_related(*AROUND[of]).in_bulk(list(chosen)[:MOST])
    things = [found[pk] for pk, version in chosen.items() if pk in found and found[pk].version == version]
    if not things:
        raise NothingChosen(_("请先勾选要出文的件"))
    return Plan(kind, tuple(zip(things, _numbers(kind, things, first=first), strict=True)))


def _numbers(kind: str, things: list[Any], *, first: str) -> list[str]:
    """The number of each paper: that of its thing, where it was signed under one; else the next that follows."""
    own = [KINDS[kind].number_of(thing) for thing in things]
    following = iter(numbers_from(first, own.count("")))
    return [number or next(following) for number in own]


def ask_for(
    kind: str, chosen: Mapping[int, int], *, first: str, seal: str, key: str, by: Actor, at: datetime
) -> Dispatch:
    """Keep what was confirmed for the worker, with its numbers. The same key again is the same dispatch. ShownOtherwise."""
    under, programme = holding_of(by, *WRITERS), _programme_of(kind, chosen, by=by)
    with transaction.atomic():
        asked = {"kind": kind, "programme": programme, "by": by.user, "asked_at": at}
        made, fresh = Dispatch.objects.get_or_create(key=key, defaults=asked)
        if fresh:
            # The end of the chain is held from here on: whoever asks at the same time sees these numbers as taken.
            told = {"kind": kind, "papers": len(chosen), "first": first}
            chain.append(at=at, by=by, under=under, what="paper.dispatched", about=f"dispatch/{made.pk}", after=told)
            plan = planned(kind, chosen, first=first, by=by)
            if plan.seal != seal:
                raise ShownOtherwise(_("预览之后待出文的件或文号已有变化，请看过再发"))
            DispatchLine.objects.bulk_create([_line(made, thing, number=number) for thing, number in plan.lines])
    return made


def _programme_of(kind: str, chosen: Mapping[int, int], *, by: Actor) -> Any:
    thing = visible(by, KINDS[kind].of).filter(pk__in=list(chosen)[:1]).first()
    if thing is None:
        raise NothingChosen(_("请先勾选要出文的件"))
    return getattr(thing, "case", thing).programme


def _line(dispatch: Dispatch, thing: Any, *, number: str) -> DispatchLine:
    told = {"about": about_of(thing), "version": thing.version, "enterprise": firm_of(thing)}
    return DispatchLine(dispatch=dispatch, number=number, **told)


def send_some(dispatch: Dispatch, *, at: datetime) -> bool:
    """Send the next papers of a dispatch; whether some are still to go."""
    by, waiting = actor_of(dispatch.by, on=timezone.localdate(at)), dispatch.lines.filter(DispatchLine.OPEN)
    for line in waiting[:AT_A_TIME]:
        send_line(line, by=by, at=at)
    if waiting.exists():
        return True
    _finish(dispatch, at=at)
    return False


def left_behind(*, at: datetime) -> QuerySet[Dispatch]:
    """The dispatches that were confirmed a while ago and are not finished: their worker died, or never came."""
    return Dispatch.objects.filter(finished_at=None, asked_at__lt=at - A_WHILE)


def send_line(line: DispatchLine, *, by: Actor, at: datetime) -> None:
    """Send one paper; what does not go says why and waits again. A fault of the program holds up no other paper."""
    try:
        _go(line, by=by, at=at)
    except Refusal as refusal:
        _stays(line, str(refusal))
    except Exception:  # an office's own form is anybody's: whatever it raises is a paper not sent, never a lost one
        LOG.exception("dispatch line %s", line.pk)
        _stays(line, _("程序出错，没有发出；已记入系统日志，请联系系统管理员"))


def _stays(line: DispatchLine, why: str) -> None:
    DispatchLine.objects.filter(DispatchLine.OPEN, pk=line.pk).update(refusal=why[:300])


def _go(line: DispatchLine, *, by: Actor, at: datetime) -> None:
    name, _slash, pk = line.about.partition("/")
    thing, kind = visible(by, name).get(pk=pk), line.dispatch.kind
    made = draft(kind, thing, number=line.number, day=timezone.localdate(at))
    kept_pdf(made)  # typeset before anything is locked: nobody waits for it
    with transaction.atomic():
        seen = type(thing).objects.select_for_update().get(pk=pk)
        held = DispatchLine.objects.select_for_update().get(pk=line.pk)
        if held.paper_id or held.refusal:
            return
        _refuse_changed(seen, held, kind=kind)
        held.paper = go_out(made, by=by, at=at)
        held.save()


def _refuse_changed(thing: Any, line: DispatchLine, *, kind: str) -> None:
    """Refuse a thing that is no more as it was chosen, or has its paper from somebody else."""
    if thing.version != line.version:
        raise Stale(_("勾选之后已有变化（现在是“{state}”）").format(state=thing.state_words.office))
    if not type(thing).objects.filter(unsent(kind), pk=thing.pk).exists():
        other = Paper.objects.filter(kind=kind, subjects__about=line.about).first()
        raise AlreadySent(_("这一件的文书已经发出：{number}").format(number=other.number if other else "—"))


def _finish(dispatch: Dispatch, *, at: datetime) -> None:
    """The one who asked is told once how many went."""
    with transaction.atomic():
        if Dispatch.objects.filter(pk=dispatch.pk, finished_at=None).update(finished_at=at):
            went = dispatch.lines.exclude(paper=None).count()
            told = {"title": KINDS[dispatch.kind].title, "went": went, "stayed": dispatch.lines.count() - went}
            sentence = _("一并出文完成：{title}，发出 {went} 份，没有发出 {stayed} 份").format(**told)
            tell([dispatch.by], sentence, place=reverse("dispatch", args=[dispatch.pk]), at=at)
