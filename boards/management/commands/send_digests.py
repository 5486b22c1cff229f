"""Sends the digests: to be run each day, early."""

from boards.desk import Desk
from boards.mails.digests import digest, is_wanted
from boards.mails.letters import Letter
from boards.mails.rounds import Round


class Command(Round):
    help = (
        "Sends each person the digest that they want: each working day, or on Mondays. It says "
        "what is asked of them, sent back, due and overdue; where nothing is, nothing is sent. Run "
        "it once a day; a second run sends nothing."
    )
    kind = "digest"

    def wants(self, preference, on):
        return is_wanted(preference, on)

    def told(self, user, on):
        sections = digest(Desk(user, on))
        return ({on.isoformat()} if sections else set()), sections

    def letter(self, what, keys):
        return Letter(
            subject=", ".join(section.counted for section in what),
            opening="This is asked of you, was sent back, is overdue or due soon, on the actions "
            "you report on.",
            sections=what,
        )
