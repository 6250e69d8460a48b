from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "zhijian.foundation.library"
    label = "library"
