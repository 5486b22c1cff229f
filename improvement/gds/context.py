"""What every page shows of this installation, and the places that it leads to."""

from django.conf import settings

# (text, name of the address). Those of one notice are in components/notice_navigation.html.
NAVIGATION = [("Home", "home"), ("Notices", "actions:notices")]


def page(request):
    return {
        "service_name": settings.SERVICE_NAME,
        "is_demo": settings.DEMO,
        "navigation": NAVIGATION,
    }
