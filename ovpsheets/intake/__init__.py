"""What came back, in three libraries, and what puts the returns of a quarter together.

``reading``: bytes → contents; ``meaning``: cell → value; ``recognise``: contents → return.
"""
