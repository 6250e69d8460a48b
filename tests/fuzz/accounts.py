"""The accounts whose doors are tried, and what they answer."""

from dataclasses import dataclass
from typing import Final

from tests.fuzz.sealing import Seal

# All times of a run are this one, so that the same seed makes the same bytes on any day.
NOW: Final = 1_795_000_000

DEFAULT_REPLY: Final = "这里是默认回复。"
KEYWORD: Final = "两学一做"
REPLY: Final = "学习材料：先读第一章。"


@dataclass(frozen=True, slots=True)
class Account:
    slug: str
    mode: str
    seal: Seal
    gh_id: str
    previous: Seal | None = None
    can_send: bool = True
    suggests: bool = False
    default_reply: str = DEFAULT_REPLY

    @property
    def seals(self) -> tuple[Seal, ...]:
        """What the platform may seal with: after a change of key the one before for a while."""
        return (self.seal, self.previous) if self.previous else (self.seal,)


def _account(slug: str, mode: str = "safe", *, turned: bool = False, **values: bool | str) -> Account:
    token, appid = f"TokenOf{slug}", f"wxfuzz{slug}"
    key = (f"{slug}KeyOfTheFuzzTests" * 3)[:42] + "E"
    previous = Seal(token=token, aes_key=key.swapcase(), appid=appid) if turned else None
    seal = Seal(token=token, aes_key=key, appid=appid)
    return Account(slug, mode, seal, f"gh_{slug}", previous, **values)  # type: ignore[arg-type]  # by their names


SAFE: Final = _account("safe", suggests=True)
COMPATIBLE: Final = _account("compatible", "compatible", can_send=False)
PLAIN: Final = _account("plain", "plain")
TURNED: Final = _account("turned", turned=True, can_send=False, default_reply="")
# So many keywords that a search among near ones leaves the event loop for a thread.
MANY: Final = _account("many", suggests=True)

ACCOUNTS: Final = {account.slug: account for account in (SAFE, COMPATIBLE, PLAIN, TURNED, MANY)}
SEALED: Final = (SAFE, SAFE, SAFE, COMPATIBLE, TURNED)

MANY_KEYWORDS: Final = 1_500
RULES: Final = (
    "keyword,match,reply\n"
    f"{KEYWORD},exact,{REPLY}\n"
    "党费,contains,党费每月交一次。\n"
    "夜校,contains,夜校每周三晚上七点。\n"
    "谢谢,exact,不客气。\n"
    "ＡＢＣ,exact,字母。\n"
    "臺灣,contains,简繁都认得。\n"
    "？！,exact,标点也行。\n"
    "党费.*标准,regex,标准见附件。\n"
    "^第[0-9]+条$,regex,逐条解释。\n"
    '"(a|b)*c{1,20}$",regex,线性时间。\n'
    '"[\\s\\S]{500,}",regex,您写得真长。\n'
)
