"""Evaluation: published spellings of names that are held against the search, to measure how well it finds people.

The pairs stand in two files, parted by the person they are about. `tune.csv` is for working on the rules; `report.csv`
is opened only to report. `docs/search-evaluation.md` says where they are from and what they leave out.
"""
