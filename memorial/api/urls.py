"""The map of the API: what is described, the descriptions themselves, and nothing else."""

from django.urls import include, path, re_path

from memorial.api.answers import Nothing, declared
from memorial.api.description import ADDRESSES, OpenApiJson, OpenApiYaml, Page, Root
from memorial.review.gate import Channel

urlpatterns = [
    path("", declared(Root, Channel.API), name="api_root"),
    path("", include(ADDRESSES)),
    path("openapi.json", declared(OpenApiJson, Channel.API), name="api_openapi_json"),
    path("openapi.yaml", declared(OpenApiYaml, Channel.API), name="api_openapi_yaml"),
    path("docs/", declared(Page, Channel.API), name="api_docs"),
    re_path(r"^", declared(Nothing, Channel.API), name="api_nothing"),
]
