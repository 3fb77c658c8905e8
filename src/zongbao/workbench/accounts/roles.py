"""角色：the roles of the office, what each reaches, and which two nobody may hold in one file.

A role reaches its own things (`OWN`: the firm's, the unit's) or any; the matrix `machine.event × role` follows from this and from
the machines' tables.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

OWN, ANY = "own", "any"
ENTERPRISE, UNIT, OFFICE = "enterprise", "unit", "office"


@dataclass(frozen=True)
class Role:
    """What a role is called, where it sits, what it reaches, and whether it decides money (then a second factor is asked)."""

    title: Any
    seat: str
    reach: str
    decides_money: bool = False


ROLES = {
    "owner": Role(_("企业负责人"), ENTERPRISE, OWN),
    "agent": Role(_("企业经办人"), ENTERPRISE, OWN),
    "intake": Role(_("受理窗口"), OFFICE, ANY),
    "lead": Role(_("主办"), OFFICE, ANY),
    "reviewer": Role(_("联审经办"), UNIT, OWN),
    "head": Role(_("联审签发"), UNIT, OWN),
    "approver": Role(_("批准人"), OFFICE, ANY, decides_money=True),
    "unit_finance": Role(_("单位财务"), OFFICE, ANY, decides_money=True),
    "treasury": Role(_("区财政国库"), UNIT, OWN, decides_money=True),
    "auditor": Role(_("审计"), OFFICE, ANY),
    "internal_audit": Role(_("内审"), OFFICE, ANY),
    "discipline": Role(_("纪检"), OFFICE, ANY),
    "policy": Role(_("政策维护"), OFFICE, ANY),
    "admin": Role(_("系统管理"), OFFICE, ANY),
}
PUBLIC = "public"

ENTERPRISE_ROLES = tuple(name for name, role in ROLES.items() if role.seat == ENTERPRISE)
UNIT_ROLES = tuple(name for name, role in ROLES.items() if role.seat == UNIT)
OFFICE_ROLES = ("intake", "lead", "approver", "unit_finance", "policy")
KEEPERS = ("lead", "intake")  # of the registry of enterprises
DELIVERERS = ("lead", "policy")  # who take data in, withdraw and seal
ARRANGERS = ("policy",)  # of the calendar of working days
AUDIT_ROLES = ("auditor", "internal_audit", "discipline")

SUBJECTS = {"rules": _("口径与参数"), "awards": _("核定"), "payments": _("拨付"), "recovery": _("收回")}

# One person may not hold two ends of one file: the approver never is who prepared or reviewed it (casework, separation).
APART = {
    "approver": frozenset({"lead", "intake", "reviewer", "head", "treasury", "unit_finance", "policy"}),
    "policy": frozenset({"approver"}),
    "lead": frozenset({"approver"}),
    "intake": frozenset({"approver"}),
    "reviewer": frozenset({"approver"}),
    "head": frozenset({"approver"}),
    "treasury": frozenset({"approver"}),
    "unit_finance": frozenset({"approver"}),
}

# Who watches, or gives roles, acts in no file: these stand beside no other role.
ALONE = frozenset({*AUDIT_ROLES, "admin"})
