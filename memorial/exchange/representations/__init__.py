"""Representations: what the memorial says of its entries to programs, said once for every way out.

A **kind** of entry is described once, field by field: what each is called, what it means, of what sort it is and how it
is read from an entry. Files, the API, linked data and the codebook are all made from that description, so that none of
them knows a field that the others do not. A **reader** says who asks and by which door; every row that a representation
touches, the entry's own and those it names, is asked through that reader, and so through the consent gate.
"""
