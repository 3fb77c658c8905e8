"""Lay the face's third-party files where the office serves them: out of node_modules, without source maps.

Usage: python tools/vendor.py node_modules FOLDER, in the root of the checkout. A missing package is an error with its name.
"""

import re
import shutil
import sys
from pathlib import Path

FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "echarts/dist/echarts.common.min.js": "echarts.min.js",
}
ICONS = (
    "home layout-dashboard checklist calculator folders table gavel speakerphone link book building-warehouse "
    "database file-text users chart-bar report-money mail search world phone bell download map target key eye history "
    "files award calendar"
).split()
AXE = Path("build/axe.min.js")  # what the tests look at every page with; not served
SOURCE_MAP = re.compile(r"(/\*#|//#) sourceMappingURL=[^\n*]*(\*/)?")


def main(modules: Path, target: Path) -> None:
    """Copy what is served, and make one sheet of the icons in use."""
    target.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        text = (modules / source).read_text(encoding="utf-8")
        (target / name).write_text(SOURCE_MAP.sub("", text), encoding="utf-8")
    (target / "icons.svg").write_text(sheet(modules / "@tabler/icons/icons/outline"), encoding="utf-8")
    AXE.parent.mkdir(exist_ok=True)
    shutil.copy(modules / "axe-core/axe.min.js", AXE)


def sheet(folder: Path) -> str:
    """One SVG with a symbol for every icon."""
    symbols = []
    for name in ICONS:
        drawn = re.search(r"<svg[^>]*>(.*)</svg>", (folder / f"{name}.svg").read_text(encoding="utf-8"), re.DOTALL)
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawn.group(1).strip() if drawn else ""}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
