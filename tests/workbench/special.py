"""Pages that only special data reach: a registry sheet before it is confirmed, a delivery with findings, a sample, a
finding, what waits to be done together.

Run as a program it makes them in the office of ZONGBAO_STORE and prints their addresses: for a browser that looks at a copy.
"""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from workbench.furnished import owned

RATES = "月份,币种,每单位折人民币,来源\n2012-01,EUR,7.1234,合成\n2012-02,EUR,七点一,合成\n".encode()
ROWS = (
    "91310118MA1K2F3G4B,合成新企业,3122666ZZZ,2026-03-01,,,,AEO 高级",
    "不是代码,合成坏行,,2026-13-01,,,,",
)
HEADS = "统一社会信用代码,企业名称,海关编码,入驻日期,迁出日期,行业,前身企业,资质"


def made(office) -> dict[str, list[str]]:
    """Who opens which address."""
    from zongbao.workbench.audit import sampling
    from zongbao.workbench.audit.models import Finding, Sample
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.deliveries.services import carry_out, take_in
    from zongbao.workbench.sheets.aside import put_aside

    why = {"basis": "合成授权书", "purpose": "测算", "term": "2030 年底", "covers": "", "corrects": ""}
    by, auditor = office.actor("zhuban"), office.actor("shenji")
    taken = take_in("rates", [SimpleUploadedFile("汇率.csv", RATES)], about=why, by=by, at=office.at)
    delivery = carry_out(taken, at=office.at)
    sheet = put_aside(SimpleUploadedFile("企业.csv", "\n".join([HEADS, *ROWS]).encode()))
    sample = sampling.draw(Sample(seed="20261218", percent=50), by=auditor, at=office.at)
    case = sample.cases.earliest("pk")
    asked = sampling.ask(Finding(case=case, sample=sample, question="为什么"), by=auditor, at=office.at)
    sampling.answer(asked, "已核对", by=by, at=office.at)
    sampling.ask(Finding(case=case, question="另一处"), by=auditor, at=office.at)
    for waits in Case.objects.filter(state="proposed", outcome__payable__gt=0).order_by("pk")[:2]:
        owned(waits.enterprise)
        office.fire(waits, "confirm", by="qiye")
    return {
        "shouli": ["/desk/", "/act/case/accept_formal/"],
        "zhuban": [f"/deliveries/{delivery.pk}/", f"/enterprises/import/{sheet}/", "/findings/"],
        "shenji": [f"/audit/samples/{sample.pk}/", "/findings/", f"/cases/{case.pk}/findings/new/"],
    }


if __name__ == "__main__":
    import os
    from pathlib import Path

    import django

    django.setup()
    from workbench.offices import Office

    print(json.dumps(made(Office(Path(os.environ["ZONGBAO_STORE"])))))
