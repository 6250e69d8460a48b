from django.urls import path

from zhijian.console.me import factors, password, sittings, views

urlpatterns = [
    path("", views.me, name="me"),
    path("password/", password.password, name="me-password"),
    path("authenticator/", factors.authenticator, name="me-authenticator"),
    path("authenticator/removal/", factors.authenticator_removal, name="me-authenticator-removal"),
    path("passkeys/", factors.passkeys, name="me-passkeys"),
    path("passkeys/<int:number>/removal/", factors.passkey_removal, name="me-passkey-removal"),
    path("recovery-codes/", factors.recovery_codes, name="me-recovery-codes"),
    path("sittings/ending/", sittings.ending_of_others, name="me-other-sittings-ending"),
    path("sittings/<int:number>/ending/", sittings.ending, name="me-sitting-ending"),
]
