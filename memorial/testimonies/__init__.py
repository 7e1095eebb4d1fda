"""Testimonies: what people told, in their own words or as a source retells them.

A **Testimony** has a narrator (a person of the record, a name, a role, or nobody named), an original language, and
the people, places and events it speaks of. **Consent** says for which purpose it may be used, how its narrator is
named, and until when.
"""
