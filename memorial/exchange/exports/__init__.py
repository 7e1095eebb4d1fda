"""Exports: files in which what the memorial knows leaves it, as tables, workbooks and lines of JSON.

An **export** is a file that somebody of the staff asked for: of all kinds or of a list as it is narrowed, as strangers
see it; or **fuller**, with drafts and what was withdrawn, which a second person must approve. A **public copy** is the
whole public record as files for everybody, made each night. A **holding** is what a file holds of the record: once
anything of it is no longer public, or says something else, the file is given out to nobody and is made anew.
"""
