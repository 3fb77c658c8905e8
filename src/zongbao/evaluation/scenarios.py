"""Scenarios: what if the figures or the readings were others. A file of `name`, `parameters`, `readings`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zongbao.evaluation.question import read_value
from zongbao.refusals import Unreadable, WrongUsage
from zongbao.rules.policy import Policy
from zongbao.rules.strict_yaml import NotStrict, load


@dataclass(frozen=True)
class Scenario:
    """A name, and what is supposed: `page.parameter` → value, reading → option."""

    name: str
    supposed: Mapping[str, Any]


def read_scenario(policy: Policy, file: Path) -> Scenario:
    """Read a scenario file against a policy; unknown parameters, readings or options are wrong usage."""
    if not file.is_file():
        raise Unreadable(f"没有方案文件“{file}”")
    said = _loaded(file)
    strange = set(said) - {"name", "parameters", "readings"}
    if strange:
        raise WrongUsage(f"{file.name} 有不认识的键：{'、'.join(sorted(map(str, strange)))}")
    supposed = {n: read_value(policy.parameter(n).unit, v) for n, v in _named(file, said, part="parameters")}
    supposed |= {
        reading_of(policy, n): option_of(policy, n, option=str(v)) for n, v in _named(file, said, part="readings")
    }
    return Scenario(str(said.get("name") or file.stem), supposed)


def _loaded(file: Path) -> Mapping[str, Any]:
    try:
        said = load(file)
    except (NotStrict, UnicodeDecodeError) as fault:
        raise Unreadable(f"方案文件“{file.name}”读不出来：{fault}") from None
    if not isinstance(said, Mapping):
        raise Unreadable(f"方案文件“{file.name}”应写 name、parameters、readings 三项")
    return said


def _named(file: Path, said: Mapping[str, Any], *, part: str) -> list[tuple[str, Any]]:
    values = said.get(part) or {}
    if not isinstance(values, Mapping):
        raise Unreadable(f"方案文件“{file.name}”的 {part} 应是“名称: 值”")
    return [(str(name), value) for name, value in values.items()]


def reading_of(policy: Policy, name: str) -> str:
    """The key of a reading, written alone or as `measure.key`."""
    key = name.rpartition(".")[2]
    if key not in policy.readings:
        raise WrongUsage(f"政策 {policy.name} 没有口径“{name}”；有：{'、'.join(policy.readings)}")
    return key


def option_of(policy: Policy, name: str, *, option: str) -> str:
    """An option of a reading, if it has it."""
    reading = policy.readings[reading_of(policy, name)]
    if option not in reading.options:
        raise WrongUsage(f"口径“{reading.key}”没有选项“{option}”；有：{'、'.join(reading.options)}")
    return option
