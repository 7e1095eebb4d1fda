"""Exchange: how facts come into the memorial from files.

A **record** is a folder of plain tables that a memorial opens with. To **load** it is to check all of it first and then
to write all of it or nothing. Each row keeps one permanent id wherever and however often its record is loaded, so that
what a curator has changed since is found again and left alone.
"""
