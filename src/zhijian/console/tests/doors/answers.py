"""自动回复."""

from collections.abc import Sequence

from zhijian.console.tests.builders import a_question, an_import
from zhijian.console.tests.doors.page import ADMINISTRATORS, AN_ACCOUNT, NOTHING, Page
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers import services
from zhijian.rooms.answers.states import Seen
from zhijian.rooms.answers.tests.builders import a_rule


def answers_pages(account: Account) -> Sequence[Page]:
    rule, question = a_rule(account, "党费"), a_question(account)
    after = {"after": str(a_rule(account, "党课").pk)}
    needless = a_question(account, "好的", number=2)
    seen_to = services.see_to([needless], account_id=account.pk, how=Seen.NEEDLESS, by="tests")
    rules, unanswered = "/console/answers/rules/", "/console/answers/unanswered/"
    default_reply = "/console/answers/default-reply/"
    uploaded = an_import(account)
    group = services.make_synonyms(account_id=account.pk, words=["党费", "交费"], by="tests")
    synonyms, report = "/console/answers/synonyms/", "/console/answers/report-words/"
    manners = "/console/answers/manners/"
    table = f"/console/answers/import/{uploaded.pk}/"
    return (
        Page("rules", "/console/answers/"),
        Page("rule-order", "/console/answers/order/"),
        Page("rule-switches", "/console/answers/switches/", "post"),
        Page("rules-export", "/console/answers/export/"),
        Page("rules-import", "/console/answers/import/"),
        Page("rules-import-look", table, unknown="/console/answers/import/9999/"),
        Page(
            "rules-import-confirmation",
            f"{table}confirmation/",
            "post",
            "/console/answers/import/9999/confirmation/",
        ),
        Page("rules-import-undoing", f"{table}undoing/", "post", "/console/answers/import/9999/undoing/"),
        Page(
            "rule-place",
            f"{rules}{rule.pk}/place/?",
            "post",
            f"{rules}9999/place/",
            data=after,
        ),
        Page(
            "rule-library",
            f"{rules}library/?account=qinghe",
            unknown=f"{rules}library/?account=none",
            about=AN_ACCOUNT,
        ),
        Page("rule-try", "/console/answers/try/"),
        Page("rule-new", f"{rules}new/", unknown=f"{rules}new/?question=9999", about=NOTHING),
        Page("rule-preview", f"{rules}preview/", "post", about=AN_ACCOUNT, data={"account": "qinghe"}),
        Page("rule", f"{rules}{rule.pk}/", unknown=f"{rules}9999/"),
        Page("rule-switch", f"{rules}{rule.pk}/switch/", "post", f"{rules}9999/switch/"),
        Page("rule-removal", f"{rules}{rule.pk}/removal/", unknown=f"{rules}9999/removal/"),
        Page("unanswered", unanswered),
        Page("unanswered-rules", f"{unanswered}{question.pk}/rules/", unknown=f"{unanswered}9999/rules/"),
        Page(
            "unanswered-seeing-to",
            f"{unanswered}{question.pk}/seeing-to/",
            "post",
            f"{unanswered}9999/seeing-to/",
        ),
        Page(
            "unanswered-seen-to", f"{unanswered}seen-to/{seen_to.pk}/", "post", f"{unanswered}seen-to/9999/"
        ),
        Page(
            "unanswered-settlement",
            f"{unanswered}{question.pk}/settlement/",
            "post",
            f"{unanswered}9999/settlement/",
        ),
        Page("synonyms", "/console/answers/synonyms/"),
        Page("synonym-group", f"{synonyms}{group.pk}/", "post", f"{synonyms}9999/"),
        Page("report-words", f"{report}qinghe/", unknown=f"{report}no/", to=ADMINISTRATORS, about=AN_ACCOUNT),
        Page("answer-manners", f"{manners}qinghe/", "post", f"{manners}no/", ADMINISTRATORS, AN_ACCOUNT),
        Page(
            "default-reply",
            f"{default_reply}qinghe/",
            unknown=f"{default_reply}no/",
            to=ADMINISTRATORS,
            about=AN_ACCOUNT,
        ),
    )
