from django.urls import path

from zhijian.portal.reading import files, views

app_name = "reading"

urlpatterns = [
    path("<str:code>", views.item, name="item"),
    path("<str:code>/file", files.item_file, name="file"),
    path("<str:code>/cover", files.cover, name="cover"),
]
