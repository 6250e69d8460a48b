"""The library's files at WeChat: refreshing, keeping for good, healing; real calls to a sandbox."""

from datetime import timedelta

from django.utils.timezone import now

from tests.courier.conftest import Desk, deliver, post
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.media import state_of, stores
from zhijian.foundation.library.media_files import path_of
from zhijian.foundation.library.models import Item, MediaRefusal, PermanentMedia, UploadedMedia
from zhijian.foundation.library.queries import held_by_wechat, live_media_id
from zhijian.foundation.library.tests import samples
from zhijian.foundation.library.tests.builders import a_file, a_pack, an_image
from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import State
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers import services as answers
from zhijian.rooms.answers.tests.builders import a_rule
from zhijian.worker import library_chores
from zhijian.worker.chores import Chores


def carry_out(name: str, **arguments: object) -> Task:
    """One task as the worker runs it."""
    tasks.plan(name, key=f"test:{name}", arguments=dict(arguments))
    task = tasks.claim_one()
    assert task is not None
    Chores().carry_out(task)
    return Task.objects.get(pk=task.pk)


def fading(item: Item, *, hours: float = 5, media_id: str = "old") -> None:
    library.note_uploaded(item=item, media_id=media_id, expires_at=now() + timedelta(hours=hours))


def a_picture(account: Account, title: str, number: int = 1) -> Item:
    return an_image(account, title, samples.a_png(number + 1, 8))


def test_only_what_rules_send_and_wechat_will_forget_is_due(account: Account) -> None:
    direct, packed, unused, fresh, kept, off, refused = (
        a_picture(account, name, n)
        for n, name in enumerate(("直接", "包里", "没人用", "还新", "永久", "停用", "被拒"))
    )
    a_rule(account, "甲", direct, fresh, kept, refused)
    a_rule(account, "乙", a_pack(account, packed))
    answers.switch_off(a_rule(account, "丙", off), by="tests")
    for item in (direct, packed, unused, off):
        fading(item)
    fading(fresh, hours=70)
    library.note_permanent(item=kept, media_id="p", url="")
    library.note_refused(item=refused, code=40005, why="no")

    due = library_chores.media_due()

    assert {account: {item.title for item in items} for account, items in due.items()} == {
        account.pk: {"直接", "包里"}
    }


def test_an_account_that_may_not_upload_is_not_asked_for(account: Account) -> None:
    a_rule(account, "甲", an_image(account))

    Account.objects.update(is_verified=False)

    assert library_chores.media_due() == {}


def test_round_uploads_what_is_due_and_reports(desk: Desk, account: Account) -> None:
    items = [a_picture(account, str(n), n) for n in range(3)]
    a_rule(account, "甲", *items)
    fading(items[0])

    task = carry_out(library.REFRESH)

    held = [held_by_wechat(Item.objects.get(pk=item.pk))[0] for item in items]
    assert (desk.calls("media/upload"), "" in held, "old" in held) == (3, False, False)
    assert (task.results, task.progress_done, task.progress_total) == (
        {str(account.pk): {"uploaded": 3, "refused": 0}},
        3,
        3,
    )


def test_one_bad_file_does_not_stop_the_others(desk: Desk, account: Account) -> None:
    missing, refused, fine = (a_picture(account, name, n) for n, name in enumerate(("丢了", "坏了", "好的")))
    a_rule(account, "甲", missing, refused, fine)
    path_of(missing.file_path).unlink()
    path_of(refused.file_path).write_bytes(b"not a picture any more")

    carry_out(library.REFRESH)

    assert [bool(live_media_id(item.pk)) for item in (missing, refused, fine)] == [False, False, True]
    assert [refusal.item for refusal in MediaRefusal.objects.all()] == [refused]


def test_used_up_quota_ends_the_round_and_blames_no_file(desk: Desk, account: Account) -> None:
    a_rule(account, "甲", *(a_picture(account, str(n), n) for n in range(3)))
    desk.control("PUT", "faults/error", errcode=45009, path="media/upload")

    task = carry_out(library.REFRESH)

    assert (desk.calls("media/upload"), MediaRefusal.objects.count(), task.failure) == (1, 0, "")


def test_trouble_of_one_account_is_not_the_others(desk: Desk, account: Account) -> None:
    broken = an_account("broken", api_base="http://127.0.0.1:9")
    a_rule(broken, "甲", an_image(broken))
    a_rule(account, "甲", an_image(account))

    carry_out(library.REFRESH)

    assert [row.item.account for row in UploadedMedia.objects.all()] == [account]


