"""Codes from elsewhere: a picture file, dropped or chosen, or what the code says."""

import base64
import io
from pathlib import Path
from typing import Any

import httpx
import pytest
import segno
from playwright.sync_api import Locator, expect

from zhijian_sandbox.desk.tests.conftest import Desk, Sandbox
from zhijian_sandbox.desk.tests.echo_account import APPID, SECRET

pytestmark = pytest.mark.browser

_DROP = """(holder, [name, bytes]) => {
  const content = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
  const file = new File([content], name, { type: "image/png" });
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  for (const kind of ["dragover", "drop"]) {
    holder.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
  }
}"""


def make_code(sandbox: Sandbox, scene: str) -> Any:
    asked = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET}
    with httpx.Client(base_url=sandbox.url, trust_env=False) as http:
        token = http.get("/cgi-bin/token", params=asked).json()["access_token"]
        body = {"action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": scene}}}
        return http.post("/cgi-bin/qrcode/create", params={"access_token": token}, json=body).json()


def scanning(desk: Desk, number: int) -> Locator:
    phone = desk.phone(number)
    phone.locator('[data-go="around"]').click()
    phone.locator('[data-act="scan"]:visible').click()
    return phone


def scanned(desk: Desk) -> list[str]:
    return [row["title"] for row in desk.sandbox.ask("GET", "/_sandbox/log?kind=callback")["rows"]]


def test_a_picture_of_a_code_dropped_on_a_phone_is_scanned(desk: Desk) -> None:
    code = make_code(desk.sandbox, "邀请7")
    picture = httpx.get(
        f"{desk.sandbox.url}/cgi-bin/showqrcode", params={"ticket": code["ticket"]}, trust_env=False
    )

    desk.phone(1).evaluate(_DROP, ["邀请.png", base64.b64encode(picture.content).decode()])

    expect(desk.phone(1).locator("[data-conversation]")).to_be_visible()
    assert scanned(desk)[0] == "王建国：扫码 邀请7"


def test_a_picture_is_chosen_from_a_file(desk: Desk, tmp_path: Path) -> None:
    address = f"http://localhost:{desk.sandbox.account_port}/read/liang"
    file = tmp_path / "海报.png"
    segno.make(address).save(str(file), scale=6)
    phone = scanning(desk, 1)

    phone.locator("[data-code-file]").set_input_files(file)

    inside = phone.frame_locator("iframe[data-frame]")
    expect(inside.locator("p")).to_have_text("给 phone-1.desk.localhost")


def test_what_a_code_says_may_be_typed(desk: Desk) -> None:
    code = make_code(desk.sandbox, "夜校签到")
    phone = scanning(desk, 1)

    phone.get_by_label("码里的字").fill(code["url"])
    phone.get_by_label("码里的字").press("Enter")

    expect(phone.locator("[data-conversation]")).to_be_visible()
    assert scanned(desk)[0] == "王建国：扫码 夜校签到"


def test_a_picture_without_a_code_is_said_to_be_one(desk: Desk) -> None:
    phone = scanning(desk, 1)
    blank = io.BytesIO()
    segno.make_micro("1").save(blank, kind="png", scale=4)

    phone.locator("[data-code-file]").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": blank.getvalue()}
    )

    expect(phone.get_by_text("没看见码")).to_be_visible()


def test_words_that_are_no_address_are_told(desk: Desk) -> None:
    phone = scanning(desk, 1)

    phone.get_by_label("码里的字").fill("今晚七点，文化站二楼")
    phone.get_by_label("码里的字").press("Enter")

    expect(phone.locator("[data-toast]")).to_have_text("扫到一段字：今晚七点，文化站二楼")
