"""My page: name and looks, second factors, where I am signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.me.devices import device_in_words, is_in_the_hand
from zhijian.console.me.forms import Looks
from zhijian.console.page import page
from zhijian.foundation.staff import services
from zhijian.foundation.staff.sittings import second_factors_of, sittings_of


@dataclass(frozen=True, slots=True)
class SittingRow:
    number: int
    device: str
    icon: str
    address: str
    since: datetime
    seen_at: datetime
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class FactorRow:
    number: int
    name: str
    added_at: datetime
    used_at: datetime | None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(needs_post=False)
def me(request: StaffRequest) -> HttpResponse:
    staff = request.staff
    given = {"name": staff.name, "language": staff.language, "theme": staff.theme, "accent": staff.accent}
    form = Looks(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        services.change_own_looks(staff, **form.cleaned_data)
        return redirect("console:me")
    status = 422 if request.method == "POST" else 200
    return page(request, "console/me/page.html", {"form": form, **_ways_in(request)}, at="me", status=status)


def _ways_in(request: StaffRequest) -> dict[str, object]:
    factors = list(second_factors_of(request.staff))
    kinds = {factor.type for factor in factors}
    recovery = next((f for f in factors if f.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "has_totp": Authenticator.Type.TOTP in kinds,
        "has_second_factor": bool(kinds - {Authenticator.Type.RECOVERY_CODES}),
        "passkeys": [_factor(f) for f in factors if f.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(recovery.wrap().get_unused_codes()) if recovery else None,
        "sittings": sitting_rows(request),
    }


def _factor(factor: Authenticator) -> FactorRow:
    return FactorRow(factor.pk, factor.wrap().name, factor.created_at, factor.last_used_at)


def sitting_rows(request: StaffRequest) -> Sequence[SittingRow]:
    """This browser first, then the last seen."""
    rows = [
        SittingRow(
            number=sitting.pk,
            device=device_in_words(sitting.user_agent),
            icon="device-mobile" if is_in_the_hand(sitting.user_agent) else "device-laptop",
            address=str(sitting.ip),
            since=sitting.created_at,
            seen_at=sitting.last_seen_at,
            is_this_one=sitting.session_key == request.session.session_key,
        )
        for sitting in sittings_of(request.staff)
        if sitting.exists()
    ]
    return sorted(rows, key=lambda row: not row.is_this_one)
