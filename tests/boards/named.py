"""Bodies as values, for the tests of what a text names."""

from types import SimpleNamespace

from boards.proposals import Text, named_in

BOARD, LSCB, EXECUTIVE, TRUST = "Improvement Board", "LSCB", "Executive Group", "Children's Trust"

COUNCIL_BODIES = [
    SimpleNamespace(pk=BOARD, names=["Improvement Board", "IB"]),
    SimpleNamespace(pk=LSCB, names=["Local Safeguarding Children Board", "LSCB"]),
    SimpleNamespace(
        pk=EXECUTIVE, names=["LSCB Executive Group", "Executive Group of LSCB", "Executive Group"]
    ),
    SimpleNamespace(pk=TRUST, names=["Children's Trust"]),
    SimpleNamespace(pk="Scrutiny Committee", names=["Scrutiny Committee"]),
]


def names_found(words):
    """The bodies that a text names, by key; those not held by their words."""
    findings = named_in([Text("Action", words)], COUNCIL_BODIES)
    return [finding.words if finding.body is None else finding.body for finding in findings]
