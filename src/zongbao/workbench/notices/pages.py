"""公示的版面：the page of a notice is its paper, block by block, so that the two cannot differ in a word or a figure."""

from datetime import date

from django.template.loader import render_to_string

from zongbao.workbench.face.language import in_chinese
from zongbao.workbench.notices.models import Notice
from zongbao.workbench.papers.looking import blocks_of
from zongbao.workbench.papers.services import Draft, draft


def paper_of(notice: Notice, *, day: date) -> Draft:
    """The paper of a notice as it would go out on a day."""
    return draft("notice", notice, number=notice.number, day=day)


@in_chinese()
def written_page(made: Draft) -> str:
    """The page of a paper."""
    return render_to_string("papers/_blocks.html", {"blocks": blocks_of(made.docx)})


def shown_page(notice: Notice, *, day: date) -> str:
    """The page as it was published; before that, as it would be."""
    return notice.page or written_page(paper_of(notice, day=day))
