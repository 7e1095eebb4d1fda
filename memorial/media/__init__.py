"""Media: what was photographed, scanned or recorded.

An **Asset** is one such file with its alternative text, credit and rights. The file itself is never served as it was
received.
"""
