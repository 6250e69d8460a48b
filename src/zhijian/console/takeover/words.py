"""A take-over in staff's words: questions, choices, verdicts and what is behind them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.rooms.answers.takeover import plan, questions
from zhijian.rooms.answers.takeover.questions import Question
from zhijian.rooms.answers.takeover.rehearsing import DIFFERS, NEW, SAME


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """`takes_words` where a sentence is to be written with it."""

    code: str
    label: str
    hint: str

    @property
    def takes_words(self) -> bool:
        return self.code == questions.WORDS


def question_words(question: Question) -> str:
    told = {"name": question.name, "count": question.count}
    match question.kind:
        case "random":
            return (
                _("“%(name)s”有 %(count)s 个回答，微信每次随便挑一个；有的回答不止一条，没法照样挑着发")
                % told
            )
        case "same":
            return _("“%(name)s”在 %(count)s 条规则里都有，微信随便答其中一条") % told
        case "gap":
            return _("“%(name)s”没能从微信取回来") % told
        case "entry":
            return _("菜单“%(name)s”缺东西，微信不收") % told
        case "closed":
            return (
                _("欢迎语在微信后台是关着的")
                if question.name == "welcome"
                else _("自动回复在微信后台是关着的")
            )
        case _:
            return _other_words(question)


def _other_words(question: Question) -> str:
    if question.name == "default":
        return _("答不上时说的不是文字，搬不过来")
    if question.name == "welcome":
        return _("欢迎语里有一种搬不过来的内容")
    return _("“%(name)s”里有一种搬不过来的内容") % {"name": question.name}


def choice_words(question: Question) -> list[ChoiceWords]:
    """In the order of the question; the first is what we recommend."""
    return [_choice(question, code) for code in question.choices]


def _choice(question: Question, code: str) -> ChoiceWords:
    if code.startswith("only:"):
        rule = next(rule for rule in question.only if f"only:{rule.number}" == code)
        label = _("只答“%(name)s”") % {"name": rule.name}
        return ChoiceWords(code, label, _("别的规则里去掉这个词，其余的词照答"))
    if code == questions.ALL:
        label = _("%(count)s 段都发") % {"count": question.count}
        return ChoiceWords(code, label, _("建议。先后送到，不会漏掉"))
    label, hint = _CHOICES[question.kind if question.kind in ("entry", "closed") else "", code]
    return ChoiceWords(code, str(label), str(hint))


_CHOICES: dict[tuple[str, str], tuple[Any, Any]] = {
    ("", questions.FIRST): (gettext_lazy("只发第一段"), gettext_lazy("别的几段不搬；原样留在接管记录里")),
    ("", questions.BOTH): (gettext_lazy("几条都答，按先后"), gettext_lazy("建议。谁的内容都不会漏")),
    ("", questions.LEAVE_OUT): (
        gettext_lazy("先不要这一份"),
        gettext_lazy("建议。别的内容照发，找到以后再补"),
    ),
    ("", questions.WORDS): (gettext_lazy("换成一句话"), gettext_lazy("写在下面，就答这一句")),
    ("entry", questions.LEAVE_OUT): (gettext_lazy("去掉这一项"), gettext_lazy("建议。以后想加再加")),
    ("entry", questions.KEEP): (gettext_lazy("先留着"), gettext_lazy("接过来以后到“菜单”里改好再发布")),
    ("closed", questions.OFF): (
        gettext_lazy("接过来，先停用"),
        gettext_lazy("建议。和现在一样，不会突然答起来"),
    ),
    ("closed", questions.ON): (gettext_lazy("接过来就用"), gettext_lazy("切换以后马上会答")),
}

VERDICTS: dict[str, tuple[Any, str, str]] = {
    # words, icon, look
    SAME: (gettext_lazy("一样"), "equal", "ok"),
    DIFFERS: (gettext_lazy("不一样"), "alert-triangle", "warn"),
    NEW: (gettext_lazy("原来没人答"), "plus", "info"),
}

_WHY: dict[str, Any] = {
    "random-one": gettext_lazy("原来随便挑一段，现在也是；这里是其中一段。"),
    "random-all": gettext_lazy("原来随便挑一段，现在几段都发。"),
    "random-first": gettext_lazy("原来随便挑一段，现在只发第一段。"),
    "merged": gettext_lazy("几条规则都有这个词：原来随便答一条，现在按先后都答。"),
    "several": gettext_lazy("几条规则都对得上：微信随便答一条，指尖总是答先建的这条。"),
    "other-rule": gettext_lazy("几条规则都对得上，指尖答的是另一条。"),
    "own-rule": gettext_lazy("这里已经有一条规则，先答了它。"),
    "silent": gettext_lazy("这条规则会是停用的。"),
    "replaced": gettext_lazy("有一份没取回来，少了它，或者换成了一句话。"),
    "folded": gettext_lazy("没认证的公众号一次只能回一条，几段合成了一段。"),
    "cards": gettext_lazy("微信一次只让回一篇，第二篇起接着送到。"),
    "alike": gettext_lazy("空格、标点、大小写、全角半角、繁体简体都不影响。"),
    "found": gettext_lazy("从资料库里找到的。"),
    "default": gettext_lazy("没有规则能答时说的话。"),
}


def why_words(why: str) -> str:
    return str(_WHY.get(why, ""))


_NOTES: dict[str, Any] = {
    plan.SEVERAL_CARDS: gettext_lazy("几篇图文的，第二篇起接着送到"),
    plan.TEXT_SPLIT: gettext_lazy("太长的分成几段"),
    plan.BECAME_RULE: gettext_lazy("菜单里直接发的内容做成规则"),
    plan.NAME_SHORT: gettext_lazy("太长的名字收短"),
    plan.NOTHING_TO_SAY: gettext_lazy("没有内容的先停用"),
}


def note_words(notes: list[str]) -> str:
    return _("、").join(str(_NOTES[note]) for note in notes if note in _NOTES)


def failure_words(code: int | None) -> str:
    """Why nothing could be fetched, and what helps. No codes."""
    known = {
        40164: _("微信不认这台服务器的地址。在公众平台的“IP 白名单”里加上它，再取一次。"),
        40125: _("AppSecret 不对。在“接上公众号”里重新填一遍，再取一次。"),
        48001: _("这个公众号没有让程序读规则的权限。"),
        45009: _("今天问微信的次数用完了，明天再取。"),
    }
    if code is None:
        return _("没有连上微信。过一会儿再取一次。")
    return known.get(code, _("微信没有给。过一会儿再取一次；还不行，请看日志。"))


_GAPS: dict[str, Any] = {
    "gone": gettext_lazy("微信那边已经没有了"),
    "not_allowed": gettext_lazy("这个号没有取它的权限"),
    "too_large": gettext_lazy("文件太大，或者格式不收"),
    "no_answer": gettext_lazy("试了几次没有取到"),
}


def gap_words(gap: str) -> str:
    return str(_GAPS.get(gap, ""))


_ERRORS: dict[str, Any] = {
    "already-imported": gettext_lazy("已经接过来了。要重来，先撤回。"),
    "not-fetched": gettext_lazy("还没有取回来。"),
    "still-open": gettext_lazy("还有要您定的，定好再接。"),
    "choice-unknown": gettext_lazy("选一样再定。"),
    "words-missing": gettext_lazy("写下要换成的那句话，最多约 680 个汉字。"),
}


def error_words(code: str) -> str:
    return str(_ERRORS.get(code, _("这一步没办成，东西都还在。")))
