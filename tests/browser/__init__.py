"""Walks through the pages in a browser, as people take them: by keyboard alone, without a script, on a small screen."""
