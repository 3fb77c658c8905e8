"""企业库的表格：out as a workbook, and in again with a preview. Nothing is written before the preview is confirmed.

What goes out has the heads of a delivery of enterprises and three of the office; what comes in is read and checked like
any delivery. A row is one customs code of an enterprise; an enterprise the sheet does not name stays as it is, and so does
a field whose column the sheet does not have.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.facts.findings import ERROR, WARNING, Finding
from zongbao.facts.kinds import ENTERPRISES
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.models import User
from zongbao.workbench.registry import sealing
from zongbao.workbench.registry.description import FIELDS, codes_text, day_text, described, differing
from zongbao.workbench.registry.models import CustomsCode, Enterprise
from zongbao.workbench.registry.services import changing, enter
from zongbao.workbench.sheets import filled
from zongbao.workbench.sheets.filled import PreviewStale, labelled, read_sheet

OWN_HEADS = {"qualifications": "资质", "pilot": "试点状态", "service_officer": "服务专员"}


@dataclass(frozen=True)
class Planned:
    """What a sheet would change of one enterprise; `enterprise` is none where it would be new."""

    uscc: str
    enterprise: Enterprise | None
    values: dict[str, Any]
    codes: tuple[tuple[str, date | None, date | None], ...]
    changes: dict[str, tuple[str, str]]

    @property
    def version(self) -> int:
        return self.enterprise.version if self.enterprise else 1

    @property
    def told(self) -> list[tuple[Any, tuple[str, str]]]:
        """The changes under the words of their fields."""
        return [(FIELDS[name], change) for name, change in self.changes.items()]


@dataclass(frozen=True)
class Preview:
    """What a sheet would do: the changes, how many rows change nothing, and what is wrong with it."""

    planned: tuple[Planned, ...]
    unchanged: int
    findings: tuple[Finding, ...]
    sha256: str

    @cached_property
    def seal(self) -> str:
        """The name of exactly these changes to exactly these versions."""
        told = [[p.uscc, p.version, p.changes] for p in self.planned]
        return hashlib.sha256(json.dumps([self.sha256, told], ensure_ascii=False).encode()).hexdigest()

    @property
    def labelled(self) -> list[tuple[Finding, str | None]]:
        """What is wrong, with the column as the sheet's head calls it."""
        return labelled(self.findings, ENTERPRISES)

    @property
    def entered(self) -> int:
        return sum(p.enterprise is None for p in self.planned)

    @property
    def changed(self) -> int:
        return len(self.planned) - self.entered


# --- out ------------------------------------------------------------------------------------------------------------


def workbook(enterprises: Iterable[Enterprise]) -> bytes:
    """The registry as a workbook that can be read in again."""
    return filled.workbook("企业库", [*sealing.HEADS, *OWN_HEADS.values()], rows=_rows(enterprises))


def _rows(enterprises: Iterable[Enterprise]) -> Iterable[tuple[str, ...]]:
    for enterprise in enterprises:
        officer = enterprise.service_officer
        own = (enterprise.qualifications, enterprise.pilot, officer.name if officer else "")
        for row in sealing.rows_of(enterprise):
            yield (*row, *own)


# --- in -------------------------------------------------------------------------------------------------------------


def preview(path: Path) -> Preview:
    """Read a sheet and say what it would change. Unreadable where it is no such sheet."""
    sheet = read_sheet(path, ENTERPRISES, keep=OWN_HEADS)
    officers = {user.name: user for user in User.objects.filter(is_active=True)}
    unknown = [row for row in sheet.rows if _served_by(row, sheet.kept) not in {"", *officers}]
    findings = [_unread(head, file=path.name) for head in sheet.unread]
    findings += [_nobody(row, _served_by(row, sheet.kept), file=path.name) for row in unknown]
    known = [row for row in sheet.rows if row not in unknown]
    planned = _planned(known, there=sheet.there, own=sheet.kept, officers=officers)
    told = [p for p in planned if p.changes]
    return Preview(tuple(told), len(planned) - len(told), (*sheet.findings, *findings), sheet.sha256)


def _served_by(row: dict[str, Any], own: Mapping[str, str]) -> str:
    """The name of the service officer a row tells."""
    return (row[own["service_officer"]] or "").strip() if "service_officer" in own else ""


def _unread(head: str, *, file: str) -> Finding:
    """A column that the registry does not keep: said, so that nobody believes it was written."""
    reason = _("企业库没有“{head}”这一列，其中的内容不写入").format(head=head)
    do = _("不需要就不用管；列名写错的，照带出的 Excel 改正")
    return Finding(WARNING, "unread_column", file, None, 1, head, None, reason, do)


