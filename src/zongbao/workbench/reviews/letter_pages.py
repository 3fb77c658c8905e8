"""协办函的页面：choose what goes to a unit as one paper, see it, send it; bring back the table that came with its answer."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.face import downloads
from zongbao.workbench.face.figures import counted
from zongbao.workbench.papers.looking import blocks_of
from zongbao.workbench.papers.models import Paper
from zongbao.workbench.papers.queries import visible_papers
from zongbao.workbench.papers.services import next_number
from zongbao.workbench.programmes.by_programme import every_ticked, ticked
from zongbao.workbench.reviews import replies
from zongbao.workbench.reviews.forms import LetterNumberForm, ReplySheetForm
from zongbao.workbench.reviews.joint_letters import (
    MOST,
    NotOneLetter,
    by_unit,
    letter_draft,
    letters_of,
    send_letters,
    unsent,
)
from zongbao.workbench.reviews.models import Letter
from zongbao.workbench.sheets.aside import put_aside
from zongbao.workbench.sheets.filled import previewed


def letters_send(request: HttpRequest) -> HttpResponse:
    """发协办函：what waits for a unit, a programme at a time; ticked, it is one paper with a list, seen before it goes."""
    if request.method == "POST":
        return _with_ticked(request)
    tabs = by_unit(unsent(request.actor))
    asked = (request.GET.get("unit", ""), request.GET.get("programme", ""))
    found = [one for one in tabs if (str(one[0].pk), str(one[1].pk)) == asked] or tabs[:1]
    unit, programme, _many = found[0] if found else (None, None, 0)
    letters = unsent(request.actor).filter(unit=unit, case__programme=programme).order_by("case__due_on", "pk")[:MOST]
    number = LetterNumberForm(initial={"number": next_number(request.day)})
    shown = {"tabs": tabs, "unit": unit, "programme": programme, "letters": letters, "form": number}
    shown |= {"every": every_ticked(request), "only": request.GET.get("letter", "")}
    return render(request, "reviews/letters_send.html", shown)


def _with_ticked(request: HttpRequest) -> HttpResponse:
    """Show the paper of what was ticked, or send it. A refusal leads back to the ticks."""
    versions, form = ticked(request, most=MOST), LetterNumberForm(request.POST)
    found = unsent(request.actor).in_bulk(list(versions))
    letters = [found[pk] for pk in versions if pk in found]
    try:
        if not letters or not form.is_valid():
            raise NotOneLetter(_("请勾选协办函并填写文号"))
        number = form.cleaned_data["number"]
        if request.POST.get("step") == "send":
            return _sent(request, letters, versions=versions, number=number)
        made = letter_draft(letters, number=number, day=request.day)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    shown = {"letters": [(one, versions[one.pk]) for one in letters], "number": number, "unit": letters[0].unit}
    return render(request, "reviews/letters_preview.html", {**shown, "blocks": blocks_of(made.docx)})


def _sent(request: HttpRequest, letters: list[Letter], *, versions: dict[int, int], number: str) -> HttpResponse:
    if len(letters) < len(versions):
        raise NotOneLetter(_("有的协办函已不在拟稿，请重新勾选"))
    paper = send_letters(letters, versions, number=number, by=request.actor, at=request.at)
    messages.success(request, counted("已发出 {number}，{n} 件", len(letters), number=paper.number))
    return redirect("sent-paper", pk=paper.pk)


def _letter_paper(request: HttpRequest, pk: int) -> Paper:
    found: Paper = get_object_or_404(visible_papers(request.actor).prefetch_related("subjects"), pk=pk, kind="letter")
    return found


def reply_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """回函表：the table to be filled in, a row a case of this letter."""
    paper = _letter_paper(request, pk)
    return downloads.xlsx(replies.reply_sheet(list(letters_of(paper))), name=_("回函表 {n}").format(n=paper.number))


def replies_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The filled table, the number and the scan of a reply are kept aside and shown row by row."""
    paper = _letter_paper(request, pk)
    form = ReplySheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("reply_number", "reply", "scan")}
        name = put_aside(form.cleaned_data["sheet"])
        return redirect(f"{reverse('replies-preview', args=[pk, name])}?said={signing.dumps(said)}")
    shown = {"form": form, "title": _("录入回函表"), "back": reverse("sent-paper", args=[pk]), "act": _("看预览")}
    return render(request, "web/ask.html", {**shown, "note": str(paper)}, status=422 if form.is_bound else 200)


def replies_preview(request: HttpRequest, pk: int, *, name: str) -> HttpResponse:
    """What would be entered of each case; 确认 enters exactly this, then another person confirms it."""
    letters = list(letters_of(_letter_paper(request, pk)))
    try:
        said = signing.loads(request.GET.get("said", ""))
    except signing.BadSignature:
        raise Http404 from None

    def write(path: Path, seal: str) -> str:
        who: dict[str, Any] = {"by": request.actor, "at": request.at}
        done, stayed = replies.confirm(path, letters, seal=seal, said=said, **who)
        for sentence in stayed:
            messages.error(request, sentence)
        return counted("已录入回函 {n} 件，待另一人复核", done)

    places = {"back": reverse("sent-paper", args=[pk]), "again": reverse("replies-new", args=[pk])}
    told = {"title": _("录入回函表"), "words": _("确认录入回函")}
    return previewed(
        request,
        name,
        look=lambda path: replies.preview(path, letters),
        write=write,
        template="web/filled_sheet.html",
        **places,
        **told,
    )
