"""The register ends where somebody's rights end; numbers and endings want a proof of who asks."""

import pytest
from django.test import Client

from zhijian.console.tests.org_town import Town
from zhijian.console.tests.register_town import Accounts, town_of_accounts
from zhijian.console.tests.signing_in import signed_in
from zhijian.console.today.sources import lines_for
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org.models import Member
from zhijian.foundation.staff.models import JointAct, Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.rooms.reach.models import Alarm, Entry
from zhijian.rooms.reach.queries.register import alarms_of, last_step

pytestmark = pytest.mark.django_db(databases=["default", "intake"])

REGISTER = "/console/reach/register/"


@pytest.fixture
def second(db: None) -> Staff:
    return a_person("second", (Role.ADMINISTRATOR, None))


@pytest.fixture
def kept(account: Account, wen: Staff, second: Staff) -> Accounts:
    return town_of_accounts(account, by=wen, second=second)


@pytest.fixture
def town(kept: Accounts) -> Town:
    return kept.town


@pytest.fixture
def head(kept: Accounts) -> Client:
    """Administrator of 河东村 alone, whose account is the loud one."""
    return signed_in(a_person("mo", (Role.ADMINISTRATOR, kept.town.hedong)))


def at(entry: Entry, rest: str = "") -> str:
    return f"{REGISTER}{entry.key}/{rest}"


class TestWithinSight:
    def test_the_administrator_is_somebody_one_sees(self, head: Client, kept: Accounts) -> None:
        ma = Member.objects.get(name="马晓燕", unit=kept.town.hexi)

        head.post(at(kept.loud, "administrator/"), {"member": ma.code, "name": "随便谁"})

        entry = Entry.objects.get(pk=kept.loud.pk)
        assert (entry.administrator, entry.administrator_name) == (None, "随便谁")

    def test_nobody_else_is_found(self, head: Client, kept: Accounts) -> None:
        he, ma = kept.town.he, Member.objects.get(name="马晓燕", unit=kept.town.hexi)
        here, piece = at(kept.loud, "administrator/"), {"HX-Target": "picked"}

        found = [head.get(here, {"q": one.name}, headers=piece).content.decode() for one in (he, ma)]

        assert (he.code in found[0], ma.code in found[1]) == (True, False)

    def test_an_alarm_elsewhere_is_not_settled_by_way_of_ones_own(self, head: Client, kept: Accounts) -> None:
        elsewhere = alarms_of(kept.lost)[0]

        answer = head.post(at(kept.loud, f"alarms/{elsewhere.pk}/"), {"word": "没事"})

        assert (answer.status_code, Alarm.objects.get(pk=elsewhere.pk).settled_at) == (404, None)

    def test_a_step_elsewhere_is_not_taken_back_by_way_of_ones_own(
        self, head: Client, kept: Accounts
    ) -> None:
        elsewhere = last_step(kept.lost)
        assert elsewhere

        answer = head.post(at(kept.loud, f"steps/{elsewhere.pk}/undoing/"))

        assert (answer.status_code, Entry.objects.get(pk=kept.lost.pk).stage) == (404, "lost")

    def test_its_life_is_for_the_administrator_of_that_place(self, kept: Accounts) -> None:
        """He keeps the town's register, and is administrator of a village below."""
        both = a_person("lu", (Role.EDITOR, kept.town.town), (Role.ADMINISTRATOR, kept.town.hexi))
        asked = {"steps/": {"turn": "renewing"}, "loss/": {"loss": "password"}, "closing/": {}, "unit/": {}}

        found = [
            signed_in(both).post(at(kept.fine, page), given).status_code for page, given in asked.items()
        ]

        assert (found, Entry.objects.get(pk=kept.fine.pk).stage) == ([404] * 4, "running")

    def test_today_rings_for_what_one_keeps(self, kept: Accounts) -> None:
        """The town's he may only read."""
        both = a_person("lu", (Role.SECRETARY, kept.town.town), (Role.EDITOR, kept.town.ferry))

        lines = [line.what for line in lines_for(both, account=None) if line.room == "公众号台账"]

        assert sorted(lines) == [
            "河渡村党支部：登不进去，还没找回来",
            "河渡村党支部：组织改名叫“渡口村党支部”了，账号还是旧名",
        ]

    def test_duplicates_elsewhere_are_not_told(self, head: Client, as_wen: Client, kept: Accounts) -> None:
        page = "/console/reach/register-duplicates/"
        Entry.objects.filter(pk=kept.wished.pk).update(name="河渡村党支部")

        seen, unseen = (client.get(page).content.decode() for client in (as_wen, head))

        assert ("河渡村党支部" in seen, "河渡村党支部" in unseen) == (True, False)

    def test_followers_are_sent_to_one_in_use(self, as_wen: Client, kept: Accounts) -> None:
        shown = as_wen.get(at(kept.loud, "closing/")).content.decode()

        others = (kept.fine, kept.loud, kept.lost, kept.wished, kept.ending)
        assert [one for one in others if f'<option value="{one.pk}"' in shown] == [kept.fine]

    def test_who_looks_after_it_is_one_who_keeps_the_register_there(
        self, as_wen: Client, kept: Accounts
    ) -> None:
        stranger = a_person("qian", (Role.EDITOR, kept.town.hexi))
        version = Entry.objects.get(pk=kept.lost.pk).version
        given = {"name": "河渡村党支部", "version": str(version), "keeper": str(stranger.pk)}

        answer = as_wen.post(at(kept.lost, "particulars/"), given)

        assert (answer.status_code, Entry.objects.get(pk=kept.lost.pk).keeper) == (422, None)


class TestNumbers:
    def test_one_account_shows_the_mask_alone(self, as_wen: Client, kept: Accounts) -> None:
        shown = as_wen.get(at(kept.fine)).content.decode()

        assert ("139****0001" in shown, "13900000001" in shown) == (True, False)

    def test_opening_one_is_for_who_keeps_the_register_there(self, kept: Accounts) -> None:
        """He reads the town's, and keeps another's."""
        both = a_person("mo", (Role.SECRETARY, kept.town.town), (Role.EDITOR, kept.town.hexi))

        answer = signed_in(both).post(at(kept.fine, "phone/"))

        assert (answer.status_code, Line.objects.filter(action="register.phone_seen").count()) == (404, 0)


class TestProof:
    """Signed in an hour ago is not proof enough."""

    @pytest.fixture
    def late(self, wen: Staff) -> Client:
        return signed_in(wen, proven_ago_seconds=3600)

    def test_is_asked_for_before_a_number_is_opened(self, late: Client, kept: Accounts) -> None:
        answer = late.post(at(kept.fine, "phone/"))

        assert (answer.status_code, Line.objects.filter(action="register.phone_seen").count()) == (302, 0)

    def test_is_asked_for_before_an_end_is_asked_for(self, late: Client, kept: Accounts) -> None:
        before = JointAct.objects.count()
        given = {"ending": "close", "reason": "没人看", "days": "30", "text": "本号用到［停用日］。"}

        answer = late.post(at(kept.loud, "closing/"), given)

        assert (answer.status_code, JointAct.objects.count()) == (302, before)

    def test_is_asked_for_before_the_end_itself(self, late: Client, kept: Accounts) -> None:
        answer = late.post(at(kept.ending, "closing/end/"))

        assert (answer.status_code, Entry.objects.get(pk=kept.ending.pk).stage) == (302, "merging")
