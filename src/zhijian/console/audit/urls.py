from django.urls import path

from zhijian.console.audit import views

urlpatterns = [path("", views.audit, name="audit")]
