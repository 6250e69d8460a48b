import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries, Settings

from zhijian.console.tests.reading import refusals, typed, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.tests import samples
from zhijian.foundation.library.tests.builders import (
    MP3,
    PNG,
    a_file,
    a_pack,
    a_recording,
    an_article,
    an_image,
)
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers.tests.builders import a_rule

pytestmark = pytest.mark.django_db

LIST = "/console/library/"


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def address_of(item: Item, end: str = "") -> str:
    return f"{LIST}items/{item.code}/{end}"


def titles(page: str) -> list[str]:
    rows = page[page.index('id="items"') :].partition("</ul>")[0]
    return re.findall(r'<span class="grow"><b>(.*?)</b>', rows)


def shown(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def form_of(item: Item, **changed: Any) -> dict[str, Any]:
    return {
        "title": item.title,
        "summary": item.summary,
        "body": item.body,
        "is_findable": "on",
        "version": item.version,
        **changed,
    }


class TestList:
    def test_newest_stand_first_with_facts_and_where_they_are_used(
        self, as_lin: Client, account: Account
    ) -> None:
        article = an_article(account, "读本", body="字" * 600)
        a_pack(account, article, title="学习资料")
        a_rule(account, "两学一做", article)

        page = shown(as_lin, LIST)

        assert titles(page) == ["学习资料", "读本"]
        assert "文章，600 字，约 2 分钟" in page
        assert "用在 2 处" in page

    @pytest.mark.parametrize("word", ["党费", "黨費", "dangfei", "dfjn", "交纳"])
    def test_search_takes_signs_pinyin_and_initials(
        self, as_lin: Client, account: Account, word: str
    ) -> None:
        an_article(account, "党费交纳办法")
        an_article(account, "夜校课表")

        assert titles(shown(as_lin, LIST, q=word)) == ["党费交纳办法"]

    def test_a_kind_is_shown_alone(self, as_lin: Client, account: Account) -> None:
        an_article(account, "读本")
        an_image(account, "海报")

        assert titles(shown(as_lin, LIST, show="image")) == ["海报"]

    def test_what_is_about_to_end_has_a_chip_of_its_own(self, as_lin: Client, account: Account) -> None:
        an_article(account, "快到期", rights_until=localdate() + timedelta(days=38))
        an_article(account, "还早", rights_until=localdate() + timedelta(days=300))

        page = shown(as_lin, LIST, show="expiring")

        assert titles(page) == ["快到期"]
        assert "还有 38 天" in page

    def test_as_one_types_only_the_list_is_sent(self, as_lin: Client, account: Account) -> None:
        an_article(account, "读本")

        piece = as_lin.get(LIST, {"q": "读"}, headers={"HX-Request": "true", "HX-Target": "items"})

        assert piece.content.decode().startswith('<div id="items">')

    def test_a_long_list_costs_no_more_queries_than_a_short_one(
        self, as_lin: Client, account: Account, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        picture = an_image(account)
        for number in range(12):
            a_pack(account, an_article(account, str(number), cover=picture), title=f"包{number}")
        piece = {"HX-Request": "true", "HX-Target": "items"}
        as_lin.get(LIST, headers=piece)

        with django_assert_num_queries(11):  # one of them asks for his posts
            as_lin.get(LIST, headers=piece)

    def test_things_of_another_account_are_not_here(self, as_lin: Client, account: Account) -> None:
        an_article(account, "我们的")
        an_article(an_account("other", name="龙口村"), "别人的")

        assert titles(shown(as_lin, LIST)) == ["我们的"]

    def test_empty_library_says_what_to_begin_with(self, as_lin: Client, account: Account) -> None:
        assert "资料库还是空的" in shown(as_lin, LIST)


class TestAdding:
    @pytest.mark.parametrize(
        ("kind", "values"),
        [
            ("text", {"title": "办公时间", "body": "周一到周五"}),
            ("link", {"title": "原文", "url": "https://news.example/a", "summary": "一句话"}),
            (
                "article",
                {"title": "读本", "body": "第一段\r\n第二段", "source": "《青禾日报》", "rights": "书面同意"},
            ),
            ("large", {"title": "一张纸", "body": "一学\r\n二学"}),
            ("question", {"title": "小事", "body": "哪件小事？"}),
        ],
    )
    def test_each_kind_is_kept_as_typed(
        self, as_lin: Client, account: Account, kind: str, values: dict[str, str]
    ) -> None:
        response = as_lin.post(
            f"{LIST}new/{kind}/", {**values, "rights_until": "2027-01-31", "is_findable": "on"}
        )

        item = Item.objects.get()
        assert (response.status_code, response["Location"]) == (302, f"{LIST}?saved={item.code}")
        assert (item.kind, str(item.rights_until), item.is_findable) == (kind, "2027-01-31", True)
        expected = {name: value.replace("\r\n", "\n") for name, value in values.items()}
        assert {name: getattr(item, name) for name in values} == expected

    @pytest.mark.parametrize(
        ("kind", "content", "name"),
        [
            ("image", PNG, "河.png"),
            ("voice", MP3, "a.mp3"),
            ("video", samples.an_mp4(), "a.mp4"),
            ("audio", samples.an_m4a(90), "a.m4a"),
        ],
    )
    def test_files_are_kept(
        self, as_lin: Client, account: Account, kind: str, content: bytes, name: str
    ) -> None:
        as_lin.post(f"{LIST}new/{kind}/", {"title": "文件", "file": SimpleUploadedFile(name, content)})

        item = Item.objects.get()
        assert (item.kind, item.file_name, item.size_bytes) == (kind, name, len(content))

    def test_refused_file_says_why_and_keeps_the_words(self, as_lin: Client, account: Account) -> None:
        response = as_lin.post(
            f"{LIST}new/voice/", {"title": "问候", "file": SimpleUploadedFile("a.mp3", samples.an_mp3(75))}
        )

        page = response.content.decode()
        assert (response.status_code, typed(page, "title"), Item.objects.count()) == (422, ["问候"], 0)
        assert "微信语音最长 60 秒，这段有1 分 15 秒" in refusals(page)[0]
        assert "文件要再选一次" in page

    def test_missing_file_is_asked_for(self, as_lin: Client, account: Account) -> None:
        page = as_lin.post(f"{LIST}new/image/", {"title": "图"}).content.decode()

        assert refusals(page)[0] == "选一个文件"

    def test_refusals_stand_beside_their_fields_and_nothing_typed_is_lost(
        self, as_lin: Client, account: Account
    ) -> None:
        response = as_lin.post(
            f"{LIST}new/article/",
            {"title": "", "body": "写了很多", "source": "报社", "rights_until": "明年"},
        )

        page = response.content.decode()
        assert (response.status_code, typed(page, "body"), typed(page, "source")) == (
            422,
            ["写了很多"],
            ["报社"],
        )
        assert sorted(refusals(page)) == ["写成 2026-12-31 这样的日子", "起个名字"]
        assert '<details class="sheet fold" open>' in page

    def test_source_of_a_page_is_cleaned_on_the_way_in(self, as_lin: Client, account: Account) -> None:
        as_lin.post(
            f"{LIST}new/article/", {"title": "读本", "body": "<h2>一</h2><p>甲<script>x()</script></p>"}
        )

        assert Item.objects.get().body == "## 一\n甲"

    def test_what_is_made_for_a_pack_goes_into_it(self, as_lin: Client, account: Account) -> None:
        pack = a_pack(account, an_article(account, "读本"))

        response = as_lin.post(f"{LIST}new/large/", {"title": "一张纸", "body": "一学", "into": pack.code})

        assert response["Location"] == address_of(pack)
        assert list(pack.pack_parts.values_list("item__title", "role")) == [
            ("读本", "reading"),
            ("一张纸", "large"),
        ]


class TestChanging:
    def test_saved_item_is_new_everywhere(self, as_lin: Client, lin: Staff, account: Account) -> None:
        item = an_article(account, "旧名")

        as_lin.post(address_of(item), form_of(item, title="新名", body="新的"))

        item.refresh_from_db()
        assert (item.title, item.body, item.changed_by_name) == ("新名", "新的", str(lin))

    def test_button_says_how_many_places_change(self, as_lin: Client, account: Account) -> None:
        item = an_article(account)
        for word in ("甲", "乙", "丙"):
            a_rule(account, word, item)

        page = shown(as_lin, address_of(item))

        assert "保存，3 处一起换新" in page
        assert "规则 乙" in page

    def test_second_editor_sees_what_the_first_did_and_loses_nothing(
        self, as_lin: Client, account: Account
    ) -> None:
        item = an_article(account, "旧名")
        seen = item.version
        library.change_item(Item.objects.get(), by="周敏", title="周的名字")

        response = as_lin.post(address_of(item), form_of(item, title="林的名字", version=seen))
        page = response.content.decode()
        again = as_lin.post(
            address_of(item), form_of(item, title="林的名字", version=typed(page, "version")[0])
        )

        assert (response.status_code, typed(page, "title"), Item.objects.get().title) == (
            422,
            ["林的名字"],
            "林的名字",
        )
        assert ("周敏" in page, "周的名字" in page, again.status_code) == (True, True, 302)

    def test_unused_item_leads_to_a_rule_that_sends_it(self, as_lin: Client, account: Account) -> None:
        item = an_article(account, "读本")

        address = f"/console/answers/rules/new/?item={item.code}"

        assert address in shown(as_lin, address_of(item))
        assert (typed(shown(as_lin, address), "part_item"), "读本" in shown(as_lin, address)) == (
            [item.code],
            True,
        )

    def test_another_file_takes_the_place_of_the_old(self, as_lin: Client, account: Account) -> None:
        item = an_image(account)
        new = samples.a_png(20, 20)

        as_lin.post(address_of(item, "file/"), {"file": SimpleUploadedFile("b.png", new)})

        item.refresh_from_db()
        assert (item.width, item.file_name) == (20, "b.png")

    def test_refused_file_leaves_the_old_one(self, as_lin: Client, account: Account) -> None:
        item = an_image(account)

        response = as_lin.post(address_of(item, "file/"), {"file": SimpleUploadedFile("b.png", MP3)})

        assert (response.status_code, Item.objects.get().file_name) == (422, "a.png")
        assert "这是 MP3 文件" in refusals(response.content.decode())[0]

    def test_who_reviewed_it_and_when_stands_there(
        self, as_lin: Client, lin: Staff, account: Account
    ) -> None:
        item = an_article(account)

        as_lin.post(address_of(item, "review/"))

        assert f"{lin} " in words_of(shown(as_lin, address_of(item))).partition("校过。")[0]

    def test_copy_goes_to_the_account_one_chose(self, as_lin: Client, account: Account) -> None:
        item, other = an_article(account), an_account("other", name="河东村党支部")

        as_lin.post(address_of(item, "copy/"), {"to": other.slug})

        assert Item.objects.filter(account=other).get().title == item.title

    def test_unused_item_is_removed(self, as_lin: Client, account: Account) -> None:
        item = an_article(account)

        response = as_lin.post(address_of(item, "removal/"))

        assert (response["Location"], Item.objects.count()) == (LIST, 0)

    def test_item_in_use_stays_and_the_places_are_named(self, as_lin: Client, account: Account) -> None:
        item = an_article(account)
        a_rule(account, "两学一做", item)
        a_pack(account, item, title="学习资料")
        Account.objects.update(
            menu=[{"name": "看学习", "type": "view", "url": f"https://x/read/{item.code}?a=1"}]
        )

        response = as_lin.post(address_of(item, "removal/"))

        words = words_of(response.content.decode())
        assert (response.status_code, Item.objects.filter(pk=item.pk).exists()) == (422, True)
        assert [name in words for name in ("规则 两学一做", "资料包 学习资料", "菜单 看学习")] == [True] * 3


class TestPacks:
    def rows(self, *rows: tuple[str, str, str], **more: Any) -> dict[str, Any]:
        return {
            "title": "学习资料",
            "body": "您好",
            "part_role": [role for role, _item, _text in rows],
            "part_item": [item for _role, item, _text in rows],
            "part_text": [text for _role, _item, text in rows],
            **more,
        }

    def test_pack_of_four_is_made_in_one_go(self, as_lin: Client, account: Account) -> None:
        article, recording = an_article(account), a_recording(account)

        as_lin.post(
            f"{LIST}new/pack/",
            self.rows(
                ("audio", recording.code, ""),
                ("reading", article.code, ""),
                ("large", "", ""),
                ("question", "", "哪件小事让您觉得合格？"),
            ),
        )

        pack = Item.objects.get(kind="pack")
        parts = [(place.role, place.item.kind, place.item.title) for place in pack.pack_parts.all()]
        assert (pack.title, pack.body) == ("学习资料", "您好")
        assert parts == [
            ("audio", "audio", "读本录音"),
            ("reading", "article", "小事不小"),
            ("question", "question", "哪件小事让您觉得合格？"),
        ]

    def test_row_buttons_change_the_draft_and_save_nothing(self, as_lin: Client, account: Account) -> None:
        first, second = an_article(account, "一"), an_article(account, "二")
        rows = (("reading", first.code, ""), ("reading", second.code, ""))
        found = {}

        for act in ("add-question", "up-1", "down-0", "remove-0", "draft", "up-99", "nonsense"):
            page = as_lin.post(f"{LIST}new/pack/", self.rows(*rows, act=act)).content.decode()
            names = {first.code: "一", second.code: "二", "": ""}
            codes = re.findall(r'<option value="(\w*)" selected>|name="part_item" value="(\w*)" hidden', page)
            found[act] = "".join(names[a or b] for a, b in codes), page.count('name="part_role"')

        assert found == {
            "add-question": ("一二", 3),
            "up-1": ("二一", 2),
            "down-0": ("二一", 2),
            "remove-0": ("二", 1),
            "draft": ("一二", 2),
            "up-99": ("一二", 2),
            "nonsense": ("一二", 2),
        }
        assert Item.objects.filter(kind="pack").count() == 0

    def test_changed_question_says_the_new_words(self, as_lin: Client, account: Account) -> None:
        pack = library.add_pack(
            account_id=account.pk, title="包", parts=[library.Piece(question="旧题？")], actor="t"
        )
        question = pack.pack_parts.get().item

        as_lin.post(
            address_of(pack), self.rows(("question", question.code, "新题？"), version=str(pack.version))
        )

        question.refresh_from_db()
        assert (question.body, Item.objects.filter(kind="question").count()) == ("新题？", 1)

    def test_permission_that_ends_stands_beside_its_part(self, as_lin: Client, account: Account) -> None:
        recording = a_recording(account, source="镇广播站", rights_until=localdate() + timedelta(days=38))

        page = shown(as_lin, address_of(a_pack(account, recording)))

        assert ("镇广播站" in page, "还有 38 天。" in page) == (True, True)

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"title": ""}, "起个名字"),
            ({"part_item": [""]}, "资料包里至少放一样东西"),
            ({"part_item": ["gone"]}, "资料库里已经没有这一样了，换一样吧"),
            ({"body": "长" * 601}, "写了 601 字，上限 600 字"),
        ],
    )
    def test_refusals_keep_everything(
        self, as_lin: Client, account: Account, changed: dict[str, Any], says: str
    ) -> None:
        article = an_article(account)
        response = as_lin.post(f"{LIST}new/pack/", self.rows(("reading", article.code, ""), **changed))

        page = response.content.decode()
        assert (response.status_code, refusals(page)) == (422, [says])
        assert typed(page, "title") == [changed.get("title", "学习资料")]

    def test_item_of_another_account_cannot_be_put_in(self, as_lin: Client, account: Account) -> None:
        foreign = an_article(an_account("other", name="龙口村"))

        response = as_lin.post(f"{LIST}new/pack/", self.rows(("reading", foreign.code, "")))

        assert (response.status_code, Item.objects.filter(kind="pack").count()) == (422, 0)

    def test_second_editor_of_a_pack_is_told(self, as_lin: Client, account: Account) -> None:
        article = an_article(account)
        pack = a_pack(account, article)
        seen = pack.version
        library.change_item(Item.objects.get(pk=pack.pk), by="周敏", title="周的名字")

        response = as_lin.post(
            address_of(pack), self.rows(("reading", article.code, ""), title="林的", version=str(seen))
        )

        page = response.content.decode()
        assert (response.status_code, "周敏" in page, "周的名字" in page) == (422, True, True)
        assert Item.objects.get(pk=pack.pk).title == "周的名字"

    def test_preview_shows_what_is_typed(self, as_lin: Client, account: Account) -> None:
        article = an_article(account, "读本")

        page = as_lin.post(
            f"{LIST}pack-preview/", self.rows(("reading", article.code, ""), ("question", "", "哪件小事？"))
        ).content.decode()

        assert words_of(page).endswith("您好 读本 一只沙箱的故事 想一想，说一说：哪件小事？")


