"""Tests of what comes into the memorial from files."""
