from django.urls import path

from zhijian.console.accounts import card, checking, domain_files, setting_up, views

urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/new/", setting_up.new_account, name="account-new"),
    path("accounts/<slug:slug>/", setting_up.guide, name="account"),
    path("accounts/<slug:slug>/basics/", setting_up.basics, name="account-basics"),
    path("accounts/<slug:slug>/secret/", setting_up.secret, name="account-secret"),
    path("accounts/<slug:slug>/keys/", setting_up.keys, name="account-keys"),
    path("accounts/<slug:slug>/new-keys/", setting_up.new_keys, name="account-new-keys"),
    path("accounts/<slug:slug>/mode/", setting_up.mode, name="account-mode"),
    path("accounts/<slug:slug>/files/", domain_files.put_up, name="account-files"),
    path(
        "accounts/<slug:slug>/files/<int:number>/removal/", domain_files.removal, name="account-file-removal"
    ),
    path("accounts/<slug:slug>/checks/", checking.checks, name="account-checks"),
    path("accounts/<slug:slug>/checks/<slug:what>/", checking.check, name="account-check"),
    path("accounts/<slug:slug>/card/", card.account_card, name="account-card"),
    path("accounts/<slug:slug>/card/changes/", card.changes_seen, name="account-changes-seen"),
    path("more/", views.more, name="more"),
]
