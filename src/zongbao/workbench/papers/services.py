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
from zongbao.workbench.audit import chain
from zongbao.workbench.face.language import in_chinese
from zongbao.workbench.face.typesetting import NoFont
from zongbao.workbench.inbox.telling import tell_by_mail_too
from zongbao.workbench.papers.facts import facts_of
from zongbao.workbench.papers.fields import fields_of
from zongbao.workbench.papers.filling import filled
from zongbao.workbench.papers.forms_of_office import written_form
from zongbao.workbench.papers.keeping import keep, kept
from zongbao.workbench.papers.kinds import ENTERPRISE, KINDS, UNIT
from zongbao.workbench.papers.looking import pdf_of
from zongbao.workbench.papers.models import Paper, Receipt, Template

WRITERS = ("intake", "lead")


class NotNow(Refusal):
    """A paper that the state of its thing does not allow."""


class NumberTaken(Refusal):
    """A number that another paper has."""


class AlreadyServed(Refusal):
    """A way of service that was written down before."""


@dataclass(frozen=True)
class Draft:
    """A paper before it goes out."""

    kind: str
    thing: Any
    number: str
    facts: dict[str, Any]
    docx: bytes

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
    taken = Paper.objects.filter(number__startswith=head).values_list("number", flat=True)
    used = [int(rest) for rest in (n[len(head) : -1] for n in taken) if rest.isdigit()]
    return f"{head}{max(used, default=0) + 1}号"


@in_chinese()
def draft(kind: str, thing: Any, *, number: str, day: date) -> Draft:
    """Fill the form of a kind. NotNow, UnknownField."""
    if not KINDS[kind].fits(thing):
        raise NotNow(_("现在的状态不能出“{title}”").format(title=KINDS[kind].title))
    facts = facts_of(kind, thing, number=number, day=day)
    return Draft(kind, thing, number, facts, filled(form_of(kind), facts))


def send(made: Draft, *, by: Actor, at: datetime) -> Paper:
    """Send a paper by hand. NotNow, NumberTaken."""
    if KINDS[made.kind].by_event:
        raise NotNow(_("“{title}”在上线时自动出文，不另外发出").format(title=KINDS[made.kind].title))
    return go_out(made, by=by, at=at)


def go_out(made: Draft, *, by: Actor, at: datetime) -> Paper:
    """A paper goes out: its bytes and hash are kept, it lies in the receiver's box, the chain says so. NumberTaken."""
    under = holding_of(by, *WRITERS)
    with transaction.atomic():
        if Paper.objects.filter(number=made.number).exists():
            raise NumberTaken(_("文号 {number} 已经用过").format(number=made.number))
        paper = Paper.objects.create(
            number=made.number,
            kind=made.kind,
            title=_title(made),
            about=about_of(made.thing),
            facts=made.facts,
            docx_sha256=keep(made.docx),
            pdf_sha256=_kept_pdf(made),
            by=by.user,
            sent_at=at,
            **_receiver(made),
        )
        hashes = {"docx": paper.docx_sha256, "pdf": paper.pdf_sha256}
        told = {"paper": paper.pk, "number": paper.number, "title": paper.title, **hashes}
        file = paper.case.about if paper.case else paper.about
        chain.append(at=at, by=by, under=under, what="paper.sent", about=paper.about, file=file, after=told)
        _tell_firm(paper, at=at)
        for effect in KINDS[made.kind].effects:
            effect(made.thing, paper)
    return paper


def _tell_firm(paper: Paper, *, at: datetime) -> None:
    """The people of the enterprise are told inside, and by mail."""
    grants = Grant.objects.holding(timezone.localdate(at)).filter(enterprise=paper.enterprise_id or 0)
    people = list(User.objects.filter(grants__in=grants, is_active=True).distinct())
    sentence = _("收到文书：{paper}").format(paper=paper)
    tell_by_mail_too(people, sentence, place=reverse("sent-paper", args=[paper.pk]), at=at)


def _kept_pdf(made: Draft) -> str:
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


def receiver_of(made: Draft) -> Any:
    """Who will get a draft, or nothing where it is published or goes to the file."""
    told = _receiver(made)
    return told["enterprise"] or told["unit"]


def _receiver(made: Draft) -> dict[str, Any]:
    case, to = case_of(made.thing), KINDS[made.kind].to
    firm = (case or made.thing).enterprise if to == ENTERPRISE else None
    return {"case": case, "enterprise": firm, "unit": made.thing.unit if to == UNIT else None}


def serve(paper: Paper, *, how: str, on: date, received_by: str, note: str, by: Actor, at: datetime) -> Receipt:
    """Write down that a paper reached its receiver. AlreadyServed."""
    under = holding_of(by, *OFFICE_ROLES, *ENTERPRISE_ROLES)
    with transaction.atomic():
        if paper.receipts.filter(how=how).exists():
            raise AlreadyServed(_("这种方式的送达已经登记过"))
        said = {"how": how, "received_by": received_by, "note": note}
        receipt = Receipt.objects.create(paper=paper, on=on, by=by.user, at=at, **said)
        told = {"paper": paper.pk, "number": paper.number, "on": on.isoformat(), **said}
        file = paper.case.about if paper.case else paper.about
        chain.append(at=at, by=by, under=under, what="paper.served", about=paper.about, file=file, after=told)
    return receipt


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
