"""Error pages that stand alone: they ask nothing of the database or the session."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.template.loader import render_to_string


def _alone(template, status, **context):
    page = render_to_string(template, {"service_name": settings.SERVICE_NAME, **context})
    return HttpResponse(page, status=status)


def bad_request(request, exception):
    return _alone("400.html", 400, is_too_large=isinstance(exception, RequestDataTooBig))


def server_error(request):
    return _alone("500.html", 500)
