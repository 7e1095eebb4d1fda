"""Tests of commemorations."""
