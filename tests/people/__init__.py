"""Tests of people: their names, ages, ties, and the register."""
