from django.urls import path

from zhijian.console.library import cleaning, editor, files, listing, media_page, packs

urlpatterns = [
    path("", listing.library, name="library"),
    path("new/", listing.kinds, name="library-kinds"),
    path("new/pack/", packs.new_pack, name="library-new-pack"),
    path("new/<slug:kind>/", editor.new_item, name="library-new"),
    path("items/<str:code>/", editor.item, name="library-item"),
    path("items/<str:code>/file/", files.file, name="library-file"),
    path("items/<str:code>/review/", editor.review, name="library-review"),
    path("items/<str:code>/copy/", editor.copy, name="library-copy"),
    path("items/<str:code>/removal/", editor.removal, name="library-removal"),
    path("items/<str:code>/permanent/", media_page.permanent, name="library-permanent"),
    path("pack-preview/", packs.preview, name="library-pack-preview"),
    path("media/", media_page.media, name="library-media"),
    path("media/count/", media_page.count, name="library-media-count"),
    path("cleaning/", cleaning.cleaning, name="library-cleaning"),
]
