"""Families for genealogists: a family of the dead as a file in GEDCOM 7 (FamilySearch, gedcom.io)."""
