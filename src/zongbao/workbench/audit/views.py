"""审计总览、日志核验、抽样、疑点。"""

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.workbench.audit import queries, sampling
from zongbao.workbench.audit.forms import AnswerForm, FindingForm, SampleForm
from zongbao.workbench.audit.heads import heads
from zongbao.workbench.audit.invariants import balances, invariants
from zongbao.workbench.audit.listing import FINDINGS, SAMPLED, FindingFilter, narrowed
from zongbao.workbench.audit.models import Finding, Sample
from zongbao.workbench.audit.verifying import check, lines
from zongbao.workbench.cases.models import Case
from zongbao.workbench.cases.queries import as_listed
from zongbao.workbench.face import downloads
from zongbao.workbench.face.asking import asked, page_of, sent
from zongbao.workbench.face.exports import Sum, attached
from zongbao.workbench.face.figures import moment


def overview(request: HttpRequest) -> HttpResponse:
    """审计总览：what must hold, and 应兑未兑 beside 多付."""
    shown = {"invariants": invariants(), "balances": balances(), "samples": Sample.objects.all()[:10]}
    shown |= {"open_findings": Finding.objects.filter(closed_at=None).count()}
    return render(request, "audit/overview.html", shown)


def balances_file(request: HttpRequest) -> HttpResponse:
    """应兑未兑 and 多付, as a sheet."""
    head = [_("项目"), _("应兑（元）"), _("已核定（元）"), _("应兑未兑（元）"), _("多付（元）")]
    rows = [(b.programme, Sum(b.due), Sum(b.decided), Sum(b.owed), Sum(b.excess)) for b in balances()]
    return attached(_("应兑未兑与多付"), request.GET.get("as", "xlsx"), head=head, rows=rows)


def chain_page(request: HttpRequest) -> HttpResponse:
    """The chain, the newest first; checked whole where that is asked for."""
    words, file = request.GET.get("q", "").strip()[:60], request.GET.get("file", "")
    page = page_of(request, queries.entries(words, file=file), size=100)
    shown = {"page": page, "entries": queries.called(page), "q": words, "file": file, "heads": _newest_head()}
    return render(request, "audit/chain.html", shown | {"checked": check() if request.GET.get("verify") else None})


def _newest_head() -> list[dict[str, Any]]:
    """The newest published head, if there is one, with its moment by the office's clock."""
    return [head | {"at": moment(datetime.fromisoformat(head["at"]))} for head in heads()[-1:]]


def chain_file(request: HttpRequest) -> HttpResponse:
    """The whole chain as JSON lines, for whoever checks it without us."""
    return downloads.jsonl("".join(lines()).encode(), name=_("操作链"))


def public_heads(request: HttpRequest) -> HttpResponse:
    """The ends of the chain as they were published, for everybody; as a file for whoever checks a chain against them."""
    if request.GET.get("as") == "jsonl":
        told = "".join(f"{json.dumps(head, sort_keys=True)}\n" for head in heads())
        return downloads.jsonl(told.encode(), name=_("操作链链头"))
    return render(request, "audit/public_heads.html", {"heads": heads()[::-1][:400]})


def sample_new(request: HttpRequest) -> HttpResponse:
    form = SampleForm(sent(request), initial={"percent": 10, "seed": f"{request.day:%Y%m%d}"})
    return asked(
        request,
        form,
        words=_("抽取样本"),
        told=_("同样的种子、比例和范围总是抽出同样的申报件；种子请当众取定。"),
        back=reverse("audit"),
        act=lambda: sampling.draw(form.save(commit=False), by=request.actor, at=request.at),
        leads=lambda drawn: reverse("sample", args=[drawn.pk]),
    )


def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw, on the page or as a sheet."""
    found = get_object_or_404(Sample.objects.select_related("programme", "by"), pk=pk)
    cases = as_listed(Case.seen_by(request.actor).filter(samples=found)).annotate(asked=Count("findings"))
    return SAMPLED.asked(request, cases, name=str(found)).answer("audit/sample.html", sample=found)


def findings(request: HttpRequest) -> HttpResponse:
    """What was asked, answered and closed."""
    every = Finding.objects.select_related("case__enterprise", "by", "answered_by", "sample")
    form = FindingFilter(request.GET)
    listed = FINDINGS.asked(request, narrowed(every, form.said()), among=every, form=form)
    return listed.answer("audit/findings.html")


def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: what was asked of which case, out of which sample, and what the office says."""
    found = Finding.objects.select_related("case__enterprise", "case__programme", "sample", "by", "answered_by")
    return render(request, "audit/finding.html", {"finding": get_object_or_404(found, pk=pk)})


def finding_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask about a case; out of a sample where one came from it."""
    case = get_object_or_404(Case.seen_by(request.actor), pk=pk)
    number = request.GET.get("sample", "")
    out_of = case.samples.filter(pk=number).first() if number.isdecimal() else None
    form = FindingForm(sent(request), instance=Finding(case=case, sample=out_of))
    where = _("（{words}）").format(words=out_of) if out_of else ""
    return asked(
        request,
        form,
        words=_("记录疑点"),
        told=f"{case}\u2003{case.enterprise}{where}",
        back=reverse("sample", args=[out_of.pk]) if out_of else reverse("case", args=[pk]),
        act=lambda: sampling.ask(form.save(commit=False), by=request.actor, at=request.at),
    )


def finding_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Finding, pk=pk)
    form = AnswerForm(sent(request), initial={"answer": found.answer})
    return asked(
        request,
        form,
        words=_("答复疑点"),
        told=found.question,
        back=reverse("finding", args=[pk]),
        act=lambda: sampling.answer(found, form.cleaned_data["answer"], by=request.actor, at=request.at),
    )


@require_POST
def finding_close(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        sampling.close(get_object_or_404(Finding, pk=pk), by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("finding", pk=pk)
