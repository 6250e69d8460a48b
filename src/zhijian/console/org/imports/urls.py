from django.urls import path

from zhijian.console.org.imports import exporting, views

urlpatterns = [
    path("imports/", views.upload, name="org-imports"),
    path("imports/<int:number>/", views.look, name="org-import"),
    path("imports/<int:number>/columns/", views.columns, name="org-import-columns"),
    path("imports/<int:number>/rows/<int:row>/", views.decision, name="org-import-row"),
    path("imports/<int:number>/confirmation/", views.confirmation, name="org-import-confirmation"),
    path("imports/<int:number>/undoing/", views.undoing, name="org-import-undoing"),
    path("imports/<int:number>/removal/", views.removal, name="org-import-removal"),
    path("imports/<int:number>/rest/", views.rest, name="org-import-rest"),
    path("export/", exporting.export, name="org-export"),
    path("export/<int:number>/", exporting.fetch, name="org-export-fetch"),
]
