"""企业库的页面。"""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.roles import KEEPERS
from zongbao.workbench.face import downloads
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.listing import Listed
from zongbao.workbench.registry import sheets
from zongbao.workbench.registry.forms import (
    AuthorisationForm,
    Codes,
    Contacts,
    EnterpriseForm,
    NewEnterpriseForm,
    RevokeForm,
    SheetForm,
)
from zongbao.workbench.registry.listing import REGISTRY, RegistryFilter
from zongbao.workbench.registry.models import Authorisation, Enterprise, Export
from zongbao.workbench.registry.queries import enterprises, history, is_unsealed, unsealed
from zongbao.workbench.registry.services import changing, enter, record_authorisation, revoke
from zongbao.workbench.sheets.aside import put_aside
from zongbao.workbench.sheets.filled import previewed


def registry(request: HttpRequest) -> HttpResponse:
    """企业库：search and filter; what is not sealed yet says so."""
    shown = {"unsealed": unsealed(), "export": Export.objects.last(), "keeper": request.actor.has(*KEEPERS)}
    return _asked_for(request).answer("registry/registry.html", **shown)


def workbook(request: HttpRequest) -> HttpResponse:
    """All enterprises that fit the filter, in the order of the list, as a workbook that can be read in again."""
    return downloads.xlsx(sheets.workbook(_asked_for(request).rows.prefetch_related("predecessors")), name=_("企业库"))


def _asked_for(request: HttpRequest) -> Listed:
    form = RegistryFilter(request.GET)
    found = enterprises(form.said(), day=request.day)
    return REGISTRY.asked(request, found, among=Enterprise.objects.all(), form=form)


def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """One enterprise: what the office keeps of it, its cases, and the history of every field."""
    found = get_object_or_404(Enterprise.objects.select_related("merged_into", "service_officer"), pk=pk)
    cases = found.cases.select_related("programme", "outcome").order_by("-programme__year", "number")
    given = [
        (one, one.holds_on(request.day), one.standing(request.day))
        for one in found.authorisations.order_by("-starts_on")
    ]
    shown = {"enterprise": found, "cases": cases, "given": given, "history": history(found)}
    shown |= {"unsealed": is_unsealed(found)}
    return render(request, "registry/enterprise.html", {**shown, "keeper": request.actor.has(*KEEPERS)})


def new(request: HttpRequest) -> HttpResponse:
    """Enter an enterprise by its code and name; the rest is filled in on the next page."""
    form = NewEnterpriseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("enterprise-edit", pk=enter(**form.cleaned_data, by=request.actor, at=request.at).pk)
    note = _("先填代码和名称，看库里是不是已有；下一页填入区日期和海关编码，也可以以后再填。")
    return _asked(request, form, title=_("登记企业"), back="registry", note=note)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an enterprise, its codes and its people; a stale page changes nothing."""
    found = get_object_or_404(Enterprise, pk=pk)
    sent = request.POST if request.method == "POST" else None
    parts = _parts(found, sent)
    if sent and all(part.is_valid() for part in parts.values()):
        said = {name: parts["form"].cleaned_data[name] for name in ("expected_version", "comment")}
        try:
            with changing(found, by=request.actor, at=request.at, **said):
                for part in parts.values():
                    part.save()
        except Refusal as refusal:
            parts["form"].add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存；封存之后才进入测算"))
            return redirect("enterprise", pk=pk)
    return render(request, "registry/edit.html", {"enterprise": found, **parts}, status=422 if sent else 200)


def _parts(found: Enterprise, sent: Any) -> dict[str, Any]:
    seen = {"expected_version": found.version}
    return {
        "form": EnterpriseForm(sent, instance=found, initial=seen),
        "codes": Codes(sent, instance=found, prefix="codes"),
        "contacts": Contacts(sent, instance=found, prefix="contacts"),
    }


def take_sheet(request: HttpRequest) -> HttpResponse:
    """A sheet is kept aside and shown as what it would change."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("registry-preview", name=put_aside(form.cleaned_data["sheet"]))
    note = _(
        "先看预览，确认之后才写入。一行一个海关编码，第一行是列名；从企业库带出的 Excel 就是这个样式，改好再导入。"
        "表里没有的企业、没有的列，保持原样。"
    )
    return _asked(request, form, title=_("导入企业名录"), back="registry", note=note, act=_("看预览"))


def preview(request: HttpRequest, name: str) -> HttpResponse:
    """What would change, enterprise by enterprise; 确认 writes exactly this."""

    def write(path: Path, seal: str) -> str:
        done = sheets.confirm(path, seal=seal, by=request.actor, at=request.at)
        return counted("已写入 {n} 家企业", len(done.planned))

    places = {"back": reverse("registry"), "again": reverse("registry-import")}
    return previewed(request, name, look=sheets.preview, write=write, template="registry/preview.html", **places)


def authorise(request: HttpRequest, pk: int) -> HttpResponse:
    """Record an authorisation that came on paper."""
    found = get_object_or_404(Enterprise, pk=pk)
    form = AuthorisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_authorisation(found, **form.cleaned_data, by=request.actor, at=request.at)
        return redirect("enterprise", pk=pk)
    return _asked(request, form, title=_("登记数据授权：{name}").format(name=found), back="enterprise", pk=pk)


def revoke_authorisation(request: HttpRequest, pk: int) -> HttpResponse:
    """End an authorisation, with the reason."""
    given = get_object_or_404(Authorisation.objects.select_related("enterprise"), pk=pk)
    form, firm = RevokeForm(request.POST or None), given.enterprise_id
    if request.method == "POST" and form.is_valid():
        try:
            revoke(given, by=request.actor, at=request.at, comment=form.cleaned_data["comment"])
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("enterprise", pk=firm)
    title = _("撤回数据授权：{name}").format(name=given.enterprise)
    return _asked(request, form, title=title, back="enterprise", pk=firm)


def _asked(
    request: HttpRequest, form: Any, *, title: str, back: str, pk: int | None = None, **said: Any
) -> HttpResponse:
    shown = {"form": form, "title": title, "back": reverse(back, kwargs={"pk": pk} if pk else {}), **said}
    return render(request, "web/ask.html", shown, status=422 if form.is_bound else 200)
