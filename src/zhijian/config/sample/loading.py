"""Putting the sample into an empty house."""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import localdate

from zhijian.config.sample import PASSWORD, SLUG, caring, content, following
from zhijian.config.sample.settling import Town
from zhijian.foundation.accounts import minting
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.kinds import Kind
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item
from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff import services as staff
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import services as answers
from zhijian.rooms.answers.models import Rule

ACTOR = "demo"
_PICTURES = Path(__file__).parent / "pictures"


def load() -> bool:
    """Load the town, its staff and accounts, its library, rules and menu in one transaction; once."""
    with transaction.atomic():
        if Account.objects.filter(slug=SLUG).exists():
            return False
        town = _town()
        _take_on_staff(town)
        account = _add_account(town)
        following.let_follow(account, members=town.members if town else {})
        others = {
            slug: _add_other(town, slug=slug, name=name, unit=unit)
            for slug, name, unit in content.OTHER_ACCOUNTS
        }
        for other in others.values():
            following.let_follow(other, members={})
        if town:
            caring.say_how_people_are_reached(town)
            caring.remember_past_months(town)
            caring.keep_register(town, {SLUG: account, **others})
        _add_rules(account, _add_library(account))
        answers.change_settings(account_id=account.pk, searches_library=True, by=ACTOR)
        _set_menu(account)
    return True


def _town() -> Town | None:
    """Nobody moves in beside people who are here already: an operator may try the demo in his own house."""
    if Unit.objects.exists():
        return None
    town = Town()
    town.settle()
    return town


def _take_on_staff(town: Town | None) -> None:
    """All with the password everybody knows, hashed once: hashing takes its time on purpose."""
    password = make_password(PASSWORD)
    for username, name, role, unit in content.STAFF:
        if Staff.objects.filter(username=username).exists():
            continue
        where = town.units[unit] if town and unit else None
        colleague = staff.take_on(
            username=username, password=None, role=role, name=name, unit=where, is_sample=True, actor=ACTOR
        )
        Staff.objects.filter(pk=colleague.pk).update(password=password)


def _add_account(town: Town | None) -> Account:
    return accounts.add_account(
        **_secrets(),
        slug=SLUG,
        name=content.ACCOUNT_NAME,
        unit=town.units["qinghe"] if town else None,
        kind=Kind.SERVICE,
        is_verified=True,
        verified_until=localdate() + timedelta(days=200),
        default_reply=content.DEFAULT_REPLY,
        suggests=True,
    )


def _add_other(town: Town | None, *, slug: str, name: str, unit: str) -> Account:
    """A subscription account; the forgotten one was verified once, and nobody renewed it."""
    return accounts.add_account(
        **_secrets(),
        slug=slug,
        name=name,
        unit=town.units[unit] if town else None,
        kind=Kind.SUBSCRIPTION,
        is_verified=slug == content.LOST,
        verified_until=localdate() - timedelta(days=410) if slug == content.LOST else None,
        default_reply=content.OTHER_DEFAULT_REPLY if slug != content.LOST else "",
    )


def _secrets() -> dict[str, Any]:
    """Drawn anew each time: none stands in the code."""
    return {
        "actor": ACTOR,
        "appid": "wx" + secrets.token_hex(8),
        "secret": secrets.token_hex(16),
        "token": minting.new_token(),
        "aes_key": minting.new_aes_key(),
        "gh_id": "gh_" + secrets.token_hex(6),
        "api_base": settings.ZHIJIAN_SANDBOX_URL or "http://localhost:8001",
        "is_sample": True,
    }


