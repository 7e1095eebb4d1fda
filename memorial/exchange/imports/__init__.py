"""Imports: a list that others have kept is brought in, row by row, and nothing that stands here is overwritten.

An **import** is one list on its way in: taken in, mapped, checked, run. The **check** says of every row what would
become of it before anything is written: new, the same as somebody, possibly the same, here already, refused. The
**run** writes what was checked, in chunks that are whole or not there at all, so that it can be stopped, killed and
gone on with. A row that may be somebody who is here waits until a person has **decided**; what was decided holds for
the next list as well. An import can be **undone**: what it wrote goes, unless somebody has built on it since.
"""
