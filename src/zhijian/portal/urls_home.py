from django.urls import path

from zhijian.portal import home

app_name = "portal"

urlpatterns = [path("", home.home, name="home")]
