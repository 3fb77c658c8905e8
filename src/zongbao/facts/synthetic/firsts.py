"""合成首创申报：claims of a business or model that is first of its kind; answered yes, no, or not yet; alone or joint."""

import polars as pl

from zongbao.facts.synthetic.enterprises import Firms

ZONES, ALL = "上海市综合保税区", "全部特殊监管区域"
# place, title, form, first_on, scope, recognised, recognised_on, places of joint applicants
Claim = tuple[int, str, str, str, str, str | None, str | None, tuple[int, ...]]
CLAIMS: tuple[Claim, ...] = (
    (4, "示例：保税研发货物按单耗核销", "业务", "2025-05-12", ZONES, "是", "2026-01-15", ()),
    (9, "示例：跨关区保税展示交易", "模式", "2025-08-01", ALL, "是", "2026-02-10", ()),
    (9, "示例：保税维修目录外产品返区检测", "业务", "2025-10-20", ZONES, "是", "2026-02-10", ()),
    (3, "示例：仓储货物按状态分类监管联网核查", "模式", "2023-11-06", ZONES, "是", "2026-02-24", ()),
    (10, "示例：进口医疗器械区内贴标一体化", "业务", "2025-03-18", ALL, "是", "2026-01-28", (7,)),
    (7, "示例：进口医疗器械区内贴标一体化（联合申报方）", "业务", "2025-03-18", ALL, "是", "2026-01-28", (10,)),
    (8, "示例：跨境电商退货中心仓", "模式", "2024-09-09", ZONES, "否", "2026-01-28", ()),
    (11, "示例：委托加工专用账册", "业务", "2025-11-03", ZONES, None, None, ()),
    (6, "示例：再制造料件循环出区", "业务", "2024-06-03", ZONES, "是", "2025-03-14", ()),
    (2, "示例：整车保税存储先展后征", "模式", "2025-12-01", ALL, "是", "2026-03-20", ()),
)


def claim_rows(firms: Firms) -> pl.DataFrame:
    """Claims as text under Chinese heads, one row per applicant and claim."""
    known = [claim for claim in CLAIMS if max(claim[0], *claim[7], 0) < firms.registered]
    return pl.DataFrame(
        [_row(firms, turn + 1, claim=claim) for turn, claim in enumerate(known)], infer_schema_length=None
    )


def _row(firms: Firms, turn: int, *, claim: Claim) -> dict[str, str | None]:
    place, title, form, first_on, scope, recognised, answered_on, beside = claim
    answered = recognised is not None
    return {
        "统一社会信用代码": firms.uscc[place],
        "申报编号": f"示例首创-{turn:02d}",
        "业务或模式名称": title,
        "类别": form,
        "首发日期": first_on,
        "首创范围": scope,
        "是否认定": recognised,
        "认定日期": answered_on,
        "认定文号": f"示例认定〔2026〕{turn}号" if answered else None,
        "佐证日期": first_on,
        "佐证材料": "示例：首单报关单及业务说明",
        "查新函": f"示例查新〔2026〕{turn}号",
        "查新答复": {"是": "未见先例", "否": "已有先例"}.get(recognised or ""),
        "联合申报": ";".join(firms.uscc[other] for other in beside) or None,
    }
