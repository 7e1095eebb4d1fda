"""Index of the models: every concept keeps its own, and Django finds them all here."""

import memorial.exchange.exports.following  # noqa: F401  # it follows every change of an entry
import memorial.exchange.harvest.following  # noqa: F401  # it follows every change of an entry
import memorial.exchange.harvest.reading  # noqa: F401  # it gives each change its moment
import memorial.people.standing  # noqa: F401  # a merge comes into force with a publication
import memorial.search.desk_finders  # noqa: F401  # the lists of the desk find entries by it
import memorial.search.indexing  # noqa: F401  # it follows every change of an entry
from memorial.accounts.models import User
from memorial.base.memorial import Memorial, MemorialTranslation
from memorial.base.turns import Turn
from memorial.commemorations.candles import CandleDay
from memorial.commemorations.messages import Message
from memorial.commemorations.models import Commemoration, CommemorationCitation, CommemorationTranslation
from memorial.commemorations.pictures import CommemorationPicture
from memorial.commemorations.recognitions import Recognition, RecognitionCitation, RecognitionTranslation
from memorial.contributions.attachments import Attachment
from memorial.contributions.contacts import Compartment
from memorial.contributions.mails import SentMail
from memorial.contributions.models import Contribution, Letter, Verdict
from memorial.contributions.watched import WatchedWord
from memorial.events.figures import Figure, FigureCitation, FigureTranslation
from memorial.events.models import Event, EventCitation, EventTranslation
from memorial.events.pictures import EventPicture, PlacePicture
from memorial.events.places import Place, PlaceCitation, PlaceTranslation
from memorial.exchange.exports.holdings import ChangedEntry, Holding
from memorial.exchange.exports.models import CopyFile, Export, PublicCopy
from memorial.exchange.harvest.models import HarvestHeader, HarvestState
from memorial.exchange.imports.models import ImportRow, ListImport, PairDecision, SavedMapping
from memorial.media.derivatives import Derivative
from memorial.media.models import Asset, AssetTranslation
from memorial.media.originals import NearDuplicate, Original
from memorial.people.depictions import Depiction
from memorial.people.kinship import Household, HouseholdCitation, HouseholdMember, HouseholdTranslation, Kinship
from memorial.people.merged import Merge
from memorial.people.models import Person, PersonCitation, PersonTranslation
from memorial.people.names import PersonName
from memorial.people.register import RegisterRow
from memorial.preservation.models import FixityCheck, FixityFinding, FixityRun
from memorial.review.bulk_models import BulkCheck, BulkDraw, BulkReview, BulkRow
from memorial.review.clock import Clock
from memorial.review.desk_rows import DeskRow, TextRow
from memorial.review.halts import Halt
from memorial.review.ledger import LedgerLine
from memorial.review.notes import ReviewNote
from memorial.review.open_forms import OpenForm
from memorial.review.public_changes import PublicChange
from memorial.review.purges import Purge
from memorial.review.revisions import Discarded, Revision, RevisionWithdrawal
from memorial.search.asked import UnansweredSearch
from memorial.search.models import (
    DeskNameDoc,
    DeskNameKey,
    DeskNameWord,
    DeskTextDoc,
    IndexBuild,
    PublicNameDoc,
    PublicNameKey,
    PublicNameWord,
    PublicTextDoc,
    SearchDue,
)
from memorial.sources.models import IntroductionSource, Source, SourceCitation, SourceTranslation
from memorial.testimonies.consent import Consent
from memorial.testimonies.models import Testimony, TestimonyCitation, TestimonyTranslation
from memorial.testimonies.recordings import Recording

__all__ = [
    "Asset",
    "AssetTranslation",
    "Attachment",
    "BulkCheck",
    "BulkDraw",
    "BulkReview",
    "BulkRow",
    "CandleDay",
    "ChangedEntry",
    "Clock",
    "Commemoration",
    "CommemorationCitation",
    "CommemorationPicture",
    "CommemorationTranslation",
    "Compartment",
    "Consent",
    "Contribution",
    "CopyFile",
    "Depiction",
    "Derivative",
    "DeskNameDoc",
    "DeskNameKey",
    "DeskNameWord",
    "DeskRow",
    "DeskTextDoc",
    "Discarded",
    "Event",
    "EventCitation",
    "EventPicture",
    "EventTranslation",
    "Export",
    "Figure",
    "FigureCitation",
    "FigureTranslation",
    "FixityCheck",
    "FixityFinding",
    "FixityRun",
    "Halt",
    "HarvestHeader",
    "HarvestState",
    "Holding",
    "Household",
    "HouseholdCitation",
    "HouseholdMember",
    "HouseholdTranslation",
    "ImportRow",
    "IndexBuild",
    "IntroductionSource",
    "Kinship",
    "LedgerLine",
    "Letter",
    "ListImport",
    "Memorial",
    "MemorialTranslation",
    "Merge",
    "Message",
    "NearDuplicate",
    "OpenForm",
    "Original",
    "PairDecision",
    "Person",
    "PersonCitation",
    "PersonName",
    "PersonTranslation",
    "Place",
    "PlaceCitation",
    "PlacePicture",
    "PlaceTranslation",
    "PublicChange",
    "PublicCopy",
    "PublicNameDoc",
    "PublicNameKey",
    "PublicNameWord",
    "PublicTextDoc",
    "Purge",
    "Recognition",
    "RecognitionCitation",
    "RecognitionTranslation",
    "Recording",
    "RegisterRow",
    "ReviewNote",
    "Revision",
    "RevisionWithdrawal",
    "SavedMapping",
    "SearchDue",
    "SentMail",
    "Source",
    "SourceCitation",
    "SourceTranslation",
    "Testimony",
    "TestimonyCitation",
    "TestimonyTranslation",
    "TextRow",
    "Turn",
    "UnansweredSearch",
    "User",
    "Verdict",
    "WatchedWord",
]
