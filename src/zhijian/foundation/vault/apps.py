from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "zhijian.foundation.vault"
    label = "vault"
