from django.apps import AppConfig


class FollowersConfig(AppConfig):
    name = "zhijian.foundation.followers"
    label = "followers"