class TestAtWeChat:
    def test_store_is_counted_in_words(self, as_lin: Client, account: Account) -> None:
        library.note_counted(account_id=account.pk, images=12, voices=950, videos=1000)

        words = words_of(shown(as_lin, f"{LIST}media/"))

        assert "图片 12 其中这里放的 0 99,988" in words
        assert "语音 快满了 950" in words
        assert "视频 满了 1,000" in words

    def test_keeping_for_good_is_planned_and_has_a_page(
        self, as_lin: Client, lin: Staff, account: Account
    ) -> None:
        item = an_image(account)

        response = as_lin.post(address_of(item, "permanent/"), {"keep": "yes"})

        task = Task.objects.get()
        assert (task.name, task.arguments, task.for_staff_id) == (
            "library.keep_permanent",
            {"item": item.pk},
            lin.pk,
        )
        assert as_lin.get(response["Location"]).status_code == 200

    def test_unverified_account_is_told_and_asks_nothing(self, as_lin: Client, account: Account) -> None:
        item = an_image(account)
        Account.objects.update(is_verified=False)

        page = shown(as_lin, address_of(item))
        response = as_lin.post(address_of(item, "permanent/"))

        assert ("没认证的号传不了素材" in page, response.status_code, Task.objects.count()) == (True, 403, 0)

    def test_refusal_stands_beside_the_item(self, as_lin: Client, account: Account) -> None:
        item = a_file(account, "voice", MP3)
        library.note_refused(item=item, code=40005, why="文件类型不对")

        assert "微信没收下：文件类型不对" in shown(as_lin, address_of(item))


