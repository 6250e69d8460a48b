from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zhijian.foundation.accounts"
    label = "accounts"
