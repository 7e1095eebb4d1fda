"""People: those whom the memorial remembers, and those who speak of them.

A **Person** keeps one permanent id even while unnamed. A **PersonName** is one spelling with its language, script and
source. **Kinship** ties two people and is stored once; a **Household** is the people who lived together. The
**register** is the list of all names in the alphabetical order of each language, derived from the names.
"""
