"""What people do with papers: make a draft, send it, say how it arrived, bring the office's own form."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.models import Grant, User
from zongbao.workbench.accounts.permissions import holding_of
from zongbao.workbench.accounts.roles import ENTERPRISE_ROLES, OFFICE_ROLES
from zongbao.workbench.face.language import in_chinese
from zongbao.workbench.face.typesetting import NoFont
from zongbao.workbench.inbox.telling import tell_by_mail_too
from zongbao.workbench.operations import chain
from zongbao.workbench.papers.facts import facts_of
from zongbao.workbench.papers.fields import fields_of
from zongbao.workbench.papers.filling import filled
from zongbao.workbench.papers.forms_of_office import written_form
from zongbao.workbench.papers.keeping import keep, kept
from zongbao.workbench.papers.kinds import ENTERPRISE, KINDS, UNIT
from zongbao.workbench.papers.looking import pdf_of
from zongbao.workbench.papers.models import DispatchLine, Paper, Receipt, Subject, Template

WRITERS = ("intake", "lead")


class NotNow(Refusal):
    """A paper that the state of its thing does not allow."""


class NumberTaken(Refusal):
    """A number that another paper has."""


class AlreadyServed(Refusal):
    """A way of service that was written down before."""


class NotThatDay(Refusal):
    """A service before the paper went out, or in the future."""


@dataclass(frozen=True)
class Draft:
    """A paper before it goes out."""

    kind: str
    things: tuple[Any, ...]
    number: str
    facts: dict[str, Any]
    docx: bytes

    @property
    def thing(self) -> Any:
        """The one thing it is about; of several the first."""
        return self.things[0]

    def pdf(self) -> bytes:
        """The draft as PDF. NoFont."""
        return pdf_of(self.docx, synthetic="合成数据" if settings.DEMO else "")


def form_of(kind: str) -> bytes:
    """The form in use: the office's newest, else the one Zongbao brings."""
    own = Template.objects.filter(kind=kind).first()
    return kept(own.sha256) if own else written_form(kind)


def next_number(day: date) -> str:
    """The number proposed for the next paper of a year."""
    head = f"{'合成' if settings.DEMO else ''}综保〔{day.year}〕"
    used = [int(rest) for rest in (n[len(head) : -1] for n in taken_numbers(head)) if rest.isdigit()]
    return f"{head}{max(used, default=0) + 1}号"


def taken_numbers(head: str) -> set[str]:
    """The numbers that begin so and belong to a paper, or are kept for one that is about to go out."""
    used = Paper.objects.filter(number__startswith=head).values_list("number", flat=True)
    return {
        *used,
        *DispatchLine.objects.filter(DispatchLine.OPEN, number__startswith=head).values_list("number", flat=True),
    }


@in_chinese()
def draft(kind: str, *things: Any, number: str, day: date) -> Draft:
    """Fill the form of a kind. NotNow, UnknownField."""
    if not all(KINDS[kind].fits(thing) for thing in things):
        raise NotNow(_("现在的状态不能出“{title}”").format(title=KINDS[kind].title))
    facts = facts_of(kind, *things, number=number, day=day)
    return Draft(kind, things, number, facts, filled(form_of(kind), facts))


def send(made: Draft, *, by: Actor, at: datetime) -> Paper:
    """Send a paper by hand. NotNow, NumberTaken."""
    if KINDS[made.kind].by_event:
        raise NotNow(_("“{title}”随那一步办理出文，不另外发出").format(title=KINDS[made.kind].title))
    if DispatchLine.objects.filter(DispatchLine.OPEN, number=made.number).exists():
        raise NumberTaken(_("文号 {number} 已留给正在一并发出的文书").format(number=made.number))
    return go_out(made, by=by, at=at)


def go_out(made: Draft, *, by: Actor, at: datetime) -> Paper:
    """A paper goes out: its bytes and hash are kept, it lies in the receiver's box, the chain says so. NumberTaken."""
    under, hashes = holding_of(by, *WRITERS), {"docx": keep(made.docx), "pdf": kept_pdf(made)}
    with transaction.atomic():
        held = [type(thing).objects.select_for_update().get(pk=thing.pk) for thing in made.things]
        paper = _put_down(made, hashes, by=by, at=at)
        told = {"paper": paper.pk, "number": paper.number, "title": paper.title, **hashes}
        chain.append(at=at, by=by, under=under, what="paper.sent", about=paper.about, file=paper.file, after=told)
        _tell_firm(paper, at=at)
        for effect in KINDS[made.kind].effects:
            for thing in held:
                effect(thing, paper)
    return paper


