"""Lists: tables of people that others have kept, on their way into the memorial.

A **list** is one table in one file: CSV, TSV, XLSX or ODS. What the file is, its content says; how it is **read**
(encoding, delimiter, sheet, row of the header) is found, shown and can be corrected. A list is read from its beginning
to its end without being held in memory, and where something in it could be read in two ways it is refused with the
line and a sentence, rather than read in one of them.
"""
