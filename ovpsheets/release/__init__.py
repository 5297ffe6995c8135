"""The release of a quarter: the draft for the members, the gate, and what the public gets.

Public files are made of a public report (:mod:`~ovpsheets.release.public`): no
column that is internal reaches a writer.
"""
