"""Tests of what every concept stands on."""
