"""Staying signed in, signing out, and forms that are ours."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from zhijian.foundation.followers.services import note_left
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.visits.models import Arrival, Visit
from zhijian.portal.tests.phones import BROWSER, VISIT, Phone, Town
from zhijian.portal.tests.test_coming_in import heading, set_out

pytestmark = pytest.mark.django_db


def test_whoever_left_the_account_is_out_at_once(town: Town) -> None:
    phone = town.stranger()
    assert phone.get("/m/me/").status_code == 200

    note_left(account_id=town.account.pk, openid="o-mei", at=now())

    assert phone.get("/m/me/")["Location"] == "/m/come-in/?to=me"


def test_thirty_days_begin_again_with_each_visit(town: Town) -> None:
    phone = town.stranger()
    Visit.objects.update(last_at=now() - timedelta(days=29), until=now() + timedelta(days=1))

    answer = phone.get("/m/me/")

    assert (answer.cookies[VISIT]["max-age"], Visit.objects.get().until > now() + timedelta(days=29)) == (
        30 * 86400,
        True,
    )
    Visit.objects.update(until=now() - timedelta(seconds=1))
    assert phone.get("/m/me/").status_code == 302


def test_a_lost_phone_is_signed_out_from_another(town: Town) -> None:
    mei = a_follower(town.account)
    lost, mine = Phone(mei), Phone(mei)
    first = Visit.objects.order_by("pk").first()
    assert first

    answer = mine.post(f"/m/me/phones/{first.pk}/out/", seen="/m/me/phones/")

    assert (answer["Location"], lost.get("/m/me/").status_code, mine.get("/m/me/").status_code) == (
        "/m/me/phones/",
        302,
        200,
    )


def test_a_phone_that_was_signed_out_is_listed_no_more(town: Town) -> None:
    mei = a_follower(town.account)
    phones = [Phone(mei), Phone(mei)]
    first, second = Visit.objects.order_by("pk")
    phones[1].post(f"/m/me/phones/{first.pk}/out/", seen="/m/me/phones/")

    page = phones[1].words("/m/me/phones/")

    assert [f"/m/me/phones/{visit.pk}/out/" in page for visit in (first, second)] == [False, True]


def test_signing_out_here_takes_the_cookie_away(town: Town) -> None:
    phone = town.stranger()
    visit = Visit.objects.get()
    token = phone.words("/m/me/phones/").partition('name="token" value="')[2][:40]
    Visit.objects.update(last_at=now() - timedelta(hours=2))

    answer = phone.client.post(f"/m/me/phones/{visit.pk}/out/", {"token": token})

    assert (answer["Location"], answer.cookies[VISIT].value) == ("/m/", "")


def test_nobody_signs_another_out(town: Town) -> None:
    town.stranger()
    other = town.stranger("o-bo")
    of_mei = Visit.objects.get(follower__openid="o-mei")

    answer = other.post(f"/m/me/phones/{of_mei.pk}/out/", seen="/m/me/phones/")

    of_mei.refresh_from_db()
    assert (answer.status_code, of_mei.ended_at) == (404, None)


def test_the_ninth_phone_ends_the_one_not_used_for_longest(town: Town) -> None:
    mei = a_follower(town.account)
    phones = [Phone(mei) for _ in range(9)]

    assert [phone.get("/m/me/").status_code for phone in (phones[0], phones[1], phones[8])] == [302, 200, 200]


@pytest.mark.parametrize("token", ["", "0" * 40])
def test_a_form_that_is_not_ours_changes_nothing(town: Town, token: str) -> None:
    phone = town.stranger()
    phone.get("/m/me/phones/")
    visit = Visit.objects.get()

    answer = phone.client.post(f"/m/me/phones/{visit.pk}/out/", {"token": token})

    visit.refresh_from_db()
    assert (answer.status_code, heading(answer), visit.ended_at) == (403, "这一页放得久了", None)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_post_from_another_site_changes_nothing(town: Town, site: str) -> None:
    phone = town.stranger()
    page = phone.words("/m/me/phones/")
    token = page.partition('name="token" value="')[2][:40]
    visit = Visit.objects.get()

    answer = phone.client.post(
        f"/m/me/phones/{visit.pk}/out/", {"token": token}, headers={"Sec-Fetch-Site": site}
    )

    visit.refresh_from_db()
    assert (answer.status_code, visit.ended_at) == (403, None)


def test_no_secret_of_a_browser_is_stored_as_it_is(town: Town) -> None:
    phone = town.stranger()
    set_out(phone, town.account)
    secrets = [phone.client.cookies[name].value.encode() for name in (VISIT, BROWSER)]
    stored = [
        bytes(Visit.objects.get().token_hash),
        bytes(Arrival.objects.get().browser_hash),
        bytes(Arrival.objects.get().state_hash),
    ]

    assert [secret in stored for secret in secrets] == [False, False]
    assert {len(one) for one in stored} == {32}
