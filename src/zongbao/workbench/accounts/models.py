"""单位、人、角色：who there is, and who may do what from when to when.

Grain: `Unit` a body (it may be abolished, and says who inherits); `User` a person; `Grant` one role of one person for a term;
`Delegation` one grant lent to another person for a term; `Link` one dated way in by mail; `Token` one key for a machine.
A grant without an end does not exist; of links and tokens only the hash is kept.
"""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.roles import ALONE, ENTERPRISE_ROLES, ROLES, SUBJECTS, UNIT_ROLES


class Term(models.QuerySet):
    def holding(self, on: date) -> "Term":
        """Those whose term holds on a day: `starts_on` inclusive, `ends_on` exclusive."""
        return self.filter(starts_on__lte=on, ends_on__gt=on)


class Units(models.QuerySet):
    def standing(self, on: date) -> "Units":
        """Those that are there on a day: founded, not abolished."""
        founded = Q(founded_on=None) | Q(founded_on__lte=on)
        return self.filter(founded, Q(abolished_on=None) | Q(abolished_on__gt=on))


class Unit(models.Model):
    """A body: a bureau, the zone's office, the customs."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("单位名称"), max_length=60, unique=True)
    alias = models.CharField(_("简称"), max_length=60, blank=True)
    logs_in = models.BooleanField(_("在系统内办理"), default=True)
    founded_on = models.DateField(_("设立"), null=True, blank=True)
    abolished_on = models.DateField(_("撤销"), null=True, blank=True)
    heir = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("职责承接单位")
    )

    objects = Units.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(abolished_on__isnull=True) | Q(heir__isnull=False),
                name="unit_abolished_has_heir",
                violation_error_message=_("撤销的单位须写明由谁承接"),
            )
        ]

    def __str__(self) -> str:
        return self.alias or self.name

    def standing_on(self, day: date) -> "Unit":
        """The unit that answers on a day: this one, or who inherited, however often."""
        if self.abolished_on and self.abolished_on <= day and self.heir:
            return self.heir.standing_on(day)
        return self


class Users(BaseUserManager):
    def get_by_natural_key(self, username: str) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person. `roles_version` is part of what a session is signed with: when roles change, every session ends."""

    username = models.CharField(_("用户名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    email = models.EmailField(_("邮箱"), blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    second_factor = models.CharField(max_length=64, blank=True)
    last_code = models.BigIntegerField(default=0)
    roles_version = models.PositiveIntegerField(default=0)
    in_wan = models.BooleanField(_("以万元显示"), default=False)
    dense = models.BooleanField(default=False)
    keys = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True, choices=settings.LANGUAGES)
    synthetic = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    HABITS = ("in_wan", "dense", "keys")
    objects = Users()

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return f"{super()._get_session_auth_hash(secret)}-{self.roles_version}"

    def end_sessions(self) -> None:
        """Every session of this person ends at its next request."""
        User.objects.filter(pk=self.pk).update(roles_version=F("roles_version") + 1)


class Grant(models.Model):
    """One role of one person, for a term, in a unit or for an enterprise; an approver's is for one subject."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(_("角色"), max_length=20, choices=[(name, role.title) for name, role in ROLES.items()])
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("单位"))
    enterprise = models.ForeignKey("registry.Enterprise", models.PROTECT, null=True, blank=True, verbose_name=_("企业"))
    subject = models.CharField(_("批准事项"), max_length=20, blank=True, choices=list(SUBJECTS.items()))
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期（不含当日）"))

    objects = Term.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="grant_ends_after_start",
                violation_error_message=_("授权的结束日不能早于开始日"),
            ),
            models.CheckConstraint(
                condition=~Q(role__in=ENTERPRISE_ROLES) | Q(enterprise__isnull=False),
                name="grant_of_firm_names_firm",
                violation_error_message=_("企业角色须写明是哪家企业"),
            ),
            models.CheckConstraint(
                condition=~Q(role__in=UNIT_ROLES) | Q(unit__isnull=False),
                name="grant_of_unit_names_unit",
                violation_error_message=_("联审角色须写明是哪个单位"),
            ),
            models.CheckConstraint(
                condition=Q(role="approver", subject__in=list(SUBJECTS)) | (~Q(role="approver") & Q(subject="")),
                name="grant_of_approver_has_subject",
                violation_error_message=_("批准人须写明批准什么：口径、核定、拨付或收回"),
            ),
        ]

    def __str__(self) -> str:
        where = self.enterprise or self.unit or self.get_subject_display()
        return f"{self.get_role_display()}{_('（{words}）').format(words=where) if where else ''}"

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on

    @property
    def why_not_lent(self) -> str:
        """The sentence why nobody may stand in for it; nothing where somebody may."""
        if self.role not in ALONE:
            return ""
        return gettext("{role}的授权不能由人代办").format(role=ROLES[self.role].title)


class Delegation(models.Model):
    """One grant lent to another person for a term: "A 代 B". What the borrower does is logged on behalf of the lender."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="delegations")
    to = models.ForeignKey(User, models.PROTECT, related_name="borrowed")
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期（不含当日）"))
    reason = models.CharField(_("事由"), max_length=200)

    objects = Term.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_ends_after_start",
                violation_error_message=_("代办的结束日不能早于开始日"),
            )
        ]

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on


class Secret(models.QuerySet):
    def good(self, at: datetime) -> "Secret":
        """Those not used up, revoked or past their end."""
        return self.filter(closed_at=None, ends_at__gt=at)


class Link(models.Model):
    """A dated way in by mail that works once: the first password of an invited person, or a new one."""

    PURPOSES = {"invite": _("开通综保账号"), "reset": _("重设综保口令")}
    user = models.ForeignKey(User, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=list(PURPOSES.items()))
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = Secret.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")),
                name="link_ends_after_made",
                violation_error_message=_("链接的失效时间须晚于发出时间"),
            )
        ]


class Token(models.Model):
    """A key by which a machine asks for a person: for one scope, until a day. It opens no more than its person may."""

    SCOPES = {"read": _("读取"), "apply": _("申报系统对接：送申报、查进度")}
    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("用途"), max_length=60)
    scope = models.CharField(_("范围"), max_length=10, choices=list(SCOPES.items()))
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = Secret.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")),
                name="token_ends_after_made",
                violation_error_message=_("令牌的失效时间须晚于发出时间"),
            )
        ]
