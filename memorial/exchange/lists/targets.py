"""Targets: what a column of a list may hold for the memorial; the list of them is closed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Target(TextChoices):
    """What a column holds: a name or a part of one, a fact, where the row stands in the list, or nothing to keep."""

    FULL_NAME = "full_name", _("name in full")
    GIVEN = "given", _("given name")
    PATRONYMIC = "patronymic", _("patronymic")
    FAMILY = "family", _("family name")
    MARRIED_FAMILY = "married_family", _("family name by marriage")
    NICKNAME = "nickname", _("nickname")
    MOTHER = "mother", _("mother’s name")
    FATHER = "father", _("father’s name")
    SEX = "sex", _("sex")
    BIRTH = "birth", _("born")
    BIRTH_YEAR = "birth_year", _("year of birth")
    AGE = "age", _("age")
    DEATH = "death", _("died")
    FATE = "fate", _("fate")
    FATE_DATE = "fate_date", _("date of what happened")
    RESIDENCE = "residence", _("residence")
    BIRTHPLACE = "birthplace", _("birthplace")
    DEATH_PLACE = "death_place", _("place of death")
    BURIAL_PLACE = "burial_place", _("burial place")
    OCCUPATION = "occupation", _("occupation")
    NOTE = "note", _("note")
    ROW_ID = "row_id", _("identifier of the row in the list")
    LEFT_OUT = "left_out", pgettext_lazy("column of a list", "leave out")


NAME_TARGETS = frozenset({Target.FULL_NAME, Target.GIVEN, Target.PATRONYMIC, Target.FAMILY})
#: Targets by which a row has a name at all.
NAMING = frozenset({Target.FULL_NAME, Target.GIVEN, Target.FAMILY})
DATES = frozenset({Target.BIRTH, Target.BIRTH_YEAR, Target.DEATH, Target.FATE_DATE})
CHOICES = frozenset({Target.SEX, Target.FATE})
#: Targets that several columns may have.
REPEATED = frozenset({Target.LEFT_OUT, Target.NOTE})
