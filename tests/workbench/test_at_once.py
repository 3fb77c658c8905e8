"""Two processes do the same at the same moment: one wins, the other gets the sentence. Without the guard both would."""

import os
import subprocess
import sys

import pytest

from workbench.browser import _copy as copied
from workbench.postgres import copied as copied_database

pytest_plugins = ["workbench.offices"]

CONFIRM = """
import sys, time
import django
django.setup()
from zongbao.refusals import Refusal
from zongbao.workbench import firing
from zongbao.workbench.accounts.actors import actor_of
from zongbao.workbench.accounts.models import User
from zongbao.workbench.cases.models import Case
if sys.argv[1] == "unguarded":
    firing._row = lambda held, event, *, expected_version: held.machine.transition("proposed", event)
case = Case.objects.get(pk=int(sys.argv[2]))
at = __import__("datetime").datetime.fromisoformat(sys.argv[3])
actor = actor_of(User.objects.get(username="qiye"), on=at.date())
print("ready", flush=True)
sys.stdin.readline()
try:
    firing.fire(case, "confirm", by=actor, at=at, expected_version=case.version)
    print("won")
except Refusal as refusal:
    print(refusal)
"""

SEND = """
import sys
import django
django.setup()
from django.db.models import Q
from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import actor_of
from zongbao.workbench.accounts.models import User
from zongbao.workbench.papers import dispatching
from zongbao.workbench.papers.models import Paper
if sys.argv[1] == "unguarded":
    dispatching.waits = lambda kind: Q(state="not_accepted")
    dispatching._refuse_changed = lambda *_a, **_k: None
at = __import__("datetime").datetime.fromisoformat(sys.argv[3])
by, chosen = actor_of(User.objects.get(username="zhuban"), on=at.date()), {int(sys.argv[2]): 1}
first = f"{sys.argv[4]}合成1号"
seal = dispatching.planned("refusal", chosen, first=first, by=by).seal
print("ready", flush=True)
sys.stdin.readline()
try:
    made = dispatching.ask_for("refusal", chosen, first=first, seal=seal, key=sys.argv[4], by=by, at=at)
    dispatching.send_some(made, at=at)
    print("won" if made.lines.get().paper else made.lines.get().refusal)
except Refusal as refusal:
    print(refusal)
"""


@pytest.fixture
def apart(filled, tmp_path):
    """Where to find an office of its own, its database too: what two processes do there is done."""
    env = os.environ | {"ZONGBAO_STORE": str(copied(filled, tmp_path / "store"))}
    if url := os.environ.get("DATABASE_URL"):
        with copied_database(url) as own:
            yield env | {"DATABASE_URL": own}
    else:
        yield env


def at_once(env: dict, case: int, *, at: str, how: str, what: str = CONFIRM) -> list[str]:
    """What two processes say that were let go together."""
    command = [sys.executable, "-c", what, how, str(case), at]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": env}
    both = [subprocess.Popen([*command, name], **pipes) for name in ("甲", "乙")]
    assert [one.stdout.readline() for one in both] == ["ready\n", "ready\n"]
    for one in both:
        one.stdin.write("\n")
        one.stdin.flush()
    return sorted(one.communicate(timeout=60)[0].strip() for one in both)


@pytest.mark.parametrize(("how", "winners"), [("guarded", 1), ("unguarded", 2)])
def test_two_confirm_at_once(filled, apart, how, winners):
    from workbench.offices import Office

    office = Office(filled)
    said = at_once(apart, office.proposal().pk, at=office.at.isoformat(), how=how)
    assert said.count("won") == winners
    if how == "guarded":
        assert any("已有变化" in one for one in said)


REFUSED = """
import sys
import django
django.setup()
from zongbao.workbench.cases.models import Case
Case.objects.filter(pk=int(sys.argv[1])).update(state="not_accepted")
"""


@pytest.mark.parametrize(("how", "papers"), [("guarded", 1), ("unguarded", 2)])
def test_two_officers_send_one_paper_at_once(filled, apart, how, papers):
    from workbench.offices import Office

    office = Office(filled)
    case = office.proposal().pk
    subprocess.run([sys.executable, "-c", REFUSED, str(case)], env=apart, check=True)
    said = at_once(apart, case, at=office.at.isoformat(), how=how, what=SEND)
    assert said.count("won") == papers, said
