"""The columns of the form's tables, each declared once: everything else derives from it.

:mod:`~ovpsheets.columns.declared` has the built-in ones, in the order of the sheet;
:mod:`~ovpsheets.columns.model` says what a declaration carries. A plan has a set of
columns (``plan.columns``); see ``docs/extending.md`` for how to add one.
"""
