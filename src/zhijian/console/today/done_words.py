"""Which acts one is told of at the end of the day, and the picture beside each. The words are the log's."""

from typing import Final

# By what an act's name begins with; an area without a picture fails a test.
ICONS: Final = {
    "account": "plug-connected",
    "answer_settings": "message-reply",
    "binding": "user-check",
    "followers": "user-check",
    "handover": "users",
    "invitation": "qrcode",
    "joint_act": "users",
    "label": "sitemap",
    "library": "folders",
    "member": "sitemap",
    "menu": "layout-bottombar",
    "office": "sitemap",
    "plain_code": "qrcode",
    "post": "users",
    "reach": "heart-handshake",
    "register": "plug-connected",
    "roster": "sitemap",
    "rule": "message-reply",
    "rules": "message-reply",
    "staff": "users",
    "stay": "sitemap",
    "synonyms": "message-reply",
    "tag": "user-check",
    "takeover": "plug-connected",
    "task": "list-check",
    "town": "sitemap",
    "transfer": "sitemap",
    "unanswered": "message-reply",
    "unit": "sitemap",
    "units": "sitemap",
}


def icon_of(action: str) -> str:
    return ICONS.get(action.partition(".")[0], "list-check")


UNSAID = frozenset(
    {
        "account.changes_seen",
        "account.checks_asked",
        "menu.tags_asked_for",
        "menu.taken_in",
        "menu.taken_out",
        "menu.tried",
        "staff.invitation_accepted",
        "staff.looks_changed",
        "staff.set_up",
        "staff.signed_in",
        "takeover.tried_again",
        # WeChat's own or the worker's, never a person's
        "register.alarm_raised",
        "menu.accepted",
        "menu.gone",
        "menu.refused",
        "takeover.fetched",
    }
)
