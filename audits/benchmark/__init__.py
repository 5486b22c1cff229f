"""A large register, made up: what the product is measured with.

`words` makes the sentences, `beginning` the councils, people and actions, `life` what then happens
to them, act after act; `ledger` writes it. The same sizes and last day give the same register.
"""