def _put_down(made: Draft, hashes: dict[str, str], *, by: Actor, at: datetime) -> Paper:
    if Paper.objects.filter(number=made.number).exists():
        raise NumberTaken(_("文号 {number} 已经用过").format(number=made.number))
    said = {"number": made.number, "kind": made.kind, "title": _title(made), "facts": made.facts}
    kept_as = {f"{form}_sha256": sha256 for form, sha256 in hashes.items()}
    paper = Paper.objects.create(**said, **kept_as, by=by.user, sent_at=at, **_receiver(made))
    subjects = [Subject(paper=paper, about=about_of(thing), case=case_of(thing)) for thing in made.things]
    Subject.objects.bulk_create(subjects)
    return paper


def _tell_firm(paper: Paper, *, at: datetime) -> None:
    """The people of the enterprise are told inside, and by mail."""
    grants = Grant.objects.holding(timezone.localdate(at)).filter(enterprise=paper.enterprise_id or 0)
    people = list(User.objects.filter(grants__in=grants, is_active=True).distinct())
    sentence = _("收到文书：{paper}").format(paper=paper)
    tell_by_mail_too(people, sentence, place=reverse("sent-paper", args=[paper.pk]), at=at)


def kept_pdf(made: Draft) -> str:
    """The hash of the PDF; a machine without Chinese faces sends the DOCX alone."""
    try:
        return keep(made.pdf())
    except NoFont:
        return ""


@in_chinese()
def _title(made: Draft) -> str:
    about = made.facts.get("企业名称") or made.facts.get("项目") or made.facts.get("文书") or ""
    return f"{KINDS[made.kind].title}：{about}"[:200]


def about_of(thing: Any) -> str:
    """The name of a thing in the chain; things without a machine are named by their table."""
    return getattr(thing, "about", "") if hasattr(thing, "machine") else f"{thing._meta.model_name}/{thing.pk}"


def case_of(thing: Any) -> Any:
    """The case a thing is, or belongs to."""
    return thing if thing._meta.model_name == "case" else getattr(thing, "case", None)


def firm_of(thing: Any) -> Any:
    """The enterprise a thing is about."""
    return (case_of(thing) or thing).enterprise


def receiver_of(made: Draft) -> Any:
    """Who will get a draft, or nothing where it is published or goes to the file."""
    told = _receiver(made)
    return told["enterprise"] or told["unit"]


def _receiver(made: Draft) -> dict[str, Any]:
    to = KINDS[made.kind].to
    firm = firm_of(made.thing) if to == ENTERPRISE else None
    return {"enterprise": firm, "unit": made.thing.unit if to == UNIT else None}


def serve(paper: Paper, *, how: str, on: date, received_by: str, note: str, by: Actor, at: datetime) -> Receipt:
    """Write down that a paper reached its receiver. AlreadyServed, NotThatDay."""
    under = holding_of(by, *OFFICE_ROLES, *ENTERPRISE_ROLES)
    with transaction.atomic():
        refuse_service(paper, how=how, on=on, day=timezone.localdate(at))
        said = {"how": how, "received_by": received_by, "note": note}
        receipt = Receipt.objects.create(paper=paper, on=on, by=by.user, at=at, **said)
        told = {"paper": paper.pk, "number": paper.number, "on": on.isoformat(), **said}
        chain.append(at=at, by=by, under=under, what="paper.served", about=paper.about, file=paper.file, after=told)
    return receipt


def refuse_service(paper: Paper, *, how: str, on: date, day: date) -> None:
    """Refuse what cannot be written down of a paper today. AlreadyServed, NotThatDay."""
    if any(one.how == how for one in paper.receipts.all()):
        raise AlreadyServed(_("这种方式的送达已经登记过"))
    if not timezone.localdate(paper.sent_at) <= on <= day:
        said = _("送达日期须在发出之日（{sent}）和今天之间").format(sent=timezone.localdate(paper.sent_at))
        raise NotThatDay(said)


def open_own(paper: Paper, *, by: Actor, at: datetime) -> None:
    """The enterprise opens its paper: served by the system, once."""
    if paper.enterprise_id in by.enterprises and not paper.receipts.filter(how="system").exists():
        on = timezone.localdate(at)
        serve(paper, how="system", on=on, received_by=by.user.name, note="", by=by, at=at)


def bring_form(kind: str, content: bytes, *, name: str, by: Actor, at: datetime) -> Template:
    """Take in the office's own form, tried on facts that name every field. NotAForm, UnknownField, NeverEnds."""
    under = holding_of(by, *WRITERS)
    filled(content, fields_of(kind))
    with transaction.atomic():
        made = Template.objects.create(kind=kind, name=name, sha256=keep(content), by=by.user, at=at)
        after = {"kind": kind, "name": name, "sha256": made.sha256}
        chain.append(at=at, by=by, under=under, what="paper.form", about=f"form/{kind}", after=after)
    return made
