"""What is over and of no more use: guesses, codes, requests for help, links, and what gateways have read."""

from datetime import timedelta
from typing import Final

from django.utils.timezone import now

from zhijian.foundation.followers.models import BindingChange, HelpRequest, OpenedLink
from zhijian.foundation.followers.services.codes import forget_old_codes
from zhijian.foundation.followers.services.guessing import forget_old_guesses

DAY: Final = timedelta(days=1)


def forget_what_is_over() -> None:
    """Numbers of changes are not used again, so a gateway reads on from the last it has seen."""
    forget_old_guesses()
    forget_old_codes()
    HelpRequest.objects.filter(expires_at__lt=now() - DAY).delete()
    OpenedLink.objects.filter(at__lt=now() - DAY).delete()
    BindingChange.objects.filter(at__lt=now() - DAY).delete()
