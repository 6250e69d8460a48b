"""The fields of an item, those its kind has. What they may hold is said by the library itself."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.checking import checked
from zhijian.foundation.library.cleaning import cleaned_if_html
from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item

_ORIGIN = ("source", "author", "source_url", "rights", "rights_until", "is_findable")
FIELDS: Mapping[str, tuple[str, ...]] = {
    ItemKind.TEXT: ("title", "body", *_ORIGIN),
    ItemKind.LINK: ("title", "url", "summary", "cover", *_ORIGIN),
    ItemKind.ARTICLE: ("title", "summary", "body", "cover", *_ORIGIN),
    ItemKind.LARGE: ("title", "body", *_ORIGIN),
    ItemKind.QUESTION: ("title", "body", *_ORIGIN),
    ItemKind.IMAGE: ("title", "summary", *_ORIGIN),
    ItemKind.VOICE: ("title", "summary", *_ORIGIN),
    ItemKind.AUDIO: ("title", "summary", "cover", *_ORIGIN),
    ItemKind.VIDEO: ("title", "summary", "cover", *_ORIGIN),
}
MOST_COVERS = 200


class ItemForm(forms.Form):
    title = forms.CharField(required=False)
    url = forms.CharField(required=False)
    summary = forms.CharField(required=False)
    body = forms.CharField(required=False, strip=False)
    cover = forms.ChoiceField(required=False)
    source = forms.CharField(required=False)
    author = forms.CharField(required=False)
    source_url = forms.CharField(required=False)
    rights = forms.CharField(required=False)
    rights_until = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    is_findable = forms.BooleanField(required=False)

    def __init__(
        self, kind: str, *, account: Account, posted: QueryDict | None = None, item: Item | None = None
    ) -> None:
        self.kind = kind
        self.covers = {
            cover.code: cover
            for cover in Item.objects.filter(account=account, kind=ItemKind.IMAGE).order_by("-made_at")[
                :MOST_COVERS
            ]
        }
        super().__init__(posted, initial=_on_file(item, kind))
        for name in set(self.fields) - set(FIELDS[kind]):
            del self.fields[name]
        if "cover" in self.fields:
            chosen = item.cover if item else None
            if chosen:
                self.covers.setdefault(chosen.code, chosen)
            choices = [("", _("不要封面")), *((code, cover.title) for code, cover in self.covers.items())]
            self.fields["cover"] = forms.ChoiceField(required=False, choices=choices)
        if "rights_until" in self.fields:
            self.fields["rights_until"].error_messages["invalid"] = _("写成 2026-12-31 这样的日子")

    @property
    def says_origin(self) -> bool:
        """Whether the fields of the origin hold something, or something wrong: then they stand open."""
        return any(self[name].value() or self[name].errors for name in _ORIGIN if name != "is_findable")

    def clean(self) -> dict[str, Any]:
        """The values as the library keeps them; its refusals stand beside their fields."""
        values = {name: value for name, value in self.cleaned_data.items() if name in self.fields}
        if self.kind in (ItemKind.ARTICLE, ItemKind.LARGE) and "body" in values:
            values["body"] = cleaned_if_html(values["body"])
        if "body" in values:
            values["body"] = values["body"].replace("\r\n", "\n").replace("\r", "\n")
        try:
            kept = checked(self.kind, values)
        except ItemRefused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.rule)
            return values
        if "cover" in kept:
            kept["cover"] = self.covers.get(kept["cover"])
        return kept


def _on_file(item: Item | None, kind: str) -> dict[str, Any]:
    if item is None:
        return {"is_findable": kind != ItemKind.IMAGE}
    on_file = {name: getattr(item, name) for name in FIELDS[kind] if name != "cover"}
    until = item.rights_until
    return {
        **on_file,
        "cover": item.cover.code if item.cover else "",
        "rights_until": until.isoformat() if until else "",
    }
