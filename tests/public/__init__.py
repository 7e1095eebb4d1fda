"""Tests of what a stranger can reach."""
