"""Accounts: the people who sign in.

A **User** is a person of the memorial's staff, with one account of their own. Visitors and relatives have none and
need none.
"""
