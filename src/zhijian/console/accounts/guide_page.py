"""The guide of one account: what is on file, what to carry to WeChat's back end, how far one has come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.access import StaffRequest
from zhijian.console.accounts import check_words
from zhijian.console.accounts.check_rows import CheckList, check_list
from zhijian.console.page import page
from zhijian.foundation.accounts import queries
from zhijian.foundation.accounts.checking import State, What
from zhijian.foundation.accounts.kinds import Mode
from zhijian.foundation.accounts.models import OFFICIAL_API, Account, DomainFile


@dataclass(frozen=True, slots=True)
class Step:
    """A line of 走到哪一步."""

    name: str
    says: str
    is_done: bool = False
    is_current: bool = False
    is_optional: bool = False
    address: str = ""

    @property
    def icon(self) -> str:
        return "circle-check" if self.is_done else "list-check" if self.is_current else "circle-dashed"


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything the page prints. `keys` are the opened token and AES key, when somebody asked for them."""

    account: Account
    checks: CheckList
    files: Sequence[DomainFile]
    keys: tuple[str, str] | None = None

    @property
    def callback_url(self) -> str:
        return f"{settings.ZHIJIAN_PUBLIC_URL}/wechat/{self.account.slug}"

    @property
    def domain(self) -> str:
        return urlsplit(settings.ZHIJIAN_PUBLIC_URL).hostname or ""

    @property
    def is_in_sandbox(self) -> bool:
        return self.account.api_base != OFFICIAL_API

    @property
    def command(self) -> str:
        """What introduces the account to a sandbox, which has no back end to paste into."""
        return f"zhijian accounts to-sandbox {self.account.slug}"

    @property
    def sandbox_url(self) -> str:
        return str(settings.ZHIJIAN_SANDBOX_URL)

    @property
    def secret_since(self) -> str:
        return check_words.day(self.account.secret_since or self.account.made_at)

    @property
    def is_plain(self) -> bool:
        return self.account.mode == Mode.PLAIN

    @property
    def token_is_contested(self) -> bool:
        return queries.is_token_contested(self.account.pk)

    @property
    def steps(self) -> Sequence[Step]:
        """In the order of the page; the first that is not done is where one stands."""
        known = queries.checks_of(self.account.pk)
        knocked = (seen := known.get(What.CALLBACK)) is not None and seen.state == State.FINE
        talked = (heard := known.get(What.TALK)) is not None and heard.state == State.FINE
        steps = [
            Step(_("账号信息"), check_words.moment(self.account.made_at), is_done=True),
            Step(
                _("粘贴到微信后台"), _("微信来敲过门") if knocked else _("三样，逐个贴过去"), is_done=knocked
            ),
            Step(
                _("域名校验文件"),
                _("传了 %(count)s 个") % {"count": len(self.files)} if self.files else _("现在可以不传"),
                is_done=bool(self.files),
                is_optional=True,
            ),
            Step(_("逐项检查"), self.checks.in_short, is_done=self.checks.is_done),
            Step(
                _("接过原来的规则和菜单"),
                _("在微信后台做过的，搬过来"),
                is_optional=True,
                address=reverse("console:takeover", args=[self.account.slug]),
            ),
            Step(_("启用"), _("从这时起由指尖来答"), is_done=talked),
        ]
        return _with_current(steps)


def _with_current(steps: Sequence[Step]) -> Sequence[Step]:
    here = next((n for n, step in enumerate(steps) if not step.is_done and not step.is_optional), -1)
    return [replace(step, is_current=n == here) for n, step in enumerate(steps)]


def guide_of(account: Account, *, keys: tuple[str, str] | None = None) -> Guide:
    return Guide(account, check_list(account), list(queries.domain_files_of(account)), keys)


def guide_page(
    request: StaffRequest,
    account: Account,
    *,
    status: int = 200,
    keys: tuple[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    context = {"guide": guide_of(account, keys=keys), **more}
    return page(request, "console/accounts/guide.html", context, at="account", status=status)
