"""Peers in environments of their own below build/peers, made once from peers/*.txt by the uv of the Makefile."""

import json
import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "benchmarks" / "peers"
ENVIRONMENTS = ROOT / "build" / "peers"
UV = ROOT / "build" / "uv" / "bin" / "uv"


def environment(name: str) -> Path | None:
    """The Python of a peer; None where it cannot be installed."""
    home, wanted = ENVIRONMENTS / name, PEERS / f"{name}.txt"
    python, ready = home / "bin" / "python", home / ".ready"
    if ready.exists() and ready.read_text("utf-8") == wanted.read_text("utf-8"):
        return python
    install = f'. tools/pip_settings.sh; "{UV}" pip install -q --python "{python}" -r "{wanted}"'
    steps = (
        ["make", "-s", str(UV.relative_to(ROOT))],
        [str(UV), "venv", "-q", "--clear", str(home)],
        ["sh", "-c", install],
    )
    if any(subprocess.run(step, cwd=ROOT, check=False, stdout=subprocess.DEVNULL).returncode for step in steps):
        return None
    ready.write_text(wanted.read_text("utf-8"), "utf-8")
    return python


def run_script(name: str, given: Path, *, to: Path, rounds: int) -> tuple[float, int] | None:
    """Median seconds and peak MB of a peer's script in a process of its own; None where the peer cannot be had. A script
    `peer_variant` runs in the environment of `peer`."""
    python = environment(name.partition("_")[0])
    if python is None:
        return None
    words = [python, PEERS / f"with_{name}.py", given, to, rounds]
    done = subprocess.run([*map(str, words)], check=True, capture_output=True, text=True)
    said = json.loads(done.stdout.splitlines()[-1])
    return statistics.median(said["seconds"]), said["peak_mb"]
