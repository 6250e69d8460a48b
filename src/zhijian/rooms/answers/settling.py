"""What an account has settled about its answers: reading it, and checking what is new."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from zhijian.rooms.answers import checking
from zhijian.rooms.answers.errors import RuleRefused, SettingsRefused
from zhijian.rooms.answers.guarding.reply import reply_to_report
from zhijian.rooms.answers.models import AnswerSettings
from zhijian.rooms.answers.normal import normal

GUIDE_MINUTES: Final = range(1, 121)
MOST_WORDS: Final = 500
LONGEST_WORD: Final = 60
SHORTEST_WORD: Final = 2
LONGEST_ADDRESS: Final = 500


def settings_of(account_id: int) -> AnswerSettings:
    """What is on file, or all defaults. Never written by asking."""
    return AnswerSettings.objects.filter(account_id=account_id).first() or AnswerSettings(
        account_id=account_id
    )


def checked(name: str, value: Any) -> Any:
    """The value as it is kept. Raises `SettingsRefused`."""
    if name == "guide_minutes" and value not in GUIDE_MINUTES:
        raise SettingsRefused(name, _("等几分钟：1 到 120"), code="guide-minutes-range")
    if name in ("report_words", "report_exceptions"):
        return _words(name, value)
    if name == "report_address":
        return _address(name, value)
    return value


def check_together(settings: AnswerSettings) -> None:
    """The answer to a report, address and all, is one text message. Raises `SettingsRefused`."""
    try:
        checking.check_text(reply_to_report(settings))
    except RuleRefused as refused:
        raise SettingsRefused("report_reply", refused.rule, code=refused.code) from None


def _words(name: str, words: Sequence[str]) -> list[str]:
    """Each once. A single character would stop half of what people write, so it is none."""
    if len(words) > MOST_WORDS:
        raise SettingsRefused(
            name, _("最多 %(most)d 个词") % {"most": MOST_WORDS}, code="report-words-too-many"
        )
    for word in words:
        form = normal(word)
        if not form:
            raise SettingsRefused(name, _("有一行是空的，或者只有标点"), code="report-word-empty")
        if len(form) < SHORTEST_WORD:
            raise SettingsRefused(
                name,
                _("“%(word)s”只有一个字，会拦下太多平常的话") % {"word": word.strip()},
                code="report-word-too-short",
            )
        if len(word.strip()) > LONGEST_WORD:
            raise SettingsRefused(
                name, _("一个词最多 %(most)d 个字") % {"most": LONGEST_WORD}, code="report-word-too-long"
            )
    return list({normal(word): word.strip() for word in reversed(words)}.values())[::-1]


def _address(name: str, address: str) -> str:
    address = address.strip()
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if address and not (
        is_address and len(address) <= LONGEST_ADDRESS and not any(map(str.isspace, address))
    ):
        raise SettingsRefused(
            name, _("写一个网址，以 https:// 开头，最多 500 个字"), code="report-address-bad"
        )
    return address
