"""Kept pages: public pages are kept whole as they were sent, and given again without asking anything, while they stand.

A kept page belongs to a *stand* of the public record: the number of its changes, and the next moment at which something
opens or closes by itself. A page of another stand is never given.
"""
