"""The one Django app of the house, and the admin site that it brings along."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class MemorialConfig(AppConfig):
    """Holds every concept of the record in one app, so that they share one line of migrations."""

    default = True
    name = "memorial"
    default_auto_field = "django.db.models.BigAutoField"


class DeskConfig(admin_apps.AdminConfig):
    """Puts the curators' desk in the place of the stock admin site."""

    default = False
    default_site = "memorial.review.desk.Desk"
