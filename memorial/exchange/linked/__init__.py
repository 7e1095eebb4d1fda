"""Linked data: what the memorial says of its entries in the words of schema.org (JSON-LD), for whoever links to it.

Every document is made from the representation of its entry and from nothing else, so it knows no more than that does.
"""
