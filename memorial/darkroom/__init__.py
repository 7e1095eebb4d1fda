"""Darkroom: the closed room in which files from outside are opened.

A **visit** is one child process with limits on memory, time and output, which reads one file and leaves what it was
asked for in a folder. What a hostile file does there happens to the child alone. Nothing here knows of the memorial's
database, settings or secrets.
"""
