"""Tests of testimonies."""