def test_file_is_kept_for_good_and_counted(desk: Desk, account: Account) -> None:
    image = an_image(account)

    task = carry_out(library.KEEP, item=image.pk)

    kept = PermanentMedia.objects.get()
    image.refresh_from_db()
    assert (kept.item, kept.is_outdated, bool(kept.media_id), kept.url[:4]) == (image, False, True, "http")
    assert (held_by_wechat(image)[0], state_of(image).kept_at) == (kept.media_id, kept.kept_at)
    assert [(store.used, store.ours) for store in stores(account.pk)] == [(1, 1), (0, 0), (0, 0)]
    assert task.results["says"].startswith("放好了")


def test_kept_again_after_a_crash_it_is_not_counted_twice(desk: Desk, account: Account) -> None:
    image = an_image(account)
    carry_out(library.KEEP, item=image.pk)
    before = PermanentMedia.objects.get().media_id
    PermanentMedia.objects.all().delete()  # the worker died before it wrote the id down
    Task.objects.all().delete()

    carry_out(library.KEEP, item=image.pk)

    assert (PermanentMedia.objects.get().media_id, desk.calls("add_material")) == (before, 1)


def test_replaced_file_takes_the_old_ones_place_at_wechat(desk: Desk, account: Account) -> None:
    image = an_image(account)
    carry_out(library.KEEP, item=image.pk)
    before = PermanentMedia.objects.get().media_id
    library.replace_file(image, content=samples.a_png(30, 30), file_name="b.png", by="tests")
    Task.objects.all().delete()

    carry_out(library.KEEP, item=image.pk)

    kept = PermanentMedia.objects.get()
    assert (kept.media_id != before, kept.is_outdated, desk.calls("del_material")) == (True, False, 1)
    assert stores(account.pk)[0].used == 1


def test_video_is_kept_with_its_title(desk: Desk, account: Account) -> None:
    video = a_file(account, "video", samples.an_mp4(3), title="小桥", file_name="a.mp4", summary="修桥")

    carry_out(library.KEEP, item=video.pk)

    assert PermanentMedia.objects.get().item == video


def test_full_store_takes_nothing_and_says_so(desk: Desk, account: Account) -> None:
    voices = Item.objects.bulk_create(
        Item(account=account, kind="voice", title=str(number), code=f"v{number}") for number in range(1000)
    )
    PermanentMedia.objects.bulk_create(
        PermanentMedia(item=voice, media_id=f"m{voice.pk}", kept_at=now()) for voice in voices
    )
    one_more = a_file(account, "voice", samples.an_amr(3))

    task = carry_out(library.KEEP, item=one_more.pk)

    assert (PermanentMedia.objects.count(), desk.calls("add_material")) == (1000, 0)
    assert "已经满了" in task.results["says"]


def test_forgotten_copy_is_deleted_there_and_here(desk: Desk, account: Account) -> None:
    image = an_image(account)
    carry_out(library.KEEP, item=image.pk)
    media_id = PermanentMedia.objects.get().media_id

    for _time in range(2):  # the second time it is gone already, which is fine
        Task.objects.all().delete()
        task = carry_out(library.FORGET, account=account.pk, media_id=media_id, item=image.pk)

    assert (PermanentMedia.objects.count(), desk.calls("del_material"), task.failure) == (0, 2, "")


def test_foreign_media_id_heals_itself_once(desk: Desk, account: Account) -> None:
    """As after copying a database, or an account whose AppID changed."""
    desk.mei_writes()
    image = an_image(account)
    library.note_permanent(item=image, media_id="of-another-account", url="")

    letter = post(account, {"kind": "item", "item": image.pk})
    deliver(letter)

    assert (Letter.objects.get(pk=letter.pk).state, desk.calls("media/upload")) == (State.SENT, 1)
    assert (PermanentMedia.objects.count(), live_media_id(image.pk) != "") == (0, True)


def test_media_that_is_gone_again_and_again_is_no_loop(desk: Desk, account: Account) -> None:
    desk.mei_writes()
    image = an_image(account)
    desk.control("PUT", "faults/error", errcode=40007, path="message/custom/send", count=9)

    letter = post(account, {"kind": "item", "item": image.pk})
    deliver(letter)

    assert (Letter.objects.get(pk=letter.pk).state, desk.calls("media/upload")) == (State.STOPPED, 2)
