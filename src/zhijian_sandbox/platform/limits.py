"""Numbers of the platform that nobody has confirmed, in one place.

The documentation is silent or contradicts itself on these: each is our choice, made to be changed here
when somebody knows better. Numbers that are documented stand beside the call they belong to.
"""

from zhijian_sandbox.platform.rights import Right

# Which accounts may keep drafts: unverified ones seem to.
DRAFTS = Right.ANYBODY
# Permanent media beyond their number: how many are allowed is documented, what is answered is not.
MATERIAL_FULL = 45009
# A video without its second form field.
VIDEO_WITHOUT_WORDS = 40035
# Conditional menus an account may have; only the calls a day are documented.
CONDITIONAL_MENUS = 100
# A condition on a tag that is none of the account's.
CONDITIONAL_MENU_BAD_TAG = 45159
# An author's name beyond its length: the old table knows 45110, ours does not list it.
AUTHOR_TOO_LONG = 45110
# A publish_id that is none of the account's.
BAD_PUBLISH_ID = 40035
# Seconds until a job of the platform ends; the real ones take from seconds to hours.
JOB_SECONDS = 2.0
# How long a clientmsgid is remembered: "repeat" is documented without a time.
CLIENT_MSG_ID_SECONDS = 86_400
# Whether a push that was refused or failed gives its quota back.
PUSH_QUOTA_RETURNED = True
# What is answered when a push names people by something that is no list of openids.
PUSH_BAD_OPENIDS = 40031
# Phones off the desk get their bubbles too, up to so many receivers; beyond, only those on it.
PUSH_BUBBLES_MOST = 20_000
# Signs in a reply to a comment.
COMMENT_REPLY_CHARACTERS = 600
# Signs in a comment: what the phone lets people write.
COMMENT_CHARACTERS = 600
# Longest spans of the statistics that were new in late 2025, in days, and the first day they know.
NEW_ARTICLE_SPANS = {
    "getarticleread": 30,
    "getarticleshare": 30,
    "getbizsummary": 30,
    "getarticletotaldetail": 1,
}
NEW_ARTICLE_FIRST_DAY = "2025-11-01"
# The two spans the documentation leaves open.
INTERFACE_SPANS = {"getinterfacesummary": 30, "getinterfacesummaryhour": 1}
# Codes of the calls about notices; they are documented with these calls only, not in the common table.
NOTICE_BAD_TID = 200014
NOTICE_BAD_START = 200016
NOTICE_BAD_LIMIT = 200017
NOTICE_BAD_IDS = 200018
NOTICE_BAD_KEYWORDS = 200020
NOTICE_BAD_SCENE = 200021
NOTICES_FULL = 200012
NOTICES_MOST = 50
# What is answered when there are too many templates for messages.
TEMPLATES_FULL = 45026
# How long the same client_msg_id stands for the same template message.
TEMPLATE_CLIENT_ID_SECONDS = 600
# An account of customer service that is there already, or not there.
AGENT_EXISTS = 65406
AGENT_MISSING = 65401
# A conversation that another member of staff has.
SESSION_TAKEN = 65414
