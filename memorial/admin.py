"""Index of the desk: every concept keeps its own forms and lists, and Django finds them all here."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from memorial.commemorations.admin import CommemorationAdmin, RecognitionAdmin
from memorial.commemorations.book_pages import book, candles, lower, put_back, take_down
from memorial.contributions.desk_views import contribution, contribution_act, contribution_contact
from memorial.contributions.file_page import contributed_file
from memorial.contributions.made_notice import notice as made_notice
from memorial.contributions.mails_admin import SentMailAdmin
from memorial.contributions.queue_page import contributions
from memorial.contributions.several import contributions_hand_over, contributions_put_aside
from memorial.contributions.takedown_page import decide_view, pause_view
from memorial.contributions.watched_page import unwatch_word, watched_words
from memorial.events.admin import EventAdmin, FigureAdmin, PlaceAdmin
from memorial.exchange.exports.admin import exports
from memorial.exchange.imports.decide_page import decide_row, first_to_decide
from memorial.exchange.imports.list_pages import list_import, lists
from memorial.exchange.imports.map_page import list_mapping
from memorial.media.admin import AssetAdmin
from memorial.people.admin import HouseholdAdmin, PersonAdmin
from memorial.people.memorial_admin import MemorialAdmin
from memorial.people.merge_notice import merges_of
from memorial.people.merge_page import choose_merge, merge_people, undo_view
from memorial.preservation.admin import finding, findings
from memorial.public.declared import channels_declared
from memorial.review.account_admin import AccountAdmin
from memorial.review.bulk_check_page import check as check_row
from memorial.review.bulk_open_page import bulk_open
from memorial.review.bulk_page import bulk_reviews
from memorial.search.asked_page import look_into, searched_person, set_aside, unanswered_searches
from memorial.search.desk_search import desk_search
from memorial.sources.admin import SourceAdmin
from memorial.testimonies.admin import TestimonyAdmin
from memorial.testimonies.consent_admin import ConsentAdmin
from memorial.testimonies.ended_consents import no_longer_shown

__all__ = [
    "AccountAdmin",
    "AssetAdmin",
    "CommemorationAdmin",
    "ConsentAdmin",
    "EventAdmin",
    "FigureAdmin",
    "HouseholdAdmin",
    "MemorialAdmin",
    "PersonAdmin",
    "PlaceAdmin",
    "RecognitionAdmin",
    "SentMailAdmin",
    "SourceAdmin",
    "TestimonyAdmin",
    "book",
    "bulk_open",
    "bulk_reviews",
    "candles",
    "channels_declared",
    "check_row",
    "choose_merge",
    "contributed_file",
    "contribution",
    "contribution_act",
    "contribution_contact",
    "contributions",
    "contributions_hand_over",
    "contributions_put_aside",
    "decide_row",
    "decide_view",
    "desk_search",
    "exports",
    "finding",
    "findings",
    "first_to_decide",
    "list_import",
    "list_mapping",
    "lists",
    "look_into",
    "lower",
    "made_notice",
    "merge_people",
    "merges_of",
    "no_longer_shown",
    "pause_view",
    "put_back",
    "searched_person",
    "set_aside",
    "take_down",
    "unanswered_searches",
    "undo_view",
    "unwatch_word",
    "watched_words",
]

# A job names rows of the record and is no entry: what failed is shown with the asset that it was for.
admin.site.unregister(DBTaskResult)
