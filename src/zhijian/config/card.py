"""The capability card in English, for the command line."""

from collections.abc import Iterator
from typing import Final

from zhijian.foundation.accounts import queries
from zhijian.foundation.accounts.capabilities import Standing, Verdict, card
from zhijian.foundation.accounts.models import Account

# What it is; and what the product does where WeChat does not give it.
WORDS: Final[dict[str, tuple[str, str]]] = {
    "push_all": ("push to everybody or to a tag", "write here, copy into WeChat's editor and push there"),
    "push_confirmed": ("a push to everybody may need the administrator's tap within 30 minutes", ""),
    "push_chosen": ("push to chosen people", ""),
    "publish": ("publish pages without a push", "copy the text into WeChat's editor and publish there"),
    "drafts": ("put drafts into WeChat's back end", "copy and paste"),
    "reply": ("answer text, pictures, voice, places", ""),
    "reply_parts": ("answer in several parts", "all parts go out as one text with links"),
    "take_over": ("read the automatic replies made in the back end", "type them in, or import a table"),
    "voice_in_words": ("voice turned into text", "somebody on duty listens"),
    "menu": ("publish the menu from here", "make it in the back end, from the plan drawn here"),
    "menu_by_tag": ("menus that differ by tag", "one menu for all"),
    "answer_later": ("answer up to 5 times within 48 hours", "answer at once, by rules, only"),
    "comments": ("read, choose and answer comments, if the account has them", "do it in the back end"),
    "comment_writers": ("know who wrote a comment", "ask people to write to the account"),
    "visitors": ("know who opens a page", "pages open all the same, without a name"),
    "followers": ("read the list of followers", "those who write are known from then on"),
    "tags": ("tag followers", "lists are kept here only"),
    "nicknames": ("nicknames and pictures", "nobody gets them any more; people say who they are"),
    "notices": ("one notice for each consent", "say it when people write, or in the next push"),
    "templates": ("template messages", ""),
    "notices_for_good": ("notices for good", "given to government and health services only; ask WeChat"),
    "scene_codes": ("a code for each branch", "the account's own code and a keyword for each branch"),
    "numbers": ("followers and readers as numbers", "look in the back end"),
    "readers": ("know who read an article", "only totals exist; ask for an answer instead"),
    "kept_media": ("keep pictures and sound with WeChat for good", "uploaded anew when needed"),
}
_SIGNS: Final = {Verdict.CAN: "yes", Verdict.CAN_IF: "if ", Verdict.CANNOT: "no "}


def lines(account: Account) -> Iterator[str]:
    """One line a capability; `asked` where WeChat itself said so, else it follows from the kind."""
    for judged in card(Standing.of(account, queries.grants_of(account.pk))):
        what, instead = WORDS[judged.key]
        end = f"; instead: {instead}" if judged.verdict == Verdict.CANNOT and instead else ""
        source = "asked" if judged.is_asked else "by kind"
        yield f"{_SIGNS[judged.verdict]} {what}{end} ({judged.key}, {source})"
    if account.verified_until:
        yield f"verified until {account.verified_until.isoformat()}"
    for allowance in queries.allowances_of(account.pk).values():
        yield f"used {allowance.used} of {allowance.most}: {allowance.what}"
    if queries.is_token_contested(account.pk):
        yield "NOT token: another program takes tokens for this AppID (token_taken)"
