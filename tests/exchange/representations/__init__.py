"""Tests of representations."""
