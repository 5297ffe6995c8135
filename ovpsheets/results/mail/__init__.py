"""Mail drafts: whom to write on a day, and what.

They are no product of a merge: ``ovpsheets remind`` makes them on a day of its own, of a kind
that may be asked for, and into them go files that lie in the workspace (the forms as they
were issued, the summary as it was written), of which the report knows nothing.
"""

from typing import Final

from ovpsheets.results.product import Promise

PROMISE: Final = Promise(
    name="mail",
    files=("{institution}_{kind}.eml", "{institution}_{kind}.txt", "deadlines.ics"),
    about="Drafts of mails to open or to paste, and the deadlines as a calendar.",
    audience="members",
    language="institution",
    member_text=True,
)
