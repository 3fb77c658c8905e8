"""The walk by browser: every role, through the pages it has, from a proposal to a decision. See `walking` for how it is told."""

from base64 import b64decode
from datetime import date, datetime, timedelta

import pytest

from workbench.browser import PASSWORD, PHONE
from workbench.gallery import camera
from workbench.walking import SHANGHAI, Walk

pytest_plugins = ["workbench.offices", "workbench.browser"]


PROPOSED_TO = "示例第039号国际贸易有限公司"
ANSWERS = {"是否属于外贸企业": "是", "已享受的同类资金": "0"}
APPLIES, APPLIES_USCC, FIRST = "示例第024号国际贸易有限公司", "91310118DEM0000245", "示例首创-10"
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
PLEDGE = {"name": "信用承诺书.png", "mimeType": "image/png", "buffer": PICTURE}


def morning(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def walk(browsing) -> Walk:
    return Walk(browsing, camera())


def test_what_is_due_comes_without_an_application(walk):
    """免申即享：the firm confirms, everybody else does the rest."""
    with walk.turn_of("qiye", size=PHONE) as firm:
        firm.reads("进口贸易年度新增量扶持（2026）", "2,999,999.98")
        firm.pictured("firm-due")
        firm.follows("看怎么算的")
        firm.pictured("firm-ladder")
        firm.does("确认享受", picture="firm-confirm")
        firm.reads("已提交，等待受理")
    with walk.turn_of("shouli") as window:
        window.reads(PROPOSED_TO)
        window.pictured("desk")
        window.follows("打开下一件")
        window.does("受理")
    unit_signs(walk, "commerce", {"审核意见": "属于扶持对象和范围", **ANSWERS})
    unit_signs(walk, "economy", {"审核意见": "符合园区产业导向"})
    with walk.turn_of("qiye", size=PHONE) as firm:
        firm.reads("审核中")
        firm.pictured("firm-standing")
    treasury_signs(walk)
    letter_comes_back(walk, number="合成综保〔2026〕31号")
    with walk.turn_of("zhuban") as lead:
        lead.follows("打开下一件")
        lead.does("拟予扶持")
    meeting_decides(walk, minutes="合成纪要〔2026〕1号", outcome="通过")
    notice_begins(walk, on=date(2026, 11, 25))
    with walk.turn_of(size=PHONE) as public:
        public.follows("进口贸易年度新增量扶持（2026）")
        public.reads(PROPOSED_TO)
        public.pictured("public-notice")
    walk.until(morning(12, 3))
    with walk.turn_of("zhuban") as lead:
        lead.follows("公示期满", exact=False)
        lead.finds(PROPOSED_TO)
        lead.does("公示无异议，核定")
        lead.reads("已核定")
        lead.follows("出核定通知")
        lead.presses("发出")
        lead.pictured("paper")
        lead.printed("paper-print")
    with walk.turn_of("qiye", size=PHONE) as firm:
        firm.reads("已核定；拨付时间另行通知")
        firm.opens("收到的文书")
        firm.reads("核定")
        firm.pictured("firm-papers")


def test_an_application_with_all_that_can_come_between(walk):
    """承诺兑现：补正、协办函、不同意、人工调整、缓议、公示异议、复核。"""
    firm_is_invited(walk)
    with walk.turn_of("fuzeren", size=PHONE) as firm:
        firm.pictured("firm-openings")
        firm.presses("去申报", among=FIRST)
        firm.cannot("提交申报", "还缺材料")
        firm.fills({"联系人和电话": "合成联系人 021-00000000"})
        firm.reads("已保存")
        firm.fills({"信用承诺书（盖章）": PLEDGE})
        firm.presses("上传")
        firm.pictured("firm-draft")
        firm.does("提交申报")
    with walk.turn_of("shouli") as window:
        window.follows("打开下一件")
        asked = {"哪一项 1": "企业说明", "问题 1": "缺少（期限重新计算）", "怎样补正 1": "请说明首创业务开始的日期"}
        window.does("一次性告知补正", asked, why="缺首创日期", picture="correction")
        window.follows("出补正告知书")
        window.presses("发出")
    with walk.turn_of("fuzeren", size=PHONE) as firm:
        firm.reads("请补正材料", "企业说明")
        firm.follows("去补正")
        firm.pictured("firm-correction")
        firm.fills({"企业说明": "2026 年 3 月 2 日开始（合成）"})
        firm.reads("已保存")
        firm.fills({"怎样补正了": "已写明日期"})
        firm.presses("保存答复")
        firm.does("重新提交")
    with walk.turn_of("shouli") as window:
        window.follows("打开下一件")
        window.reads("2026 年 3 月 2 日开始（合成）")
        window.does("受理")
    against = {"审核意见": "查新范围不足", "依据条款": "第一条", **ANSWERS}
    unit_signs(walk, "commerce", against, event="签发：不同意", why="查新只到本市")
    unit_signs(walk, "economy", {"审核意见": "符合园区产业导向"})
    with walk.turn_of("zhuban") as lead:
        lead.opens("联审")
        lead.reads("不同意", "查新范围不足")
        lead.pictured("board")
    treasury_signs(walk)
    letter_comes_back(walk, number="合成综保〔2026〕91号")
    with walk.turn_of("zhuban") as lead:
        lead.follows("打开下一件")
        lead.does("人工调整金额", {"调整后金额": "280000", "依据": "第一条；合成会商纪要 2 号"})
        lead.cannot("拟予扶持", "人工调整还没有经另一人复核")
        lead.cannot("复核同意", "须由另一位主办复核")
        lead.pictured("adjustment")
    with walk.turn_of("fuhe") as second:
        second.follows("打开下一件")
        second.does("复核同意")
        second.does("拟予扶持", {"对不同意见的处理": "经协调，商务委同意按调整后金额"})
    meeting_decides(walk, minutes="合成纪要〔2026〕2号", outcome="缓议", note="请补查新报告的摘要")
    meeting_decides(walk, minutes="合成纪要〔2026〕3号", outcome="通过")
    notice_begins(walk, on=walk.today + timedelta(days=1))
    public_objects(walk)
    firm_asks_again(walk)
    with walk.turn_of("zhuban") as lead:
        lead.follows("打开下一件")
        lead.does("人工调整金额", {"调整后金额": "300000", "依据": "第一条；复核认定查新范围已足"})
    with walk.turn_of("fuhe") as second:
        second.follows("打开下一件")
        second.does("复核同意")
        second.does("拟予扶持", {"对不同意见的处理": "复核认定查新范围已足"})
    meeting_decides(walk, minutes="合成纪要〔2026〕4号", outcome="通过")
    notice_begins(walk, on=walk.today + timedelta(days=1))
    walk.until(morning(12, 18))
    with walk.turn_of("zhuban") as lead:
        lead.follows("公示期满", exact=False)
        lead.finds(APPLIES)
        lead.does("公示无异议，核定")
        lead.pictured("case")
    with walk.turn_of("fuzeren", size=PHONE) as firm:
        firm.reads("300,000.00", "已核定；拨付时间另行通知")


def test_who_only_reads_finds_the_way(walk):
    """The lead who looks something up, the policy's keeper, finance, the auditor, the public: from the menu to the figure."""
    with walk.turn_of("zhuban") as lead:
        lead.opens("申报审核")
        lead.pictured("cases")
        lead.opens("催办名单")
        lead.pictured("call-list")
        lead.opens("企业库")
        lead.pictured("registry")
        lead.finds(PROPOSED_TO)
        lead.pictured("enterprise")
        lead.opens("数据归集")
        lead.pictured("deliveries")
        lead.follows("对数")
        lead.pictured("reconciliation")
        lead.opens("查找")
        lead.fills({"编号、文号": PROPOSED_TO})
        lead.presses("查找")
        lead.follows("2026-01-00020", exact=False)
        lead.follows("打印、下载")
        lead.printed("workings-print")
    with walk.turn_of("zhengce") as policy:
        policy.opens("总览")
        policy.pictured("year")
        policy.opens("政策与口径")
        policy.pictured("readings")
        policy.follows("政策原文对照")
        policy.pictured("policy-text")
        policy.opens("扶持测算")
        policy.pictured("programmes")
        policy.finds("进口贸易年度新增量扶持（2026）")
        policy.pictured("programme")
        policy.finds("已完成")
        policy.pictured("run")
    with walk.turn_of("caiwu") as finance:
        finance.opens("扶持测算")
        finance.finds("首创业务奖励（2026）")
        finance.reads("预算", "300,000.00")
    with walk.turn_of("shenji") as auditor:
        auditor.reads("必须成立", "成立")
        auditor.pictured("audit")
        auditor.follows("抽取样本")
        auditor.fills({"种子": "20261218", "比例": "50"})
        auditor.presses("抽取样本")
        auditor.opens("日志核验")
        auditor.follows("逐条核验")
        auditor.reads("全部相符")
        auditor.pictured("chain")
        auditor.follows("权限表", among="menu")
        auditor.pictured("permissions")
    with walk.turn_of("qiye", size=PHONE) as firm:
        firm.opens("数据授权")
        firm.pictured("firm-data")
        firm.opens("我的政策")
        firm.follows("看怎么算的")
        firm.follows("372,490,492.90")
        firm.pictured("rows")
    with walk.turn_of(size=PHONE) as public:
        public.opens("扶持项目")
        public.pictured("public-start")
        public.follows("算一算", among="进口贸易年度新增量扶持（2026）")
        public.fills({"2025 年进口额": "372490492.90", "2024 年进口额": "252490493.90"})
        public.presses("算一算")
        public.reads("2,999,999.98")
        public.pictured("public-calculator")
        public.opens("扶持项目")
        public.follows("扶持登记")
        public.reads(PROPOSED_TO, APPLIES)
        public.pictured("public-awards")


def public_objects(walk: Walk) -> None:
    """Somebody with a name objects while the notice stands; it is looked into, dismissed with its reason, and answered."""
    with walk.turn_of(size=PHONE) as neighbour:
        neighbour.follows("首创业务奖励（2026）")
        neighbour.follows("提出异议")
        said = {"姓名或单位": "示例居民（合成）", "联系方式": "021-00000001", "异议事项与依据": "听说别的园区先做过"}
        neighbour.fills({"针对哪家企业": APPLIES, **said})
        neighbour.pictured("public-object")
        neighbour.presses("提交异议")
    with walk.turn_of("zhuban") as lead:
        lead.opens("公示")
        lead.finds("公示中")
        lead.does("受理异议")
        lead.does("开始核查", {"核查安排": "请市商务委复核查新报告（合成）"})
    with walk.turn_of("pizhun") as approver:
        approver.opens("公示")
        approver.finds("公示中")
        approver.pictured("notice")
        approver.does("异议不成立", why="查新报告覆盖全市，没有更早的同类业务")
    with walk.turn_of("zhuban") as lead:
        lead.opens("公示")
        lead.finds("公示中")
        lead.does("答复", {"答复": "经核查，没有更早的同类业务"})


def firm_asks_again(walk: Walk) -> None:
    """复核：the firm disputes the amount while the notice stands, and is right: the claim is deliberated anew."""
    with walk.turn_of("fuzeren", size=PHONE) as firm:
        firm.follows("看怎么算的", among=FIRST)
        firm.fills({"认为应当是多少": "应为 30 万元：查新范围已足"})
        firm.presses("申请复核")
        firm.reads("复核申请已收到")
        firm.pictured("firm-reconsider")
    with walk.turn_of("zhuban") as lead:
        lead.follows("异常", exact=False)
        lead.finds(APPLIES)
        lead.does("复查", {"复查情况": "查新报告范围为全市，已足"})
    with walk.turn_of("pizhun") as approver:
        approver.follows("异常", exact=False)
        approver.finds(APPLIES)
        approver.does("复核成立", why="查新范围已足，退回重新拟定金额")
    with walk.turn_of("zhuban") as lead:
        lead.follows("异常", exact=False)
        lead.finds(APPLIES)
        lead.does("答复", {"答复": "复核成立，重新拟定金额"})


def firm_is_invited(walk: Walk) -> None:
    """A firm that has no account yet: the admin invites its owner, who sets a password by the link in the letter."""
    with walk.turn_of("guanli") as admin:
        admin.opens("人员与角色")
        admin.follows("新建人员")
        admin.fills({"用户名": "fuzeren", "姓名": "负责人（合成）", "邮箱": "fuzeren@example.cn"})
        admin.presses("新建人员")
        admin.follows("授予角色")
        term = {"开始日期": "2026-11-01", "结束日期": "2027-11-01"}
        admin.fills({"角色": "企业负责人", "企业（统一社会信用代码或全称）": APPLIES_USCC, **term})
        admin.presses("授予角色")
        admin.pictured("invite")
        admin.presses("寄送邀请")
    with walk.turn_of(at=walk.letter_to("fuzeren@example.cn"), size=PHONE) as firm:
        firm.fills({"新口令": PASSWORD, "再输一遍": PASSWORD})
        firm.presses("设置口令")


def unit_signs(walk: Walk, unit: str, said: dict[str, str], *, event: str = "签发：同意", why: str = "") -> None:
    """One answers the unit's questions and drafts its opinion, another signs it."""
    opinion_of(walk, f"{unit}-a", said)
    with walk.turn_of(f"{unit}-b") as head:
        head.finds("待签发")
        head.pictured("review")
        head.does(event, why=why)


def treasury_signs(walk: Walk) -> None:
    opinion_of(walk, "guoku", {"审核意见": "资金已落实", "资金": "资金已落实"})
    with walk.turn_of("guoku-b") as head:
        head.finds("待签发")
        head.does("签发：同意")


def opinion_of(walk: Walk, username: str, said: dict[str, str]) -> None:
    """Interests first, then the file, then the opinion."""
    with walk.turn_of(username) as drafter:
        drafter.pictured("unit-desk")
        drafter.finds("待回避声明")
        drafter.does("声明无利害关系")
        drafter.does("开始审核")
        drafter.does("拟定意见", said, picture="opinion")


def letter_comes_back(walk: Walk, *, number: str) -> None:
    """Who does not sign in is asked by letter; one enters the reply, another checks it."""
    with walk.turn_of("zhuban") as lead:
        lead.follows("待办协办函", exact=False)
        lead.finds("联审中")
        lead.follows("海关（合成）")
        lead.follows("发出")
        lead.fills({"文号（一函一个号）": number})
        lead.presses("看函稿（所勾选的）")
        lead.presses(f"发出 {number}")
        lead.follows("2026-", exact=False)
        lead.follows("海关（合成）")
        reply = {"回函文号": "合成关函〔2026〕3号", "回函内容": "与本关统计一致", "核实结论": "核实无误"}
        lead.does("录入回函", {**reply, "列明的报关单数据是否一致": "是"})
    with walk.turn_of("shouli") as window:
        window.follows("待办协办函", exact=False)
        window.finds("联审中")
        window.follows("海关（合成）")
        window.pictured("letter")
        window.does("复核回函")


def meeting_decides(walk: Walk, *, minutes: str, outcome: str, note: str = "") -> None:
    """The lead brings the list and records what the meeting said; the approver confirms the record."""
    with walk.turn_of("zhuban") as lead:
        lead.opens("上会批次")
        lead.follows("编列批次", exact=False)
        lead.presses("编列所勾选的")
        lead.does("定稿")
        said = {
            "会议纪要文号": minutes,
            "会议日期": walk.today.isoformat(),
            "出席": "三人",
            "会议结果": outcome,
            "说明": note,
        }
        lead.pictured("list")
        lead.does("记录会议结果", said, picture="decision")
    with walk.turn_of("pizhun") as approver:
        approver.opens("上会批次")
        approver.finds("已记录会议结果")
        approver.does("确认会议结果")


def notice_begins(walk: Walk, *, on: date) -> None:
    with walk.turn_of("zhuban") as lead:
        lead.opens("公示")
        lead.presses("拟公示")
        lead.does("排期", {"公示开始日": on.isoformat()})
    walk.until(morning(on.month, on.day))
