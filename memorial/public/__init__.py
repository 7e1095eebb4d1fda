"""Public: everything that a stranger can reach.

Each page reads with ``.public()``, decides, and renders; its address alone says what it shows. A view is declared
public by one decorator, ``public_page``; nothing else may be kept or shown to everybody.
"""
