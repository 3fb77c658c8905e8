"""Where the clauses of other zones stand."""

from pathlib import Path

from zongbao.rules.policy import load_policy

HERE = Path(__file__).parent
FOLDERS = sorted(p.parent for p in HERE.glob("*/document.yaml"))
PAGES = [(folder.name, name) for folder in FOLDERS for name in load_policy(str(folder)).pages]
