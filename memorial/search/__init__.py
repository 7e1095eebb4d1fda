"""Search: how a person or a text is found, however the name was spelled.

A name is compared by the sounds that its spelling stands for, by rules of each language and script that are written
down with their sources, and never by a machine's guess at what somebody was called. What is found is always shown as
people wrote it, with the reason why it was found. What strangers search is an index of what is public and of nothing
else, kept in the transaction that publishes or withdraws; the desk has an index of its own.
"""
