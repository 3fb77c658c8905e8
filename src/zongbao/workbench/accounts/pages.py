"""网址：one cell for every page: which roles may open it. What of it a role sees follows from what the role reaches.

A page without a cell fails the suite; the permissions page renders this table beside the machines'.
"""

from zongbao.workbench.accounts.roles import (
    AUDIT_ROLES,
    ENTERPRISE_ROLES,
    KEEPERS,
    OFFICE_ROLES,
    PUBLIC,
    ROLES,
    UNIT_ROLES,
)

SIGNED_IN = tuple(ROLES)
FILE_ROLES = (*ENTERPRISE_ROLES, *OFFICE_ROLES, *UNIT_ROLES, *AUDIT_ROLES)
READERS = (*OFFICE_ROLES, *AUDIT_ROLES)
OPEN = (PUBLIC, *SIGNED_IN)

PAGES: dict[str, tuple[str, ...]] = {
    "sign-in": OPEN,
    "sign-out": SIGNED_IN,
    "second-factor": SIGNED_IN,
    "factor-new": SIGNED_IN,
    "forgot": OPEN,
    "link": OPEN,
    "account": SIGNED_IN,
    "token-new": SIGNED_IN,
    "token-close": SIGNED_IN,
    "lend": SIGNED_IN,
    "lend-end": SIGNED_IN,
    "messages": SIGNED_IN,
    "message-open": SIGNED_IN,
    "all-read": SIGNED_IN,
    "view-as": (*OFFICE_ROLES, *AUDIT_ROLES),
    "view-as-end": SIGNED_IN,
    "people": ("admin",),
    "person": ("admin",),
    "person-new": ("admin",),
    "person-change": ("admin",),
    "person-link": ("admin",),
    "factor-off": ("admin",),
    "role-new": ("admin",),
    "role-end": ("admin",),
    "roles-held": ("admin", "policy", *AUDIT_ROLES),
    "units": ("admin",),
    "unit-new": ("admin",),
    "unit-change": ("admin",),
    "oidc_authentication_init": OPEN,
    "oidc_authentication_callback": OPEN,
    "oidc_logout": SIGNED_IN,
    "set_language": OPEN,
    "home": OPEN,
    "unit-of-money": SIGNED_IN,
    "permissions": SIGNED_IN,
    "act": FILE_ROLES,
    "my-policies": ENTERPRISE_ROLES,
    "my-case": ENTERPRISE_ROLES,
    "my-data": ENTERPRISE_ROLES,
    "data-revoke": ENTERPRISE_ROLES,
    "own-rows": ENTERPRISE_ROLES,
    "workings": FILE_ROLES,
    "workings-rows": FILE_ROLES,
    "workings-sheet": FILE_ROLES,
    "workings-print": FILE_ROLES,
    "desk": OFFICE_ROLES,
    "cases": (*OFFICE_ROLES, *AUDIT_ROLES),
    "case": FILE_ROLES,
    "programmes": (*OFFICE_ROLES, *AUDIT_ROLES),
    "programme": (*OFFICE_ROLES, *AUDIT_ROLES),
    "run-start": ("lead", "policy"),
    "run": (*OFFICE_ROLES, *AUDIT_ROLES),
    "registry": READERS,
    "registry-export": READERS,
    "enterprise": READERS,
    "enterprise-new": KEEPERS,
    "enterprise-edit": KEEPERS,
    "enterprise-authorise": KEEPERS,
    "authorisation-revoke": KEEPERS,
    "registry-import": KEEPERS,
    "registry-preview": KEEPERS,
    "unit-desk": UNIT_ROLES,
    "review": (*UNIT_ROLES, *OFFICE_ROLES, *AUDIT_ROLES),
    "joint-review": (*OFFICE_ROLES, *AUDIT_ROLES),
    "letter": (*OFFICE_ROLES, *AUDIT_ROLES, "head"),
    "lists": (*OFFICE_ROLES, *AUDIT_ROLES),
    "list": (*OFFICE_ROLES, *AUDIT_ROLES),
    "list-new": ("lead",),
    "notices": (*OFFICE_ROLES, *AUDIT_ROLES),
    "notice": (*OFFICE_ROLES, *AUDIT_ROLES),
    "notice-new": ("lead",),
    "public-notices": OPEN,
    "public-notice": OPEN,
    "object": OPEN,
    "audit": AUDIT_ROLES,
}


def may_open(page: str, roles: frozenset[str]) -> bool:
    """Whether somebody with these roles may open a page; nobody signed in is the public."""
    return bool(set(PAGES[page]) & (roles | {PUBLIC}))
