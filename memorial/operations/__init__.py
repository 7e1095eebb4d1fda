"""Operations: what those who run a memorial are told of it while it runs.

Whether it can be asked anything now, what it has counted, what waits, and lines in a log. None of it says who a visitor
was, what they looked at or what the record hides.
"""
