"""公众号台账: what is shown to whom, what each act does, and what is said when it cannot be done."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from zhijian.console.tests.org_town import Town
from zhijian.console.tests.register_town import Accounts, town_of_accounts
from zhijian.console.tests.signing_in import signed_in
from zhijian.console.today.sources import lines_for
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.foundation.staff.models import JointAct, Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.rooms.reach.models import Alarm, Entry, Notice
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


def at(entry: Entry, rest: str = "") -> str:
    return f"{REGISTER}{entry.key}/{rest}"


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


class TestTheList:
    def test_shows_only_what_lies_below(self, kept: Accounts) -> None:
        secretary = signed_in(a_person("mo", (Role.SECRETARY, kept.town.river)))

        said = text_of(secretary, REGISTER)

        assert "青禾第一福利头条★" in said
        assert "河渡村党支部" in said
        assert "青禾镇党建" not in said

    def test_narrows_to_what_needs_somebody(self, as_wen: Client, kept: Accounts) -> None:
        said = text_of(as_wen, f"{REGISTER}?at=needs")

        assert "青禾第一福利头条★" in said
        assert "青禾镇先锋" not in said

    def test_finds_by_the_unit(self, as_wen: Client, kept: Accounts) -> None:
        said = text_of(as_wen, f"{REGISTER}?q=渡口")

        assert "共 1 个" in said

    @pytest.mark.parametrize("asked", ["?at=nonsense", "?shown=99999999999", "?q=%00", "?shown=-1"])
    def test_bears_any_address(self, as_wen: Client, kept: Accounts, asked: str) -> None:
        assert as_wen.get(REGISTER + asked).status_code == 200

    def test_opens_no_sealed_field(self, as_wen: Client, kept: Accounts) -> None:
        assert "139" not in text_of(as_wen, REGISTER)


class TestTheSheet:
    def test_masks_the_number_and_is_written_down(self, as_wen: Client, kept: Accounts) -> None:
        response = as_wen.post(f"{REGISTER}export.xlsx?q=党建")

        sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
        (_heading, row) = sheet.to_python()
        assert (row[0], row[8], row[9], row[10]) == ("青禾镇党建", "何建平", "组织委员", "139****0001")
        assert Line.objects.get(action="register.exported").details == {"count": 1}


class TestOneAccount:
    def test_says_what_is_off_and_what_would_be_right(self, as_wen: Client, kept: Accounts) -> None:
        said = text_of(as_wen, at(kept.loud))

        assert "“福利”是做买卖的词" in said
        assert "由“青禾第一福利头条★”改为“河东村党支部”" in said

    def test_tells_step_by_step_how_to_find_a_lost_one(self, as_wen: Client, kept: Accounts) -> None:
        assert "怎么找回来" in text_of(as_wen, at(kept.lost))

    def test_shows_acts_to_those_who_may_do_them(self, kept: Accounts) -> None:
        secretary = signed_in(a_person("mo", (Role.SECRETARY, kept.town.town)))

        said = text_of(secretary, at(kept.fine))

        assert "改归属" not in said
        assert "显示管理员电话" not in said

    def test_a_number_is_opened_with_a_line(self, as_wen: Client, kept: Accounts) -> None:
        response = as_wen.post(at(kept.fine, "phone/"), headers={"HX-Request": "true"})

        assert "13900000001" in response.content.decode()
        assert Line.objects.filter(action="register.phone_seen").count() == 1


class TestEntering:
    def test_a_secretary_says_that_one_is_wanted(self, kept: Accounts) -> None:
        secretary = signed_in(a_person("mo", (Role.SECRETARY, kept.town.hedong)))
        given = {
            "unit": str(kept.town.hedong.pk),
            "as_what": "proposed",
            "name": "河东村党支部",
            "needed_for": "给在外的党员",
            "answered_by": "何建平",
        }

        secretary.post("/console/reach/register-new/", given)

        assert Entry.objects.get(name="河东村党支部").stage == "proposed"

    def test_a_secretary_enters_nothing_else(self, kept: Accounts) -> None:
        secretary = signed_in(a_person("mo", (Role.SECRETARY, kept.town.hedong)))
        given = {"unit": str(kept.town.hedong.pk), "as_what": "running", "name": "河东红声"}

        assert secretary.post("/console/reach/register-new/", given).status_code == 403

    def test_keeps_what_was_typed(self, as_wen: Client, kept: Accounts) -> None:
        given = {"unit": str(kept.town.hedong.pk), "as_what": "proposed", "name": "河东红声"}

        response = as_wen.post("/console/reach/register-new/", given)

        assert response.status_code == 422
        assert 'value="河东红声"' in response.content.decode()

    def test_a_strange_number_is_refused_and_nothing_kept(self, as_wen: Client, kept: Accounts) -> None:
        given = {"member": "", "name": "周敏", "office": "书记", "phone": "没有"}

        response = as_wen.post(at(kept.lost, "administrator/"), given)

        assert response.status_code == 422
        assert "这不像一个电话号码" in response.content.decode()
        assert Entry.objects.get(pk=kept.lost.pk).administrator_name == ""

    def test_a_blank_administrator_is_asked_for(self, as_wen: Client, kept: Accounts) -> None:
        response = as_wen.post(at(kept.lost, "administrator/"), {"member": "", "name": " "})

        assert response.status_code == 422

    def test_the_second_of_two_learns_of_the_first(self, as_wen: Client, kept: Accounts) -> None:
        given = {"name": "河渡村党支部", "kind": "", "version": str(kept.lost.version - 1), "filing": "二"}

        response = as_wen.post(at(kept.lost, "particulars/"), given)

        assert response.status_code == 422
        assert "刚才有人先改了这一条" in response.content.decode()
        assert Entry.objects.get(pk=kept.lost.pk).filing == ""

    def test_particulars_are_written_down(self, as_wen: Client, kept: Accounts) -> None:
        version = Entry.objects.get(pk=kept.lost.pk).version
        given = {"name": "河渡村党支部", "kind": "", "version": str(version), "has_mailbox": "no"}

        as_wen.post(at(kept.lost, "particulars/"), given)

        assert Entry.objects.get(pk=kept.lost.pk).has_mailbox is False


class TestWhose:
    def test_is_chosen_and_done(self, as_wen: Client, kept: Accounts) -> None:
        as_wen.post(at(kept.loud, "unit/"), {"unit": str(kept.town.hexi.pk)})

        assert Account.objects.get(slug="hedong").unit == kept.town.hexi
        assert Line.objects.get(action="account.moved", subject_name="青禾第一福利头条★").details == {
            "from": "HD",
            "to": "HX",
        }

    def test_takes_rights_at_the_new_unit_too(self, kept: Accounts) -> None:
        head = signed_in(a_person("mo", (Role.ADMINISTRATOR, kept.town.hedong)))

        response = head.post(at(kept.loud, "unit/"), {"unit": str(kept.town.hexi.pk)})

        assert "归哪个组织" in response.content.decode()
        assert Account.objects.get(slug="hedong").unit == kept.town.hedong

    def test_nobodys_is_for_the_whole_house_to_say(self, kept: Accounts) -> None:
        head = signed_in(a_person("mo", (Role.ADMINISTRATOR, kept.town.town)))

        assert head.post(at(kept.loud, "unit/"), {"unit": "0"}).status_code == 403

    def test_another_towns_account_is_not_there(self, kept: Accounts) -> None:
        head = signed_in(a_person("mo", (Role.ADMINISTRATOR, a_unit("云溪镇党委"))))

        assert head.post(at(kept.loud, "unit/"), {"unit": "0"}).status_code == 404


class TestLife:
    def test_a_step_is_taken_and_taken_back(self, as_wen: Client, kept: Accounts) -> None:
        as_wen.post(at(kept.wished, "steps/"), {"turn": "opened"})
        step = last_step(Entry.objects.get(pk=kept.wished.pk))
        assert step is not None
        assert step.after == "opened"

        as_wen.post(at(kept.wished, f"steps/{step.pk}/undoing/"))

        assert Entry.objects.get(pk=kept.wished.pk).stage == "proposed"

    def test_a_step_out_of_turn_is_refused_kindly(self, as_wen: Client, kept: Accounts) -> None:
        response = as_wen.post(at(kept.wished, "steps/"), {"turn": "found"})

        assert response.status_code == 422
        assert "现在走不到这一步" in response.content.decode()

    @pytest.mark.parametrize("turn", ["closed", "entered", "nonsense", ""])
    def test_no_other_step_is_there(self, as_wen: Client, kept: Accounts, turn: str) -> None:
        assert as_wen.post(at(kept.wished, "steps/"), {"turn": turn}).status_code == 404

    def test_not_opening_says_why(self, as_wen: Client, kept: Accounts) -> None:
        assert as_wen.post(at(kept.wished, "steps/"), {"turn": "dropped"}).status_code == 422


def a_closing(**given: str) -> dict[str, str]:
    return {
        "ending": "close",
        "reason": "没人看",
        "go_to": "",
        "go_to_name": "",
        "days": "30",
        "text": "本号用到［停用日］。",
        "kept": "",
        **given,
    }


class TestClosing:
    def test_waits_for_the_second_and_then_says_the_day(
        self, as_wen: Client, second: Staff, kept: Accounts
    ) -> None:
        as_wen.post(at(kept.loud, "closing/"), a_closing())
        asked = JointAct.objects.get(agreed_at=None)
        assert Entry.objects.get(pk=kept.loud.pk).stage == "running"

        signed_in(second).post(f"/console/agreements/{asked.pk}/agreement/")

        notice = Notice.objects.get(entry=kept.loud)
        last = localdate() + timedelta(days=30)
        assert notice.last_day == last
        assert f"{last.month}月{last.day}日" in notice.text
        step = last_step(kept.loud)
        assert step is not None
        assert step.by_name == f"Wen、{second}"

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"days": "3"}, "少于 7 天"),
            ({"days": "x"}, "写一个数"),
            ({"reason": ""}, "写上为什么"),
            ({"text": ""}, "写上公告"),
            ({"ending": "merge"}, "选一个关注的人可以去的号"),
            ({"go_to_name": "青禾镇党建"}, "公告里还没写请大家去“青禾镇党建”"),
            ({"go_to": "99999"}, "99999"),
        ],
    )
    def test_says_what_is_missing_and_keeps_the_rest(
        self, as_wen: Client, kept: Accounts, given: dict[str, str], said: str
    ) -> None:
        response = as_wen.post(at(kept.loud, "closing/"), a_closing(**given))

        assert response.status_code == 422
        assert said in response.content.decode()
        assert JointAct.objects.filter(agreed_at=None).count() == 0

    def test_the_end_waits_for_the_days(self, as_wen: Client, kept: Accounts) -> None:
        response = as_wen.post(at(kept.ending, "closing/end/"))

        assert response.status_code == 422
        assert Entry.objects.get(pk=kept.ending.pk).stage == "merging"

    def test_is_withdrawn(self, as_wen: Client, kept: Accounts) -> None:
        as_wen.post(at(kept.ending, "closing/withdrawal/"))

        assert Entry.objects.get(pk=kept.ending.pk).stage == "running"


class TestToday:
    def test_brings_what_rings_to_whom_it_concerns(self, wen: Staff, kept: Accounts) -> None:
        mine = a_person("mo", (Role.EDITOR, kept.town.river))

        lines = [line.what for line in lines_for(mine, account=None) if line.room == "公众号台账"]

        assert sorted(lines) == [
            "河渡村党支部：登不进去，还没找回来",
            "河渡村党支部：组织改名叫“渡口村党支部”了，账号还是旧名",
            "河西村党支部：有人想开这个号",
            "青禾第一福利头条★：管理员老会计已转出",
        ]

    def test_a_word_ends_it(self, as_wen: Client, wen: Staff, kept: Accounts) -> None:
        (alarm,) = alarms_of(kept.loud)

        as_wen.post(at(kept.loud, f"alarms/{alarm.pk}/"), {"word": "人在镇上，随叫随到"})

        assert Alarm.objects.get(pk=alarm.pk).word == "人在镇上，随叫随到"
        assert not [one for one in lines_for(wen, account=None) if "老会计" in one.what]

    def test_the_chosen_accounts_verification_is_said_once(
        self, wen: Staff, account: Account, kept: Accounts
    ) -> None:
        account.refresh_from_db()

        lines = [line for line in lines_for(wen, account=account) if "认证" in line.what]

        assert [line.room for line in lines] == ["公众号"]
