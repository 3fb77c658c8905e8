"""单位和人员的页面：what the admin keeps, and the page of who held which role when."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.workbench.accounts import factors, locks, queries, secrets, services
from zongbao.workbench.accounts.forms import (
    EndForm,
    GrantForm,
    PersonChangeForm,
    PersonForm,
    ReasonOnlyForm,
    UnitForm,
)
from zongbao.workbench.accounts.listing import PEOPLE, ROLES_HELD, HeldFilter, PeopleFilter
from zongbao.workbench.accounts.models import Grant, Unit, User
from zongbao.workbench.face.asking import asked, sent
from zongbao.workbench.operations.queries import history_of


def people(request: HttpRequest) -> HttpResponse:
    """Everybody, with their roles."""
    form = PeopleFilter(request.GET)
    listed = PEOPLE.asked(request, queries.people(**form.said(), day=request.day), among=User.objects.all(), form=form)
    return listed.answer("accounts/people.html")


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles with terms, loans, what was done with the account."""
    found = get_object_or_404(User, pk=pk)
    shown = {
        "person": found,
        "grants": found.grants.select_related("unit", "enterprise").order_by("-starts_on"),
        "loans": queries.borrowed_by(found),
        "lent": queries.lent_by(found),
        "locked_until": locks.locked_until(found, at=request.at),
        "history": history_of(f"person/{pk}"),
    }
    return render(request, "accounts/person.html", shown | {"day": request.day})


def person_new(request: HttpRequest) -> HttpResponse:
    form = PersonForm(sent(request))
    return asked(
        request,
        form,
        words=_("新建人员"),
        told=_("建好后授予角色，再寄出邀请；口令由本人设置。"),
        back=reverse("people"),
        act=lambda: services.add_person(form.save(commit=False), by=request.actor, at=request.at),
        leads=lambda made: reverse("person", args=[made.pk]),
    )


def person_change(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(User, pk=pk)
    form = PersonChangeForm(sent(request), instance=found, initial=model_to_dict(found))
    return asked(
        request,
        form,
        words=_("更改人员"),
        told=found.username,
        back=reverse("person", args=[pk]),
        act=lambda: services.change_person(
            form.save(commit=False), by=request.actor, at=request.at, changed=form.changes()
        ),
    )


def role_new(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(User, pk=pk)
    form = GrantForm(sent(request), instance=Grant(user=found, starts_on=request.day), day=request.day)
    return asked(
        request,
        form,
        words=_("授予角色"),
        told=_("{name}。没有不设期限的授权；一人可为多家企业经办，每家一条。").format(name=found.name),
        back=reverse("person", args=[pk]),
        act=lambda: services.give_role(form.save(commit=False), by=request.actor, at=request.at),
    )


def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    grant = get_object_or_404(Grant, pk=pk)
    form = EndForm(sent(request), initial={"on": request.day})
    return asked(
        request,
        form,
        words=_("提前结束授权"),
        told=f"{grant.user}：{grant}",
        back=reverse("person", args=[grant.user_id]),
        act=lambda: services.end_role(grant, by=request.actor, at=request.at, **form.cleaned_data),
    )


@require_POST
def person_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation, or a link to a new password where there is one already."""
    found = get_object_or_404(User, pk=pk)
    if not found.email:
        messages.error(request, _("{name}没有登记邮箱，寄不出链接；请先补上邮箱").format(name=found))
        return redirect("person", pk=pk)
    secrets.send_link(found, "reset" if found.has_usable_password() else "invite", by=request.actor, at=request.at)
    messages.success(request, _("链接已寄往 {email}").format(email=found.email))
    return redirect("person", pk=pk)


@require_POST
def person_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in again who was locked out by wrong passwords."""
    found = get_object_or_404(User, pk=pk)
    locks.unlock(found, by=request.actor, at=request.at)
    messages.success(request, _("已解除锁定，{name}现在可以登录").format(name=found))
    return redirect("person", pk=pk)


def factor_off(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(User, pk=pk)
    form = ReasonOnlyForm(sent(request))
    return asked(
        request,
        form,
        words=_("解除验证设备"),
        told=_("{name}下次登录须重新登记设备").format(name=found),
        back=reverse("person", args=[pk]),
        act=lambda: factors.take_off(found, by=request.actor, at=request.at, reason=form.cleaned_data["reason"]),
    )


def roles_held(request: HttpRequest) -> HttpResponse:
    """谁在何时担任何职：on a day, or all there ever were; as a file too."""
    form = HeldFilter(request.GET)
    return ROLES_HELD.asked(request, queries.held(**form.said()), form=form).answer("accounts/roles_held.html")


def units(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/units.html", {"units": Unit.objects.select_related("heir").order_by("code")})


def unit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new unit, or a change: names, days, heir."""
    found = get_object_or_404(Unit, pk=pk) if pk else Unit()
    before = {} if pk is None else {k: str(v) for k, v in model_to_dict(found).items()}
    form = UnitForm(sent(request), instance=found)
    return asked(
        request,
        form,
        words=_("更改单位") if pk else _("新建单位"),
        told=_("撤销的单位须写明由谁承接；自撤销之日起，没有办完的联审转给承接单位，由它重新声明、重新计时。"),
        back=reverse("units"),
        act=lambda: services.keep_unit(form.save(commit=False), by=request.actor, at=request.at, before=before),
    )
