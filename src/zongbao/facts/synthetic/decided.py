"""合成决定：one reading decided, and a guideline that sets what the text leaves open. Both made up, and said to be."""

from datetime import date

from zongbao.facts.decisions import Decision
from zongbao.facts.synthetic.wish import POLICY_STARTS_ON

POLICY = "qingpu_2024"
OWNER = "区商务委（示例）"
MINUTES, GUIDELINE = "示例纪要〔2026〕1号", "示例指南〔2026〕1号"
DECIDED_ON = date(2026, 3, 2)
MADE_UP = "合成数据：并无此文"
# name, value (rates in ppm, money in fen, areas in square metres), paper
DECIDED = (
    ("year_pair", "previous_two", MINUTES),
    ("storage_fee.rate", 500_000, GUIDELINE),
    ("storage_fee.ceiling", 50_000_000, GUIDELINE),
    ("storage_month.unit_price", 4_500, GUIDELINE),
    ("storage_month.area_limit", 3_000, GUIDELINE),
)


def decisions() -> list[Decision]:
    """The decisions of the made-up zone, published on the day they were made, in force with the policy."""
    day = DECIDED_ON.isoformat()
    return [
        Decision(
            policy=POLICY,
            name=name,
            value=value,
            paper=paper,
            owner=OWNER,
            published_on=day,
            starts_on=POLICY_STARTS_ON.isoformat(),
            recorded_on=day,
            place=MADE_UP,
            made_up=True,
        )
        for name, value, paper in DECIDED
    ]
