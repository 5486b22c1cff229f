"""What is sent by mail: reminders before a date, and digests.

A mail leaves the council's own walls, so it holds references, dates, counts and links, and nothing
that anybody wrote: no wording, no title, no name.
"""
