from awards.models.category import Category, CategoryGroup
from awards.models.dossier import NominationEntry, NominationEvent, NominationFile, NominationNote
from awards.models.nomination import Nomination
from awards.models.programme import Programme
from awards.models.room import MediaFile, Question, Testimonial
from awards.models.winner import Winner
from awards.models.winner_import import WinnerImport
from awards.models.year import AwardYear, KeyDate

__all__ = [
    "AwardYear",
    "Category",
    "CategoryGroup",
    "KeyDate",
    "MediaFile",
    "Nomination",
    "NominationEntry",
    "NominationEvent",
    "NominationFile",
    "NominationNote",
    "Programme",
    "Question",
    "Testimonial",
    "Winner",
    "WinnerImport",
]
