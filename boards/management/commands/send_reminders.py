"""Reminds those who report on actions of what falls due: to be run each day."""

from boards.desk import Desk
from boards.mails.letters import Letter
from boards.mails.reminders import lines_of, only, reminders
from boards.mails.rounds import Round


class Command(Round):
    help = (
        "Sends each person who wants reminders one mail about what falls due: actions and next "
        "steps of theirs, updates that are asked for, what is overdue. Run it once a day; what "
        "was sent is not sent again."
    )
    kind = "reminder"

    def wants(self, preference, on):
        return preference.wants_reminders

    def told(self, user, on):
        sections = reminders(Desk(user, on))
        return {line.key for line in lines_of(sections)}, sections

    def letter(self, what, keys):
        number = len(keys)
        return Letter(
            subject=f"{number} {'reminder' if number == 1 else 'reminders'}",
            opening="This falls due, or is overdue, on the actions that you report on.",
            sections=only(what, keys),
        )
