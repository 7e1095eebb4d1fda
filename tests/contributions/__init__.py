"""Tests of what strangers send in."""
