"""What a test may lack: in CI a missing Java, font or input fails; elsewhere the test is skipped and says what to install."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ROOT.parent / "shared" / "inputs"
FONTS = Path("/usr/share/fonts")
JAVA_LACKS = "缺 Java 17 或更新版本：apt-get install openjdk-17-jre-headless"
FONT_LACKS = "缺中文字体：apt-get install fonts-wqy-zenhei"


def lacking(sentence: str) -> None:
    """End the test here: failed in CI, where nothing may be missing; skipped with the sentence elsewhere."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


@cache
def java_version() -> int:
    """The major version of the Java on the PATH, 0 where there is none."""
    if not shutil.which("java"):
        return 0
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found.group(1)) if found else 0


# Files that take a minute or more: begun first, so that no worker waits at the end for another to end its last file.
LONG = (
    "test_walk_by_browser.py",
    "test_pages_by_browser.py",
    "test_words.py",
    "test_entitlements.py",
    "test_on_postgresql.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if (item.get_closest_marker("java") or item.get_closest_marker("spark")) and java_version() < 17:
        lacking(JAVA_LACKS)


@pytest.fixture(scope="session")
def needs_java() -> None:
    """For a fixture that starts Spark: there is a Java to start it on. A test says it with the marker `spark`."""
    if java_version() < 17:
        lacking(JAVA_LACKS)


@pytest.fixture(scope="session")
def chinese_font() -> Path:
    """A TrueType collection that holds Chinese."""
    fonts = sorted(FONTS.rglob("*wqy*.ttc")) + sorted(FONTS.rglob("*CJK*.ttc"))
    if not fonts:
        lacking(FONT_LACKS)
    return fonts[0]


@pytest.fixture(scope="session")
def inputs() -> Path:
    """The folder of real inputs beside the repository; it is not part of the product, so its absence is a skip."""
    if not INPUTS.is_dir():
        pytest.skip("缺 ../shared/inputs：真实文件不随产品提交")
    return INPUTS
