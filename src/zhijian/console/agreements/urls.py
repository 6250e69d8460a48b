from django.urls import path

from zhijian.console.agreements import closing, views

urlpatterns = [
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/<int:number>/agreement/", views.agreement, name="agreement"),
    path("agreements/<int:number>/refusal/", views.refusal, name="agreement-refusal"),
    path("agreements/<int:number>/withdrawal/", views.withdrawal, name="agreement-withdrawal"),
    path("accounts/<slug:slug>/closing/", closing.closing, name="account-closing"),
]
