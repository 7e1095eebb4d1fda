"""Base: what every concept stands on.

Uncertain dates, safe prose, permanent ids, the rules of names and alphabets, translations, and the **Memorial** itself:
the one row that says what this installation remembers, in which languages, and on which day.
"""
