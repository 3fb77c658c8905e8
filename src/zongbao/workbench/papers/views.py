"""文书的页面：draft and preview, the paper as sent, the firm's box, the office's own forms."""

from functools import partial
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.face import downloads
from zongbao.workbench.face.asking import within_queue
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.listing import Listed
from zongbao.workbench.papers import services, serving
from zongbao.workbench.papers.fields import fields_of
from zongbao.workbench.papers.forms import FormForm, NumberForm, ReceiptForm, ServiceSheetForm
from zongbao.workbench.papers.keeping import kept
from zongbao.workbench.papers.kinds import EVERYBODY, KINDS
from zongbao.workbench.papers.listing import PAPERS, PaperFilter
from zongbao.workbench.papers.looking import blocks_of
from zongbao.workbench.papers.models import Paper, Template
from zongbao.workbench.papers.queries import about_or_404, asked_for, public_papers, published, visible_papers
from zongbao.workbench.papers.zipped import zipped
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.sheets.aside import put_aside
from zongbao.workbench.sheets.filled import previewed

FORMS = {"docx": downloads.docx, "pdf": downloads.pdf}


def papers(request: HttpRequest) -> HttpResponse:
    """All papers that went out, the newest first until somebody asks otherwise."""
    return _asked_for(request).answer("papers/papers.html", may=_writes(request))


def _asked_for(request: HttpRequest) -> Listed:
    form, among = PaperFilter(request.GET), visible_papers(request.actor)
    return PAPERS.asked(request, asked_for(request.actor, form.said()), among=among, form=form)


def papers_zip(request: HttpRequest) -> FileResponse:
    """All papers the list was asked for in one archive, each named by its number."""
    return FileResponse(zipped(_asked_for(request).rows), as_attachment=True, filename=_("文书.zip"))


def service_sheet(request: HttpRequest) -> HttpResponse:
    """送达清单：the papers the list was asked for, to be filled in with how and when each arrived."""
    return downloads.xlsx(serving.service_sheet(_asked_for(request).rows), name=_("送达清单"))


def service_new(request: HttpRequest) -> HttpResponse:
    """A filled 送达清单 is kept aside and shown row by row."""
    form = ServiceSheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("papers-service-preview", name=put_aside(form.cleaned_data["sheet"]))
    shown = {"form": form, "title": _("导入送达清单"), "back": reverse("papers")}
    return render(request, "web/ask.html", shown, status=422 if form.is_bound else 200)


def service_preview(request: HttpRequest, name: str) -> HttpResponse:
    """What would be written down of each paper; 确认 writes exactly this."""

    def write(path: Path, seal: str) -> str:
        return counted("已登记送达 {n} 份", serving.confirm(path, seal=seal, by=request.actor, at=request.at))

    places = {"back": reverse("papers"), "again": reverse("papers-service-new")}
    told = {"title": _("导入送达清单"), "words": _("确认登记送达")}
    look = partial(serving.preview, day=request.day)
    return previewed(request, name, look=look, write=write, template="web/filled_sheet.html", **places, **told)


def my_papers(request: HttpRequest) -> HttpResponse:
    """收到的文书：what the office sent us."""
    found = visible_papers(request.actor).filter(enterprise__in=request.actor.enterprises)
    return render(request, "papers/my_papers.html", {"papers": found})


def new(request: HttpRequest, kind: str, *, pk: int) -> HttpResponse:
    """Preview a paper, then send it: the address says what, the page shows exactly what will go out."""
    thing = about_or_404(request.actor, kind, pk=pk)
    said = request.POST.get("number") or request.GET.get("number")
    number = said or KINDS[kind].number_of(thing) or services.next_number(request.day)
    form = NumberForm(request.POST or None, initial={"number": number})
    try:
        made = services.draft(kind, thing, number=number[:60], day=request.day)
        if request.method == "POST" and form.is_valid():
            paper = services.send(made, by=request.actor, at=request.at)
            messages.success(request, _("已发出 {number}").format(number=paper.number))
            return redirect(within_queue(request, reverse("sent-paper", args=[paper.pk])))
    except Refusal as refusal:
        return _refused(request, kind, sentence=str(refusal))
    shown = {"kind": kind, "title": KINDS[kind].title, "thing": thing, "form": form, "number": number}
    shown |= {"blocks": blocks_of(made.docx), "to": services.receiver_of(made)}
    shown["everybody"] = KINDS[kind].to == EVERYBODY
    return render(request, "papers/new.html", shown, status=422 if form.errors else 200)


def _refused(request: HttpRequest, kind: str, *, sentence: str) -> HttpResponse:
    told = {"title": KINDS[kind].title, "sentence": sentence}
    return render(request, "papers/not_now.html", told, status=422)


