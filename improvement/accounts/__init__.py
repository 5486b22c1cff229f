"""Logging in and out, passwords, and what any visitor may ask of the server."""

from improvement.accounts.demo import DEMO_PASSWORD, demo_logins

__all__ = ["DEMO_PASSWORD", "demo_logins"]
