"""The map of every address."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from memorial.public import data_files, entrance, iiif, iiif_images, linked, media_files, oai, sitemap

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
    path("linked/<slug:kind>/<slug:public_id>.jsonld", linked.document, name="linked"),
    path("data/<slug:digest>/<str:name>", data_files.data_file, name="data_file"),
    path("robots.txt", entrance.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemaps, name="sitemaps"),
    path("sitemap/<slug:section>-<int:parts>-<int:number>.xml", sitemap.sitemap, name="sitemap"),
    path("oai", oai.oai, name="oai"),
    path("api/v1/", include("memorial.api.urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("memorial.public.urls")), prefix_default_language=True),
]

handler400 = "memorial.public.error_pages.not_taken"
handler403 = "memorial.public.error_pages.forbidden"
handler404 = "memorial.public.error_pages.not_found"
handler500 = "memorial.public.unreached.failed"