def draft_file(request: HttpRequest, kind: str, *, pk: int, form: str) -> HttpResponse:
    """The draft as DOCX or PDF, before anything is sent."""
    if form not in FORMS:
        raise Http404
    thing = about_or_404(request.actor, kind, pk=pk)
    number = request.GET.get("number") or services.next_number(request.day)
    try:
        made = services.draft(kind, thing, number=number[:60], day=request.day)
        content = made.docx if form == "docx" else made.pdf()
    except Refusal as refusal:
        return _refused(request, kind, sentence=str(refusal))
    return _download(content, form, name=_("{title}（草稿）").format(title=KINDS[kind].title))


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper as it was sent, with how it arrived. A firm that opens its own is served by that."""
    found = get_object_or_404(visible_papers(request.actor).prefetch_related("subjects__case"), pk=pk)
    services.open_own(found, by=request.actor, at=request.at)
    form = ReceiptForm(request.POST or None, initial={"on": request.day})
    if request.method == "POST" and form.is_valid():
        try:
            services.serve(found, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("送达已登记"))
            return redirect("sent-paper", pk=pk)
    shown = {"paper": found, "blocks": blocks_of(kept(found.docx_sha256)), "form": form}
    shown |= {"receipts": found.receipts.order_by("pk"), "may_serve": request.actor.has(*services.WRITERS)}
    shown["opens_cases"] = request.actor.has(*OFFICE_ROLES, *AUDIT_ROLES)
    return render(request, "papers/paper.html", shown, status=422 if form.errors else 200)


def paper_file(request: HttpRequest, pk: int, *, form: str) -> HttpResponse:
    """The bytes that were sent."""
    return _bytes_of(get_object_or_404(visible_papers(request.actor), pk=pk), form)


def _bytes_of(found: Paper, form: str) -> HttpResponse:
    name = found.docx_sha256 if form == "docx" else found.pdf_sha256
    if not name or form not in FORMS:
        raise Http404
    return _download(kept(name), form, name=found.title)


def guideline(request: HttpRequest, pk: int) -> HttpResponse:
    """申报通知：as it went out; before that, or where the programme says something else since, as it would go out now."""
    found = get_object_or_404(Programme, pk=pk)
    out = published("guideline", found)
    number, day = (
        (out.number, timezone.localdate(out.sent_at)) if out else (services.next_number(request.day), request.day)
    )
    try:
        made = services.draft("guideline", found, number=number, day=day)
    except Refusal as refusal:
        return _refused(request, "guideline", sentence=str(refusal))
    shown = {"programme": found, "paper": out, "stale": bool(out) and out.facts != made.facts, "may": _writes(request)}
    blocks = blocks_of(kept(out.docx_sha256) if out else made.docx)
    return render(request, "papers/guideline.html", {**shown, "blocks": blocks})


def public_guideline(request: HttpRequest, pk: int) -> HttpResponse:
    """申报通知：as it went out, for everybody."""
    found = get_object_or_404(Programme, pk=pk)
    out = published("guideline", found)
    if out is None:
        raise Http404
    shown = {"programme": found, "paper": out, "blocks": blocks_of(kept(out.docx_sha256))}
    return render(request, "papers/public_guideline.html", shown)


def public_file(request: HttpRequest, pk: int, *, form: str) -> HttpResponse:
    """The bytes of a paper that went out to everybody."""
    return _bytes_of(get_object_or_404(public_papers(), pk=pk), form)


def forms(request: HttpRequest) -> HttpResponse:
    """文书样式：which form of each kind is in use."""
    newest: dict[str, Template] = {}
    for one in Template.objects.select_related("by"):
        newest.setdefault(one.kind, one)
    rows = [(name, kind, newest.get(name)) for name, kind in KINDS.items()]
    return render(request, "papers/forms.html", {"rows": rows})


def form(request: HttpRequest, kind: str) -> HttpResponse:
    """One form: its fields, its file, and the office's own in its place."""
    if kind not in KINDS:
        raise Http404
    asked = FormForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and asked.is_valid():
        file = asked.cleaned_data["file"]
        try:
            services.bring_form(kind, file.read(), name=file.name[:200], by=request.actor, at=request.at)
        except Refusal as refusal:
            asked.add_error("file", str(refusal))
        else:
            messages.success(request, _("新样式已启用"))
            return redirect("paper-form", kind=kind)
    shown = {"kind": kind, "title": KINDS[kind].title, "form": asked, "fields": fields_of(kind)}
    shown |= {"versions": Template.objects.filter(kind=kind).select_related("by"), "may": _writes(request)}
    return render(request, "papers/form.html", shown, status=422 if asked.errors else 200)


def _writes(request: Any) -> bool:
    return bool(request.actor.has(*services.WRITERS))


def form_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The form in use, to be changed in a word processor."""
    if kind not in KINDS:
        raise Http404
    return _download(services.form_of(kind), "docx", name=_("样式-{title}").format(title=KINDS[kind].title))


def _download(content: bytes, form: str, *, name: str) -> HttpResponse:
    return FORMS[form](content, name=name)
