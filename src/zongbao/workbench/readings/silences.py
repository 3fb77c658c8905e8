"""What the text leaves open: readings, and figures that only a guideline can set. Each has a name, words and a home."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zongbao.evaluation.amounts import typed, unit_name, written
from zongbao.evaluation.question import SHARES, read_value
from zongbao.evaluation.stakes import OF_FACTS
from zongbao.refusals import Refusal
from zongbao.rules.page import Page
from zongbao.rules.parameters import OPEN
from zongbao.rules.policy import Policy
from zongbao.workbench.face.figures import UNITS, quantity


@dataclass(frozen=True)
class Silence:
    """One silence: its name, the words it hangs on, the measure it is first about, and its options (none for a figure)."""

    name: str
    about: str
    measure: str
    clause: str
    options: Mapping[str, str]
    unit: str = ""

    @property
    def is_figure(self) -> bool:
        return not self.options

    def words(self, value: Any) -> Any:
        """A value in words: the sentence of an option, or a figure as it is written."""
        if value is None:
            return None
        return quantity(written(self.unit, value), unit_name(self.unit)) if self.is_figure else self.options.get(value)

    @property
    def how_to_type(self) -> str:
        """How its figure is written into the form."""
        if self.unit == "ppm":
            return _("写成比例，如 2.5%")
        told = UNITS.get(unit_name(self.unit))
        return _("单位：{unit}").format(unit=str(told).format(figure="").strip()) if told else _("写整数")

    def as_typed(self, value: Any) -> Any:
        """A value as somebody types it into the form: an option's key, or a figure that `value_of` reads back."""
        return typed(self.unit, value) if self.is_figure and value is not None else value

    @property
    def of_facts(self) -> bool:
        """Whether it is about rows that wait to be classified or corrected: such rows are mended, seldom decided."""
        return self.name.endswith(OF_FACTS)


def silences(policy: Policy) -> dict[str, Silence]:
    """Every silence of a policy by its name."""
    readings = {
        key: Silence(key, r.about, home.name, home.clause, {k: o.text for k, o in r.options.items()})
        for key, r in policy.readings.items()
        for home in [_home(policy, key)]
    }
    figures = {
        f"{page.name}.{name}": Silence(
            f"{page.name}.{name}", f"{p.phrase}：{p.about}", _measure_of(policy, page).name, p.clause, {}, p.unit
        )
        for page in policy.pages.values()
        for name, p in page.parameters.items()
        if any(value == OPEN for _day, value in p.values)
    }
    return readings | figures


def _home(policy: Policy, key: str) -> Page:
    """The measure a reading is told under: its own, or the first that takes it."""
    own = policy.readings[key].measure
    if own in policy.measures:
        return policy.pages[own]
    users = [p for p in policy.pages.values() if key in p.readings_used(policy.readings)]
    return _measure_of(policy, users[0]) if users else next(iter(policy.measures.values()))


def _measure_of(policy: Policy, page: Page) -> Page:
    """The measure that sums a finer page, or the page itself."""
    if page.is_measure:
        return page
    above = [
        m for m in policy.measures.values() if any(i.source.startswith(f"{page.name}.") for i in m.inputs.values())
    ]
    return above[0] if above else page


class NotAnOption(Refusal):
    """The value is no option of the reading, or no figure of its unit."""


def value_of(silence: Silence, said: str) -> Any:
    """What is decided, as the facts keep it: an option, or a figure in its least unit. NotAnOption."""
    if not silence.is_figure:
        if said not in silence.options:
            raise NotAnOption(f"“{said}”不是口径“{silence.about}”的选项")
        return said
    if silence.unit == "ppm" and not said.strip().endswith(tuple(SHARES)):
        raise NotAnOption(_("“{said}”不是比例：请连同百分号写，如 2.5%").format(said=said))
    value = read_value(silence.unit, said)
    if not isinstance(value, int):
        raise NotAnOption(f"“{said}”不是 {silence.name} 的值：金额写元，比例写 50%，其余写整数")
    return value
