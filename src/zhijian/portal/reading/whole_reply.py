"""The page of a whole answer: where the last link of an answer that had to be shortened leads."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhijian.portal.elder_view import View, in_view
from zhijian.portal.reading.leaf import Row
from zhijian.portal.reading.paragraphs import paragraphs
from zhijian.rooms.answers.queries import PublicReply


@dataclass(frozen=True, slots=True)
class WholeReply:
    account_name: str
    texts: list[list[SafeString]]
    rows: list[Row]


def whole_reply(reply: PublicReply, *, view: View) -> WholeReply:
    return WholeReply(
        account_name=reply.account_name,
        texts=[paragraphs(text) for text in reply.texts],
        rows=[_row(title, address, view) for title, address in reply.links],
    )


def _row(title: str, address: str, view: View) -> Row:
    """Our own pages open in the reader's view; a page elsewhere says where it is."""
    ours = f"{settings.ZHIJIAN_PUBLIC_URL}/read/"
    if address.startswith(ours):
        return Row(title, _("点开看"), "news", in_view(f"/read/{address.removeprefix(ours)}", view), "")
    return Row(title, urlsplit(address).hostname or "", "external-link", address, "")
