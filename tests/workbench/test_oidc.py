"""Signing in by the district's provider, an option: walked in a process of its own, as the settings say whether it is on."""

import os
import subprocess
import sys
from contextlib import nullcontext
from importlib.util import find_spec

from conftest import ROOT, lacking
from workbench.postgres import postgresql


def test_signing_in_by_a_provider():
    if not find_spec("mozilla_django_oidc"):
        lacking("缺统一身份认证的组件（可选 oidc）：make setup-test")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        str(ROOT / "tests/workbench/oidc_walk.py"),
    ]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "ZONGBAO_", "DJANGO_"))}
    with postgresql() if "DATABASE_URL" in env else nullcontext() as url:  # an office of its own, on the same engine
        env |= {"DATABASE_URL": url} if url else {}
        run = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=ROOT)
    assert run.returncode == 0, run.stdout[-3000:]
