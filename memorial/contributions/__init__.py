"""Contributions: what relatives, survivors and visitors send to the memorial.

A **contribution** is a testimony, a photograph or document, a correction, a message or a request to take something
down, sent without an account. It has a *reference* that may be told to anybody, and a *private link* that is its
sender's alone. Who sent it and how to reach them stands in a **compartment** of its own, encrypted with a key that can
be destroyed. Nothing of it is public: a curator makes a draft of it, which goes through review like all else.
"""
