"""Sources: where the memorial knows a thing from.

A **Source** is a press article, report, book, archive file, web page or interview. A **Citation** ties one fact of
one entry to a source: where in it, what it says, and whether it agrees with the value that the entry prefers or
states a rival one.
"""
