"""Seals: by them anybody can tell whether the record was altered, by whoever holds the database.

Triggers and roles keep the product from altering the record; the owner of the tables can lift
them. So all that was written since the last seal is digested from time to time, and each seal
holds the digest of the one before: a chain, whose newest link, its *head*, stands for the whole
record. Heads are printed on papers and written to the log, where the database's owner has no hand.

`models` holds the seals; `canonical` says what is digested of a row; `chain` is the arithmetic;
`sealing` makes a seal; `verifying` looks at everything again, with `registers` (each row beside
its newest version) and `files` (each kept file beside its digest); `faults` says in words what was
found, `heads` reads heads that were kept elsewhere, and `tail` looks at what came after a seal.
"""
