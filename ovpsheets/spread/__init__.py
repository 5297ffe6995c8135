"""A quarter that is spread over machines: the line of a merge, taken by parts, over any engine.

What is large lies in a storage that all machines reach; what goes between them is small. The line
itself is :func:`ovpsheets.spread.merge_dataset.merge_dataset`.
"""
