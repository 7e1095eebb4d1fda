"""Tests of what other archives harvest."""