def _add_library(account: Account) -> dict[str, Item]:
    here: dict[str, Any] = {"account_id": account.pk, "actor": ACTOR}
    pictures = {
        name: library.add_media(
            **here,
            kind="image",
            title=title,
            content=(_PICTURES / f"{name}.png").read_bytes(),
            file_name=f"{name}.png",
            rights="本项目绘制",
        )
        for name, title in (
            ("river", "河与桥"),
            ("hall", "文化礼堂"),
            ("lamp", "夜校的灯"),
            ("tea", "一壶茶"),
        )
    }
    ours: dict[str, Any] = {"author": "青禾镇党建", "source": "青禾镇党建", "rights": "自己写的，可以转"}
    reader = library.add_article(
        **here,
        **ours,
        title="两学一做 学习读本",
        summary="三件事，每周十分钟",
        body=content.READER,
        cover=pictures["lamp"],
    )
    large = library.add_large(
        **here,
        **ours,
        title="两学一做 大字版",
        summary="一页纸，可以打印",
        body=content.LARGE_TYPE,
        cover=pictures["tea"],
    )
    question = library.add_question(**here, title="讨论题：帮邻居办成的小事", body=content.QUESTION)
    river = library.add_article(
        **here,
        **ours,
        title="小事不小：把门口的事办到心坎上",
        summary="一只沙箱的故事",
        body=content.RIVER_ARTICLE,
        cover=pictures["river"],
    )
    school = library.add_article(
        **here,
        **ours,
        title="这个冬天，夜校教手机拍照",
        summary="每周三晚七点，镇文化站二楼",
        body=content.CLASS_ARTICLE,
        cover=pictures["hall"],
    )
    pack = library.add_pack(
        **here,
        title="两学一做 学习资料",
        summary="读本、大字版、讨论题",
        parts=[reader, large, question],
    )
    return {"pack": pack, "river": river, "school": school, "hall": pictures["hall"]}


def _add_rules(account: Account, items: dict[str, Item]) -> None:
    def rule(words: list[tuple[str, str]], *parts: str | Item, **more: Any) -> Rule:
        return answers.make_rule(account_id=account.pk, keywords=words, parts=list(parts), by=ACTOR, **more)

    rule([], content.WELCOME, occasion="follow")
    rule([("STUDY_PACK", "exact")], items["pack"], occasion="click")
    rule([("NIGHT_SCHOOL", "exact")], items["school"], occasion="click")
    rule([("STUDY_ARTICLE", "exact")], items["river"], occasion="click")
    rule([("TRANSFER", "exact")], content.TRANSFER, occasion="click")
    rule([("DUES", "exact")], content.DUES, occasion="click")
    rule([("OFFICE", "exact")], content.OFFICE_HOURS, occasion="click")
    rule([("MEETING", "exact")], content.MEETING, occasion="click")
    rule([("SECRETARY", "exact")], content.SECRETARY, occasion="click")
    rule([("两学一做", "synonym"), ("2学1做", "contains"), ("学习资料", "exact")], items["pack"], priority=10)
    transfer = rule([("组织关系", "contains"), ("转关系", "contains")], content.TRANSFER)
    dues = rule([("党费", "contains")], content.DUES)
    rule([("支部会", "contains"), ("开会", "contains")], content.MEETING)
    rule([("找书记", "exact"), ("书记", "contains")], content.SECRETARY)
    rule([("夜校", "contains"), ("手机拍照", "contains")], items["school"])
    rule([("小事不小", "exact")], items["river"])
    rule([("活动室", "contains")], content.ROOM, items["hall"])
    hours = rule([(r"几点(上班|开门|下班)", "regex"), ("上班时间", "contains")], content.OFFICE_HOURS)
    rule(
        [("办事指南", "contains"), ("指南", "exact")],
        content.ERRANDS,
        choices=[(1, "转组织关系", transfer), (2, "交党费", dues), (3, "上班时间", hours)],
    )
    rule([("谢谢", "exact"), ("多谢", "exact")], content.THANKS)


def _set_menu(account: Account) -> None:
    def press(name: str, key: str) -> dict[str, str]:
        return {"type": "click", "name": name, "key": key}

    home = {"type": "view", "name": "首页", "url": f"{settings.ZHIJIAN_PUBLIC_URL}/m/"}
    account.menu = [
        {
            "name": "学习",
            "sub_button": [press("两学一做", "STUDY_PACK"), press("今日文章", "STUDY_ARTICLE"), home],
        },
        {
            "name": "办事",
            "sub_button": [
                press("转组织关系", "TRANSFER"),
                press("交党费", "DUES"),
                press("上班时间", "OFFICE"),
            ],
        },
        {
            "name": "支部",
            "sub_button": [
                press("会议安排", "MEETING"),
                press("找书记", "SECRETARY"),
                press("夜校", "NIGHT_SCHOOL"),
            ],
        },
    ]
    account.save(update_fields=["menu"])
