"""What follows when a paper of a kind has gone out."""

from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.workbench.papers.kinds import KINDS
from zongbao.workbench.programmes.models import Programme


@KINDS["guideline"].after
def announced(programme: Programme, paper: Any) -> None:
    """The programme says under which number, on which day and where its guideline went out."""
    told = {"guideline": paper.number, "guideline_on": timezone.localdate(paper.sent_at)}
    place = programme.guideline_place or _("本系统公开网站")
    Programme.objects.filter(pk=programme.pk).update(**told, guideline_place=place, version=F("version") + 1)
