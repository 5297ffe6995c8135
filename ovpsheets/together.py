"""What belongs together because each has to do with the next: union-find over texts."""

from collections.abc import Iterable


class Together:
    """Groups of texts; what was never joined is a group of its own.

    Of a group the first is that which came first in the order of joining.
    """

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._came: dict[str, int] = {}

    def __contains__(self, member: str) -> bool:
        return member in self._above

    def join(self, *members: str) -> None:
        """Have *members* belong together, with all that they belong together with."""
        self.join_all(members)

    def join_all(self, members: Iterable[str]) -> None:
        """Have *members* belong together, as :meth:`join` does."""
        first = ""
        for number, member in enumerate(members):
            own = self.first(member)
            if not number:
                first = own
            elif own != first:
                # The earlier one stands for both, whatever the order of joining.
                early, late = sorted((first, own), key=self._came.__getitem__)
                self._above[late] = first = early

    def first(self, member: str) -> str:
        """Return the one that stands for the group of *member*."""
        if member not in self._above:
            self._above[member], self._came[member] = member, len(self._came)
        above = self._above[member]
        while above != self._above[above]:
            self._above[member] = self._above[above]
            member, above = above, self._above[above]
        return above