def _nobody(row: dict[str, Any], name: str, *, file: str) -> Finding:
    """What is wrong with a service officer whom no account names."""
    reason = _("没有名为“{name}”的账号，不能作服务专员").format(name=name)
    do = _("填“人员与角色”里的姓名，或先新建账号")
    column = OWN_HEADS["service_officer"]
    return Finding(ERROR, "unknown_officer", file, row["sheet"], row["row"], column, name, reason, do)


def _planned(
    rows: Sequence[dict[str, Any]], *, there: frozenset[str], own: Mapping[str, str], officers: dict[str, User]
) -> list[Planned]:
    of_firm: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        of_firm.setdefault(row["uscc"], []).append(row)
    found = Enterprise.objects.filter(uscc__in=of_firm).select_related("merged_into", "service_officer")
    known = {e.uscc: e for e in found.prefetch_related("codes", "contacts", "predecessors")}
    return [
        _plan(uscc, said, known=known.get(uscc), own=own, officers=officers, there=there)
        for uscc, said in of_firm.items()
    ]


def _plan(
    uscc: str,
    rows: list[dict[str, Any]],
    *,
    known: Enterprise | None,
    there: frozenset[str],
    own: Mapping[str, str],
    officers: dict[str, User],
) -> Planned:
    values = _values(rows, there=there, own=own, officers=officers)
    if "predecessors" in there:
        values["other_predecessors"] = _others(rows, known)
    codes = _codes(rows, values, known=known)
    before = described(known) if known else {}
    after = {name: _text(value) for name, value in values.items()} | {"codes": codes_text(codes)}
    return Planned(uscc, known, values, tuple(codes), differing(before, after))


def _values(
    rows: list[dict[str, Any]], *, there: frozenset[str], own: Mapping[str, str], officers: dict[str, User]
) -> dict[str, Any]:
    """What the rows of one enterprise say of it: in the zone from its first code's day to its last one's."""
    last = rows[-1]
    values = {name: last[name] or "" for name in ("name", "industry") if name in there}
    values["settled_on"] = min(row["settled_on"] for row in rows)
    if "left_on" in there:
        ends = [row["left_on"] for row in rows]
        values["left_on"] = None if None in ends else max(ends)
    for name, head in own.items():
        said = (last[head] or "").strip()
        values[name] = officers.get(said) if name == "service_officer" else said
    return values


def _others(rows: list[dict[str, Any]], known: Enterprise | None) -> str:
    """Predecessors that the registry does not hold as successors' own already."""
    here = {before.uscc for before in known.predecessors.all()} if known else set()
    said = {code for row in rows for code in (row["predecessors"] or "").split(";") if code}
    return ";".join(sorted(said - here))


def _codes(
    rows: list[dict[str, Any]], values: dict[str, Any], *, known: Enterprise | None
) -> list[tuple[str, date | None, date | None]]:
    """The codes as they would stand; a day that is the enterprise's own is left to it."""
    kept = {c.code: (c.code, c.valid_from, c.valid_until) for c in known.codes.all()} if known else {}
    left = values.get("left_on", known.left_on if known else None)
    for row in rows:
        if row["customs_code"]:
            since = None if row["settled_on"] == values["settled_on"] else row["settled_on"]
            until = None if row["left_on"] == left else row["left_on"]
            kept[row["customs_code"]] = (row["customs_code"], since, until)
    return list(kept.values())


def _text(value: Any) -> str:
    if isinstance(value, date):
        return day_text(value)
    return value.name if isinstance(value, User) else value or ""


def confirm(path: Path, *, seal: str, by: Actor, at: datetime) -> Preview:
    """Write what was previewed, all or nothing. PreviewStale where it would be something else by now."""
    with transaction.atomic():
        found = preview(path)
        if found.seal != seal:
            raise PreviewStale(_("预览之后企业库已有变化，请重新预览再确认"))
        synthetic = Enterprise.objects.filter(synthetic=True).exists()
        for planned in found.planned:
            _write(planned, by=by, at=at, synthetic=synthetic, comment=_("表格导入 {name}").format(name=path.name))
    return found


def _write(planned: Planned, *, by: Actor, at: datetime, synthetic: bool, comment: str) -> None:
    named = planned.values.get("name") or planned.uscc
    enterprise = planned.enterprise or enter(planned.uscc, named, by=by, at=at, synthetic=synthetic)
    with changing(enterprise, by=by, at=at, expected_version=planned.version, comment=comment) as held:
        for name, value in planned.values.items():
            setattr(held, name, value)
        held.full_clean(exclude=["uscc"])
        held.save()
        for code, since, until in planned.codes:
            CustomsCode.objects.update_or_create(
                enterprise=held, code=code, defaults={"valid_from": since, "valid_until": until}
            )
