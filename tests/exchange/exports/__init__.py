"""Tests of the files in which the record leaves the memorial."""
