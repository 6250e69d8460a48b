"""The desk's own reader of QR codes, against codes another library draws."""

import io
import random
from typing import Any

import pytest
import segno
from playwright.sync_api import Page

from zhijian_sandbox.desk.tests.conftest import Sandbox
from zhijian_sandbox.samples import picture

pytestmark = pytest.mark.browser

_READ = """async (pictures) => {
  const { readCode } = await import("/desk/js/qr/read.js");
  const read = [];
  for (const bytes of pictures) {
    const file = new Blob([Uint8Array.from(bytes)]);
    read.push(await readCode(file).catch((problem) => String(problem)));
  }
  return read;
}"""


def read(page: Page, sandbox: Sandbox, pictures: list[bytes]) -> list[str | None]:
    page.goto(f"{sandbox.url}/practice")
    return list(page.evaluate(_READ, [list(one) for one in pictures]))


def drawn(text: str, *, scale: int = 4, border: int = 4, **how: Any) -> bytes:
    out = io.BytesIO()
    segno.make(text, micro=False, boost_error=False, **how).save(out, kind="png", scale=scale, border=border)
    return out.getvalue()


def test_every_size_and_level_is_read(page: Page, sandbox: Sandbox) -> None:
    dice = random.Random(20)
    wanted, pictures = [], []
    for version in (1, 2, 3, 5, 6, 7, 8, 10, 13, 14, 20, 21, 27):
        for level in "lmqh":
            text = "".join(
                dice.choice("abcdefXYZ0123:/?=-") for _ in range(7 if version == 1 else 12 + version)
            )
            pictures.append(drawn(text, version=version, error=level, scale=3))
            wanted.append(text)

    assert read(page, sandbox, pictures) == wanted


def test_every_way_of_writing_and_every_mask_is_read(page: Page, sandbox: Sandbox) -> None:
    texts = ["0123456789012", "HTTP://QINGHE.CN/A B", "青禾镇：两学一做", "http://weixin.qq.com/q/02aB-_9"]
    pictures = [drawn(text, error="m") for text in texts]
    pictures += [drawn("mask", mask=mask) for mask in range(8)]

    assert read(page, sandbox, pictures) == [*texts, *["mask"] * 8]


_TRIED = """async ([bytes, tries]) => {
  const { readCode } = await import("/desk/js/qr/read.js");
  const code = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
  const read = [];
  for (const { turn = 0, size = 1, shade = 0 } of tries) {
    const canvas = new OffscreenCanvas(900 * size, 1200 * size);
    const pen = canvas.getContext("2d");
    pen.scale(size, size);
    pen.fillStyle = "#ececec";
    pen.fillRect(0, 0, 900, 1200);
    pen.fillStyle = "#777";
    pen.fillRect(60, 60, 780, 140);
    pen.translate(450, 640);
    pen.rotate(turn * Math.PI / 180);
    pen.drawImage(code, -200, -200, 400, 400);
    pen.fillStyle = "#fff";
    pen.fillRect(-30, -20, 24, 20);
    pen.setTransform(size, 0, 0, size, 0, 0);
    const light = pen.createLinearGradient(0, 0, 900, 1200);
    light.addColorStop(0, "rgba(0, 0, 0, 0)");
    light.addColorStop(1, `rgba(0, 0, 0, ${shade})`);
    pen.fillStyle = light;
    pen.fillRect(0, 0, 900, 1200);
    read.push(await readCode(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.7 })));
  }
  return read;
}"""


@pytest.mark.parametrize(
    "tried",
    [{"turn": 0}, {"turn": 7}, {"turn": 90}, {"turn": 180}, {"turn": 213}, {"size": 0.5}, {"shade": 0.75}],
    ids=str,
)
def test_a_poster_is_read_turned_small_stained_and_in_bad_light(
    page: Page, sandbox: Sandbox, tried: dict[str, float]
) -> None:
    code = drawn("http://phone.localhost/q/1", error="q", scale=8)
    page.goto(f"{sandbox.url}/practice")

    assert page.evaluate(_TRIED, [list(code), [tried]]) == ["http://phone.localhost/q/1"]


def test_a_picture_without_a_code_says_nothing(page: Page, sandbox: Sandbox) -> None:
    assert read(page, sandbox, [picture()]) == [None]
