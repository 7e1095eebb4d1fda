"""Preservation: whether what was received is still there as it was received.

**Fixity** is the property of a file that has not changed. A *run* re-reads originals and holds them against the hash
under which they were received; what it finds, a changed, missing or unknown file, is a *finding*, and stands on the
desk until a person has dealt with it. Nothing is ever repaired, replaced or deleted here.
"""
