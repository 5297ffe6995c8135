"""The manual for coordinators and the page for members: one source per language, three formats.

``coordinator.<lang>.md`` and ``members.<lang>.md`` are the sources. ::

    python -m manual          # plays the manual, makes its pictures and all files
    python -m manual --pages  # the files alone, from the pictures that are there

Pictures need LibreOffice, poppler's pdftoppm and pdftotext, and Chromium; the PDF needs Chromium.
What is made goes into ``docs/manual/``.
"""
