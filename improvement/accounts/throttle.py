"""How guessing is slowed: failures are counted per account and per network address.

The two limits differ, because a whole council sits behind one address.
"""

from ipaddress import ip_address

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.shortcuts import render


class Handler(AxesDatabaseHandler):
    """Axes knows one limit. Here AXES_FAILURE_LIMIT is the account's, and the failures of an
    address weigh less by as much as its own limit is higher.
    """

    def get_failures(self, request, credentials=None):
        account, address = (
            attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        weighed = address * settings.AXES_FAILURE_LIMIT // settings.LOGIN_FAILURES_PER_ADDRESS
        return max(account, weighed)

    def reset_user_attempts(self, request, credentials=None):
        """A log-in forgives that person's own mistakes at that address, and nobody else's."""
        own = AccessAttempt.objects.filter(
            username=account_name(request, credentials), ip_address=request.axes_ip_address
        )
        return own.delete()[0]


def account_name(request, credentials):
    """The account that is tried, whatever the case it is typed in, and whether it exists or not."""
    return (credentials or request.POST).get("username", "").strip().lower()[:255]


def client_address(request):
    """The address of the visitor: what the outermost of our own proxies saw, never what the
    visitor says of itself.
    """
    peer = _valid(request.META.get("REMOTE_ADDR", ""))
    if not settings.PROXIES:
        return peer
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(hops) < settings.PROXIES:
        return peer
    return _valid(hops[-settings.PROXIES]) or peer


def _valid(text):
    text = text.strip()
    if text.count(":") == 1:  # some proxies write the port too
        text = text.split(":")[0]
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        return None


def locked_out(request, response, credentials):
    """The same page whether the account exists or not, and whichever limit was reached."""
    minutes = settings.AXES_COOLOFF_TIME.seconds // 60
    page = render(request, "registration/locked_out.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(minutes * 60)
    return page
