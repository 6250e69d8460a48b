from django.urls import path

from zhijian.console.handovers import views

urlpatterns = [
    path("staff/<int:number>/handover/", views.handover_new, name="handover-new"),
    path("handovers/<int:number>/", views.the_handover, name="handover"),
    path("handovers/<int:number>/signature/", views.signature, name="handover-signature"),
    path("handovers/<int:number>/ending/", views.ending, name="handover-ending"),
]
