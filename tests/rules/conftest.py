"""The engines that the verbs and pages are proved on."""

import pytest

from zongbao.facts.engines import open_engine


@pytest.fixture(scope="session", params=["duckdb"])
def engine(request):
    opened = open_engine(request.param)
    yield opened
    opened.close()
