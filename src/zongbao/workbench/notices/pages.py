"""公示的版面：the page of a notice is its paper, block by block, so that the two cannot differ in a word or a figure."""

from datetime import date

from django.template.loader import render_to_string

from zongbao.workbench.face.language import in_chinese
from zongbao.workbench.notices.models import Notice
from zongbao.workbench.operations.queries import files_with
from zongbao.workbench.papers.looking import blocks_of
from zongbao.workbench.papers.services import Draft, draft

TAKEN_OUT = ("case.objection_upheld_back", "case.objection_upheld_reject")


def paper_of(notice: Notice, *, day: date) -> Draft:
    """The paper of a notice as it would go out on a day."""
    return draft("notice", notice, number=notice.number, day=day)


@in_chinese()
def written_page(made: Draft) -> str:
    """The page of a paper."""
    return render_to_string("papers/_blocks.html", {"blocks": blocks_of(made.docx)})


def left_since(notice: Notice) -> list[str]:
    """The firms whose claims were taken out of a notice while it stood: its page stays as it was, this stands below it."""
    lines = notice.meeting.lines.filter(outcome="adopt").select_related("case__enterprise")
    cases = {line.case.about: line.case.enterprise.name for line in lines}
    taken = files_with(cases, *TAKEN_OUT, since=notice.starts_on)
    return [name for about, name in cases.items() if about in taken]


def shown_page(notice: Notice, *, day: date) -> str:
    """The page as it was published; before that, as it would be."""
    return notice.page or written_page(paper_of(notice, day=day))
