"""The people of the demonstration. All are made up; their surnames say so."""

from dataclasses import dataclass

ORGANISATION = "Demonstration"


@dataclass(frozen=True)
class Person:
    """Somebody made up. `key` is also the first part of the e-mail address."""

    key: str
    full_name: str
    job_title: str
    role: str
    days_left: int | None = None


PEOPLE = [
    Person("admin", "Dana Fable", "Administrator: programme office", "administrator"),
    Person("officer", "Owen Storey", "Officer: head of safeguarding", "officer"),
    Person("practice", "Priya Legend", "Officer: principal social worker", "officer"),
    Person("adoption", "Tom Yarn", "Officer: head of adoption", "officer"),
    Person("workforce", "Leila Saga", "Officer: workforce manager", "officer"),
    Person("partnership", "Martin Tale", "Officer: partnerships manager", "officer"),
    Person("assurance", "Grace Parable", "Assurance lead: quality and audit", "assurance_lead"),
    Person("chair", "Ruth Novel", "Board member: independent chair", "board_member"),
    Person("member", "Ade Myth", "Board member: health partner", "board_member"),
    Person("observer", "Chris Fiction", "Observer: adviser", "observer", days_left=180),
]
