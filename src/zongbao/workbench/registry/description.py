"""企业的每一项：an enterprise told field by field, as its history and its previews compare it."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from zongbao.workbench.registry.models import Contact, Enterprise

FIELDS = {
    "uscc": _("统一社会信用代码"),
    "name": _("企业名称"),
    "industry": _("行业"),
    "settled_on": _("入区日期"),
    "left_on": _("离区日期"),
    "merged_into": _("并入"),
    "other_predecessors": _("前身（不在库内）"),
    "qualifications": _("资质"),
    "pilot": _("试点状态"),
    "service_officer": _("服务专员"),
    "codes": _("海关编码"),
    "contacts": _("联系人"),
}


def described(enterprise: Enterprise) -> dict[str, str]:
    """Every field of an enterprise as text."""
    heir, officer = enterprise.merged_into, enterprise.service_officer
    plain = ("name", "industry", "other_predecessors", "qualifications", "pilot")
    return {
        **{name: getattr(enterprise, name) for name in plain},
        "settled_on": day_text(enterprise.settled_on),
        "left_on": day_text(enterprise.left_on),
        "merged_into": heir.uscc if heir else "",
        "service_officer": officer.name if officer else "",
        "codes": codes_text((c.code, c.valid_from, c.valid_until) for c in enterprise.codes.all()),
        "contacts": "；".join(sorted(contact_text(c) for c in enterprise.contacts.all())),
    }


def day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def codes_text(codes: Iterable[tuple[str, date | None, date | None]]) -> str:
    """Codes with their own days; a code without days holds as long as the enterprise is here."""
    told = (f"{code} {day_text(since)}—{day_text(until)}" if since or until else code for code, since, until in codes)
    return "；".join(sorted(told))


def contact_text(contact: Contact) -> str:
    """A person by name and duty. The history is kept for ever, so of a number only the end stands in it."""
    number = f"（尾号 {contact.phone[-4:]}）" if contact.phone else ""
    return f"{contact.name} {contact.duty}{number}".strip()


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What changed: field → (before, after)."""
    names = [name for name in FIELDS if name in after and before.get(name, "") != after[name]]
    return {name: (before.get(name, ""), after[name]) for name in names}
