"""Licence and weight of every dependency, read from what is installed; prints the table of docs/decisions/0006.

One row per package that pyproject.toml names, then those of 5 MB and more that they bring along. Megabytes are those of the
package itself.
"""

import importlib.metadata as metadata
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAVY = 5
LICENCES = {"Apache": "Apache-2.0", "MIT": "MIT", "BSD": "BSD", "Mozilla": "MPL-2.0"}
STATES = {"5": "stable", "6": "mature", "4": "beta", "3": "alpha"}


def named_in(project: dict) -> dict[str, str]:
    """The packages pyproject.toml asks for, each with what it is for: run, spark or dev."""
    groups = {
        "run": project["project"]["dependencies"],
        "spark": project["project"]["optional-dependencies"]["spark"],
        "build": project["dependency-groups"]["build"],
        "dev": project["dependency-groups"]["dev"],
    }
    return {re.split(r"[\[<>=~ ]", line)[0]: group for group, lines in groups.items() for line in lines}


def brought_along(named: dict[str, str]) -> dict[str, str]:
    """Heavy packages of the lock that pyproject.toml does not name."""
    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements-dev.lock").read_text(encoding="utf-8"), re.MULTILINE)
    installed = {d.name.lower().replace("_", "-"): d for d in metadata.distributions()}
    heavy = [n for n in locked if n in installed and megabytes(installed[n]) >= HEAVY]
    return {name: "brought" for name in heavy if name not in named}


def licence(about: metadata.PackageMetadata) -> str:
    """The licence as the package states it: the SPDX expression, else the classifier, else the first words."""
    spoken = about.get("License-Expression")
    if spoken:
        return spoken
    classified = " ".join(c for c in about.get_all("Classifier") or [] if c.startswith("License"))
    said = classified or about.get("License") or "?"
    return next((short for word, short in LICENCES.items() if word in said), said.splitlines()[0][:40])


def state(about: metadata.PackageMetadata) -> str:
    """How far its own makers say it is."""
    said = [c for c in about.get_all("Classifier") or [] if c.startswith("Development Status")]
    return STATES.get(said[0].split(" :: ")[1][0], "?") if said else "-"


def megabytes(distribution: metadata.Distribution) -> float:
    return sum(file.size or 0 for file in distribution.files or []) / 1e6


def row(name: str, group: str) -> str:
    distribution = metadata.distribution(name)
    about = distribution.metadata
    cells = (name, distribution.version, group, licence(about), state(about), f"{megabytes(distribution):.1f}")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    named = named_in(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    print("| package | version | for | licence | its makers call it | MB |\n| --- | --- | --- | --- | --- | ---: |")
    for name, group in {**named, **brought_along(named)}.items():
        print(row(name, group))


if __name__ == "__main__":
    main()
