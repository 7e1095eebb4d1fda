"""The map of every address."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from memorial.public import entrance, iiif, iiif_images, media_files

urlpatterns = [
    path("", entrance.entrance, name="entrance"),
    path("media/<slug:public_id>/<str:digest>.<slug:extension>", media_files.media_file, name="media"),
    path("iiif/<slug:kind>/<slug:public_id>/manifest.json", iiif.manifest, name="manifest"),
    path("iiif/image/<slug:public_id>/<str:digest>/info.json", iiif_images.info, name="iiif_info"),
    path(
        "iiif/image/<slug:public_id>/<str:digest>/full/<str:size>/0/default.jpg",
        iiif_images.picture,
        name="iiif_image",
    ),
    path("robots.txt", entrance.robots, name="robots"),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("memorial.public.urls")), prefix_default_language=True),
]

handler400 = "memorial.public.error_pages.not_taken"
handler403 = "memorial.public.error_pages.forbidden"
handler404 = "memorial.public.error_pages.not_found"
handler500 = "memorial.public.error_pages.server_error"
