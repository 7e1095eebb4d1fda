"""Records: the facts that a memorial opens with, kept as data and not as code.

A **record** is a folder of plain tables (people, names, events, figures, testimonies, sources …) with its
translations beside them. Each folder here is one memorial's record, and ``load_record`` reads it by its name; a
memorial may keep its own record anywhere else. The format is described in ``docs/record-format.md``.
"""
