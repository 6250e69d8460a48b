"""The account's library of pictures, filled as its administrator fills it."""

from zhijian_sandbox.samples import picture
from zhijian_sandbox.tests.bench import APPID, Bench

PATH = f"/_sandbox/apps/{APPID}/pictures"


def test_a_picture_put_here_is_permanent_material_of_the_account(qinghe: Bench) -> None:
    answer = qinghe.http.post(PATH, files={"file": ("课表.png", picture(), "image/png")})
    added = answer.json()

    (listed,) = qinghe.post("material/batchget_material", {"type": "image", "offset": 0, "count": 20})["item"]

    assert (answer.status_code, added["name"], added["kind"]) == (201, "课表.png", "image")
    assert (listed["media_id"], listed["name"]) == (added["media_id"], "课表.png")
    assert qinghe.http.get(added["url"]).content == picture()


def test_pictures_are_listed_the_newest_first(qinghe: Bench) -> None:
    first = qinghe.control("POST", f"apps/{APPID}/pictures")
    second = qinghe.control("POST", f"apps/{APPID}/pictures")

    assert qinghe.control("GET", f"apps/{APPID}/pictures") == {"pictures": [second, first]}


def test_only_a_picture_is_taken(qinghe: Bench) -> None:
    refused = [
        qinghe.http.post(PATH, files={"file": ("a.png", b"not a picture", "image/png")}),
        qinghe.http.post(PATH, files={"other": ("a.png", picture(), "image/png")}),
        qinghe.http.post("/_sandbox/apps/wxnobody/pictures"),
    ]

    assert [(one.status_code, one.json()["field"]) for one in refused] == [
        (400, "file"),
        (400, "file"),
        (404, "appid"),
    ]
    assert qinghe.control("GET", f"apps/{APPID}/pictures") == {"pictures": []}


def test_the_next_end_of_a_template_message_can_be_read(qinghe: Bench) -> None:
    before = qinghe.control("GET", f"apps/{APPID}/next-template-message")
    qinghe.control("PUT", f"apps/{APPID}/next-template-message", status="failed:user block")

    after = qinghe.control("GET", f"apps/{APPID}/next-template-message")

    assert (before, after) == ({}, {"status": "failed:user block"})
