"""The tests, one folder for each concept of the memorial."""
