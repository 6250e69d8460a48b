"""What the pages of 自动回复 ask of a value: `{{ mapping|at:key }}`, `{{ variant|whom_in_words }}`."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from zhijian.console.answers import meanwhile
from zhijian.console.answers.draft import Variant

register = template.Library()


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What stands there under a key that is itself a variable; None where there is nothing."""
    return mapping.get(key)


@register.filter
def whom_in_words(variant: Variant) -> str:
    """For whom a variant is: not yet said, it is for nobody."""
    return _("选一选对谁说") if variant.whom.is_everybody else meanwhile.whom_in_words(variant.whom)