class TestToday:
    def test_permission_that_ends_soon_or_ended_is_a_line(self, as_lin: Client, account: Account) -> None:
        for title, days in (("还早", 15), ("快了", 14), ("今天", 0), ("过了", -3)):
            an_article(account, title, rights_until=localdate() + timedelta(days=days))

        words = words_of(shown(as_lin, "/console/"))

        assert [f"“{title}”的许可" in words for title in ("还早", "快了", "今天", "过了")] == [
            False,
            True,
            True,
            True,
        ]
        assert words.index("“过了”") < words.index("“今天”") < words.index("“快了”")

    def test_refused_file_and_full_store_are_lines(self, as_lin: Client, account: Account) -> None:
        library.note_refused(item=an_image(account), code=40005, why="不对")
        library.note_counted(account_id=account.pk, images=0, voices=950, videos=0)

        words = words_of(shown(as_lin, "/console/"))

        assert ("“河与桥”没传上微信" in words, "微信的永久素材快满了" in words) == (True, True)


def test_pasted_page_comes_back_as_lines(as_lin: Client, account: Account) -> None:
    response = as_lin.post(f"{LIST}cleaning/", {"html": "<h1>题</h1><p>甲<b>乙</b></p>"})

    assert (response["Content-Type"], response.content.decode()) == (
        "text/plain; charset=utf-8",
        "## 题\n甲**乙**",
    )
