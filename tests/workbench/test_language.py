"""Chinese first; English for whoever asks, remembered; and what the office writes down is Chinese whoever pressed the button."""

import pytest

pytest_plugins = ["workbench.offices"]


def speaks(browser, path="/public/", **more):
    page = browser.get(path, **more).content.decode()
    return page.split('<html lang="', 1)[1].split('"', 1)[0]


def switch(browser, language, back="/public/"):
    return browser.post("/language/", {"language": language, "back": back})


def test_chinese_is_spoken_whatever_the_browser_accepts(office):
    assert speaks(office.visit(), headers={"accept-language": "en-GB,en;q=0.9"}) == "zh-hans"


@pytest.mark.parametrize("who", ["", "qiye", "zhuban"])
def test_a_language_once_chosen_is_kept_and_left_again(office, who):
    browser = office.visit(who)
    assert switch(browser, "en").url == "/public/"
    assert speaks(browser) == "en"
    assert "Programmes" in browser.get("/public/").content.decode()
    switch(browser, "zh-hans")
    assert speaks(browser) == "zh-hans"


def test_a_persons_language_goes_with_the_person_to_another_browser(office):
    switch(office.visit("qiye"), "en")
    assert speaks(office.visit("qiye"), "/my/") == "en"
    assert speaks(office.visit("zhuban"), "/desk/") == "zh-hans"


def test_a_language_nobody_speaks_changes_nothing(office):
    browser = office.visit()
    switch(browser, "tlh")
    assert speaks(browser) == "zh-hans"


def test_every_page_offers_the_other_language_in_that_language(office):
    for path in ("/public/", "/sign-in/", "/public/notices/", "/forgot/"):
        assert '<button lang="en">English</button>' in office.visit().get(path).content.decode(), path
    browser = office.visit()
    switch(browser, "en")
    assert '<button lang="zh">中文</button>' in browser.get("/sign-in/").content.decode()


def test_a_refusal_is_read_in_english(office):
    browser = office.visit("qiye")
    switch(browser, "en")
    case = office.proposal()
    page = browser.post(f"/act/case/{case.pk}/waive/", {"expected_version": case.version + 1, "comment": "x"})
    assert page.status_code == 422
    assert "This has changed since you opened the page" in page.content.decode()


def test_what_an_english_reader_does_is_written_down_in_chinese(office):
    from zongbao.workbench.inbox.models import Message

    case = office.reach("submitted")
    desk, firm = office.visit("shouli"), office.visit("qiye")
    switch(desk, "en")
    switch(firm, "en")
    desk.post(f"/act/case/{case.pk}/accept_formal/", {"expected_version": case.version})
    told = Message.objects.filter(user__username="qiye").first()
    assert told.sentence == f"申报件 {case} {case.enterprise}：审核中"
    assert (
        f'Case {case}\N{NO-BREAK SPACE}<span lang="zh">{case.enterprise}</span>: In review'
        in firm.get("/messages/").content.decode()
    )


def test_a_published_page_is_chinese_whoever_looks(office):
    from django.utils import translation

    from zongbao.workbench.notices.pages import paper_of, written_page

    case = office.reach("notice")
    notice = case.lines.last().meeting.notices.get()
    with translation.override("en"):
        assert written_page(paper_of(notice, day=office.at.date())) == notice.page


def test_a_policys_own_sentences_are_read_in_english(office):
    browser = office.visit("qiye")
    switch(browser, "en")
    case = office.proposal()
    page = browser.get(f"/my/{case.pk}/").content.decode()
    assert "Growth that counts: negative growth counts as zero" in page
    assert "Support for the yearly growth of imports (2026)" in page


@pytest.mark.parametrize(("n", "told"), [(1, "Wrote 1 enterprise"), (2, "Wrote 2 enterprises")])
def test_what_is_counted_agrees_with_its_figure_where_it_is_said_and_where_it_is_read(office, n, told):
    from django.utils import translation

    from zongbao.workbench.face.figures import counted
    from zongbao.workbench.face.language import read

    kept = counted("已写入 {n} 家企业", n)
    assert kept == f"已写入 {n} 家企业"
    with translation.override("en"):
        assert counted("已写入 {n} 家企业", n) == told
        assert read(kept) == told


def test_a_policy_that_comes_while_the_office_runs_has_its_english_at_once(office, tmp_path):
    import shutil

    from zongbao.rules.policy import folder_of
    from zongbao.workbench.accounts.models import User
    from zongbao.workbench.inbox.telling import tell
    from zongbao.workbench.programmes.models import Programme

    browser = office.visit("qiye")
    switch(browser, "en")
    tell([User.objects.get(username="qiye")], "合成的一句新话", place="/", at=office.at)
    assert "A sentence that is new" not in browser.get("/messages/").content.decode()
    folder = shutil.copytree(folder_of("qingpu_2024"), tmp_path / "another")
    with (folder / "english.yaml").open("a", encoding="utf-8") as file:
        file.write("合成的一句新话: a sentence that is new\n")
    Programme.objects.filter(measure="first_of_kind").update(policy=str(folder))
    assert "A sentence that is new" in browser.get("/messages/").content.decode()


def test_a_last_day_says_its_weekday(office):
    from datetime import date

    from django.utils import translation

    from zongbao.workbench.face.figures import due
    from zongbao.workbench.face.language import read

    said = [due(date(2026, 12, day)) for day in range(4, 11)]
    assert [words[-2:] for words in said] == ["周五", "周六", "周日", "周一", "周二", "周三", "周四"] and due(
        None
    ) == ""
    with translation.override("en"):
        assert due(date(2026, 12, 4)) == read(said[0]) == "2026-12-04 Fri"
        assert "2026-12-04 Fri" in read(f"公示到 {said[0]} 期满")


def test_what_is_edited_in_a_policys_english_is_read_without_a_restart(office_store, tmp_path, monkeypatch):
    from types import SimpleNamespace

    from django.utils import translation

    from zongbao.workbench.face import language

    monkeypatch.setattr(language, "load_policy", lambda _name: SimpleNamespace(folder=tmp_path))
    monkeypatch.setattr(language, "import_string", lambda _place: lambda: ["合成"])
    for english in ("", "One way", "Another way"):
        if english:
            (tmp_path / "english.yaml").write_text(f"合成的一句原文: {english}\n", encoding="utf-8")
        language.IN_USE.set(None)
        with translation.override("en"):
            assert language.read("合成的一句原文") == (english or "合成的一句原文")
    language.IN_USE.set(None)
