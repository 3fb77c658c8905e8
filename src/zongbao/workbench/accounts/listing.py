"""人员与任期的列表：their columns, and what they are asked for."""

from operator import attrgetter, itemgetter

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.models import User
from zongbao.workbench.face.columns import CODE, DAY, NAME, Column
from zongbao.workbench.face.event_forms import Day
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.listing import Listing


def _roles(person: User) -> str:
    """The roles with their terms, in the sheet: those that ended too."""
    return "；".join(f"{grant} {grant.starts_on}–{grant.ends_on}" for grant in person.grants.all())


def _in_use(person: User) -> str:
    return _("在用") if person.is_active else _("已停用")


PEOPLE = Listing(
    _("人员"),
    lambda n: counted("{n} 人", n),
    (
        Column("username", _("用户名"), attrgetter("username"), CODE, by=("username",)),
        Column("name", _("姓名"), attrgetter("name"), NAME, by=("name",)),
        Column("roles", _("角色"), _roles, cell="accounts/_roles.html"),
        Column("email", _("邮箱"), attrgetter("email"), CODE, by=("email",), lacks=True, shown=False),
        Column("phone", _("电话"), attrgetter("phone"), CODE, by=("phone",), lacks=True, shown=False),
        Column("active", _("在用"), _in_use, by=("is_active",)),
    ),
    _("还没有人员。"),
    opens=lambda person: reverse("person", args=[person.pk]),
    order="username",
    ties=("username",),
)
OWN_ROLES = Listing(
    _("我的角色"),
    lambda n: counted("{n} 项", n),
    (
        Column("role", _("角色"), lambda grant: str(grant), NAME, by=("role", "enterprise__name", "unit__name")),
        Column("from", _("任期开始"), attrgetter("starts_on"), DAY, by=("starts_on",)),
        Column("until", _("任期结束（不含当日）"), attrgetter("ends_on"), DAY, by=("ends_on",)),
        Column("lend", _("办理"), lambda grant: grant.why_not_lent or _("委托代办"), cell="accounts/_lend.html"),
    ),
    _("还没有角色；由系统管理员授予"),
    order="role",
    ties=("pk",),
    per_page=20,
)
ROLES_HELD = Listing(
    _("角色任期"),
    lambda n: counted("{n} 项", n),
    (
        Column("name", _("姓名"), itemgetter("who"), NAME),
        Column("username", _("用户名"), lambda row: row["who"].username, CODE),
        Column("for", _("代"), itemgetter("for"), NAME, lacks=True),
        Column("role", _("角色"), itemgetter("grant"), NAME),
        Column("from", _("任期开始"), itemgetter("from"), DAY),
        Column("until", _("任期结束（不含当日）"), itemgetter("until"), DAY),
    ),
    _("这一天没有人有角色"),
    order="-from",
    per_page=100,
)


STANDING = {
    "no_role": _("没有角色"),
    "no_password": _("还没有设口令"),
    "ends_soon": _("有角色三十天内到期"),
    "gone": _("已停用"),
}


class PeopleFilter(FilterForm):
    """What the people are asked for."""

    q = forms.CharField(label=_("姓名、用户名、单位或企业"), required=False, max_length=120)
    standing = forms.ChoiceField(label=_("情况"), required=False, choices=[("", _("全部")), *STANDING.items()])


class HeldFilter(FilterForm):
    """On which day the roles were held; no day means all there ever were."""

    on = forms.DateField(label=_("在任日期"), required=False, widget=Day())
