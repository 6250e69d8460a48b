from django.urls import path

from zhijian.console.tasks import views

urlpatterns = [
    path("", views.tasks, name="tasks"),
    path("<str:key>/", views.task, name="task"),
    path("<str:key>/cancellation/", views.cancellation, name="task-cancellation"),
]
