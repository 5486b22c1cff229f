"""Files that people bring, hostile until told: what each is, how it is called, whether it is clean.

Nothing here opens a file beyond a bounded look at its start, its end and, where it is a zip, at the
list of its parts. Nothing knows of the database.
"""
