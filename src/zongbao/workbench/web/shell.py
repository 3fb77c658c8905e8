"""What every page has around it: the menu of the role, the demo's notice, the bell."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.pages import may_open

# What stands together is one kind of work; a role sees of each what it may open.
MENU = (
    (
        ("my-policies", _("我的政策"), "home"),
        ("my-data", _("数据授权"), "key"),
        ("my-papers", _("收到的文书"), "bell"),
    ),
    (
        ("desk", _("工作台"), "layout-dashboard"),
        ("unit-desk", _("待办"), "checklist"),
        ("year", _("总览"), "chart-bar"),
        ("search", _("查找"), "search"),
    ),
    (
        ("cases", _("申报审核"), "folders"),
        ("joint-review", _("联审"), "table"),
        ("lists", _("上会批次"), "gavel"),
        ("notices", _("公示"), "speakerphone"),
        ("papers", _("文书"), "files"),
        ("pre-opinions", _("预核意见"), "mail"),
        ("call-list", _("催办名单"), "phone"),
    ),
    (
        ("policy", _("政策与口径"), "file-text"),
        ("programmes", _("扶持测算"), "calculator"),
        ("registry", _("企业库"), "book"),
        ("deliveries", _("数据归集"), "database"),
        ("calendar", _("工作日历"), "calendar"),
    ),
    (
        ("audit", _("审计总览"), "eye"),
        ("findings", _("疑点"), "target"),
        ("chain", _("日志核验"), "link"),
    ),
    (
        ("people", _("人员与角色"), "users"),
        ("units", _("单位"), "building-warehouse"),
    ),
    (
        ("public-start", _("扶持项目"), "award"),
        ("public-notices", _("公开公示"), "world"),
    ),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The menu of who is signed in."""
    actor = getattr(request, "actor", None)
    user = actor.user if actor else None
    unread = user.messages.filter(read_at=None).count() if user else 0
    return {
        "menu": _menu(actor.roles if actor else frozenset()),
        "demo": settings.DEMO,
        "actor": actor,
        "unread": unread,
    }


def _menu(roles: frozenset[str]) -> list[dict[str, Any]]:
    """What the roles may open, in one row; `apart` where another kind of work begins."""
    groups = [[item for item in group if may_open(item[0], roles)] for group in MENU]
    return [
        {"page": page, "words": words, "icon": icon, "apart": n == 0}
        for group in groups
        for n, (page, words, icon) in enumerate(group)
    ]
