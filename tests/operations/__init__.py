"""Tests of what those who run a memorial are told, and of the files with which they run it."""
