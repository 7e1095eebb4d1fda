"""Whole ways through the memorial, as somebody goes them."""
