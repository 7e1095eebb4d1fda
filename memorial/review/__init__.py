"""Review: how an entry becomes public, and who may make it so.

An **Entry** is anything that can be published: it has a permanent public id, a **status** and a version. One
**transition** table says how a status may change. The rule of what is public is written here, once, as ``.public()``.
The **desk** is the admin site where curators do this work.
"""
