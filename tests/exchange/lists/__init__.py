"""Tests of the lists that are brought in, read and understood."""
