"""The main job, end to end: a follower writes 两学一做 and is answered, on a WeChat of one's own."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import House, Person
from tests.processes.running import run, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(150)]


def test_follower_writes_a_keyword_and_reads_the_material(person: Person) -> None:
    phone = person.says(1, "两学一做")

    card = phone.locator('[data-kind="news"] a').last
    expect(card).to_contain_text("两学一做 学习读本")
    expect(person.answers(1).last).to_contain_text("想一想，说一说")
    card.click()

    inside = phone.frame_locator("iframe[data-frame]")
    expect(inside.locator("h1")).to_have_text("两学一做 学习读本")
    expect(inside.locator("body")).to_contain_text("每周读十分钟，不赶进度")


def test_full_width_and_traditional_writing_find_the_same(person: Person) -> None:
    phone = person.says(2, "請問　兩學一做？")

    expect(phone.locator('[data-kind="news"]').last).to_contain_text("两学一做 学习读本")


def test_newcomer_follows_and_is_welcomed(person: Person) -> None:
    phone = person.another_phone()
    phone.locator('[data-go="around"]').click()
    phone.locator('[data-act="scan"]:visible').click()
    phone.locator(f'[data-code="{person.house.appid}"]').click()
    phone.locator('[data-act="follow"]').click()

    expect(phone.locator('[data-side="account"]').first).to_contain_text("您好，这里是青禾镇党建。")


def test_menu_is_pressed_and_answers(person: Person) -> None:
    phone = person.open_chat(2)
    phone.locator('[data-menu="1"]').click()
    phone.locator('[data-menu="1-1"]').click()

    expect(person.answers(2).last).to_contain_text("党费每月交一次")


def test_unknown_word_gets_near_matches_and_is_listed_for_staff(person: Person) -> None:
    person.says(1, "夜里学")

    expect(person.answers(1).last).to_contain_text("夜校")
    console = person.sign_in()
    expect(console.locator("main")).to_contain_text("夜里学")


def test_changed_rule_answers_within_two_seconds(person: Person) -> None:
    console = person.sign_in()
    console.goto(f"{person.house.site}/console/answers/")
    console.get_by_role("link", name="谢谢").first.click()
    console.locator("textarea").first.fill("您太客气了，改天来喝茶。")
    console.locator("#save").click()
    expect(console.locator("body")).to_contain_text("您太客气了")
    person.page.wait_for_timeout(2000)

    person.says(1, "谢谢")

    expect(person.answers(1).last).to_contain_text("您太客气了，改天来喝茶。")


def test_nothing_is_lost_when_the_gateway_is_killed_in_between(person: Person, house: House) -> None:
    """Ten messages, a kill -9 in the middle: each is answered on the phone and stored exactly once."""
    words = [f"党费 {number}" for number in range(10)]
    person.open_chat(2)
    before = person.answers(2).count()

    for number, word in enumerate(words):
        if number == 5:
            house.kill_gateway()
        house.ask("POST", "followers/phone-2/acts", act="text", content=word)

    expect(person.answers(2)).to_have_count(before + len(words), timeout=40_000)
    done = run(house.home, "intake", "export", "--account", "qinghe")
    stored = [json.loads(line)["raw"] for line in done.stdout.splitlines()]
    assert [sum(f"[{word}]" in raw for raw in stored) for word in words] == [1] * len(words)


def test_what_came_in_reaches_the_rooms(house: House) -> None:
    def is_heard() -> bool:
        done = run(house.home, "doctor", PORT=str(house.port))
        return "ok  worker" in done.stdout and "ok  spool" in done.stdout

    assert until(is_heard, seconds=30)
