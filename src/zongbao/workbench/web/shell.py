"""What every page has around it: the menu of the role, the demo's notice, the bell."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.pages import may_open

MENU = (
    ("my-policies", _("我的政策"), "home"),
    ("my-data", _("数据授权"), "key"),
    ("my-papers", _("收到的文书"), "bell"),
    ("desk", _("工作台"), "layout-dashboard"),
    ("year", _("总览"), "chart-bar"),
    ("call-list", _("催办名单"), "phone"),
    ("unit-desk", _("待办"), "checklist"),
    ("policy", _("政策与口径"), "file-text"),
    ("programmes", _("扶持测算"), "calculator"),
    ("cases", _("申报审核"), "folders"),
    ("joint-review", _("联审"), "table"),
    ("lists", _("上会批次"), "gavel"),
    ("notices", _("公示"), "speakerphone"),
    ("registry", _("企业库"), "book"),
    ("deliveries", _("数据归集"), "database"),
    ("pre-opinions", _("预核意见"), "mail"),
    ("papers", _("文书"), "file-text"),
    ("audit", _("审计总览"), "eye"),
    ("chain", _("日志核验"), "link"),
    ("findings", _("疑点"), "target"),
    ("people", _("人员与角色"), "users"),
    ("units", _("单位"), "building-warehouse"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The menu of who is signed in."""
    actor = getattr(request, "actor", None)
    roles = actor.roles if actor else frozenset()
    shown = [{"page": page, "words": words, "icon": icon} for page, words, icon in MENU if may_open(page, roles)]
    user = actor.user if actor else None
    unread = user.messages.filter(read_at=None).count() if user else 0
    return {"menu": shown, "demo": settings.DEMO, "actor": actor, "unread": unread}
