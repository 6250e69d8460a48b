"""Words stand out from what they lie on, everywhere on the desk."""

import pytest

from zhijian_sandbox.desk.tests.conftest import Desk

pytestmark = pytest.mark.browser

LEAST = 4.5
TOO_FAINT = """least => {
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const ground = element => {
        for (let one = element; one; one = one.parentElement) {
            const style = getComputedStyle(one);
            if (style.backgroundImage !== 'none') return null;
            const [r, g, b, a = 1] = numbers(style.backgroundColor);
            if (a === 1) return [r, g, b];
        }
        return [255, 255, 255];
    };
    const hasWords = element => [...element.childNodes]
        .some(one => one.nodeType === 3 && one.textContent.trim());
    return [...document.querySelectorAll('body *')]
        .filter(one => one.checkVisibility() && hasWords(one) && ground(one))
        .map(one => {
            const both = [light(numbers(getComputedStyle(one).color)), light(ground(one))];
            const [dark, bright] = both.sort((a, b) => a - b);
            return [one.textContent.trim(), (bright + .05) / (dark + .05)];
        })
        .filter(([, ratio]) => ratio < least);
}"""


def test_words_stand_out_in_chat_log_and_panels(desk: Desk) -> None:
    desk.page.get_by_role("switch", name="延迟").check()
    phone = desk.say(1, "看得清吗")
    phone.locator('[data-act="plus"]').click()
    desk.page.locator("[data-log-row] .line").first.click()

    assert desk.page.evaluate(TOO_FAINT, LEAST) == []


def test_words_stand_out_while_scanning_and_on_the_account_page(desk: Desk) -> None:
    desk.phone(2).locator('[data-act="account"]').click()
    desk.phone(1).locator('[data-go="around"]').click()
    desk.phone(1).locator('[data-act="scan"]:visible').click()

    assert desk.page.evaluate(TOO_FAINT, LEAST) == []
