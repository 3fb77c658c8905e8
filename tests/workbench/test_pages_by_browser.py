"""Pages as a person meets them: axe-core finds nothing, the console is silent, nobody scrolls sideways."""

import sqlite3

import pytest

from workbench.browser import PHONE, faults, wider_than_screen

pytest_plugins = ["workbench.offices", "workbench.browser"]

OF_THE_FIRM = (
    "/my/",
    "/my/data/",
    "/my/own-rows/",
    "/my/papers/",
    "/my/{case}/",
    "/workings/{outcome}/",
    "/workings/{outcome}/rows/imports/",
)
OF_THE_OFFICE = (
    "/desk/",
    "/cases/",
    "/cases/{case}/",
    "/reviews/",
    "/year/",
    "/papers/",
    "/papers/forms/",
    "/papers/forms/meeting/",
    "/papers/new/guideline/1/",
    "/programmes/1/",
    "/workings/{outcome}/",
    "/workings/{outcome}/rows/imports/",
    "/enterprises/",
    "/enterprises/new/",
    "/enterprises/import/",
    "/enterprises/1/",
    "/enterprises/1/edit/",
    "/deliveries/",
    "/deliveries/new/",
    "/reconciliation/?year=2025",
    "/policy/qingpu_2024/readings/",
    "/policy/qingpu_2024/paper/?at=import_growth.rate",
    "/readings/1/",
    "/programmes/",
    "/programmes/1/edit/",
    "/programmes/1/mode/",
    "/programmes/1/guideline/",
    "/runs/1/",
)
PAGES = [("qiye", p, PHONE) for p in OF_THE_FIRM] + [("zhuban", p, (1366, 850)) for p in OF_THE_OFFICE]


@pytest.fixture(scope="session")
def known(browsing):
    """The demo enterprise's proposal in the browsed office."""
    with sqlite3.connect(browsing.store / "office" / "office.sqlite3") as office:
        found = office.execute(
            "select c.id, c.outcome_id from cases_case c join accounts_grant g on g.enterprise_id = c.enterprise_id "
            "join accounts_user u on u.id = g.user_id where u.username = 'qiye' and c.state = 'proposed'"
        ).fetchone()
    return {"case": found[0], "outcome": found[1]}


@pytest.mark.parametrize(("who", "address", "size"), PAGES)
def test_a_page_is_sound(browsing, known, who, address, size):
    page = browsing.page(who, size=size)
    answer = page.goto(address.format(**known))
    assert answer.status == 200
    assert faults(page) == []
    assert page.said == []
    assert not wider_than_screen(page)
    page.context.close()
