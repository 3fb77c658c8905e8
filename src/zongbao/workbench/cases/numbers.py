"""编号：numbers of an office file, counted per programme."""

from typing import Any

from zongbao.workbench.cases.models import Case


def next_number(programme: Any) -> str:
    """`2026-4-00012`: award year, clause, running number. Call inside a transaction."""
    head = f"{programme.year}-{programme.pk:02d}-"
    last = Case.objects.filter(number__startswith=head).order_by("-number").values_list("number", flat=True).first()
    return f"{head}{int(last.rpartition('-')[2]) + 1 if last else 1:05d}"
