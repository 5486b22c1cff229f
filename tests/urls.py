"""Every address of the product, and two that fail on purpose to show their error pages."""

from django.urls import path

from improvement.urls import handler400, handler403, handler404, handler500, urlpatterns
from tests.improvement.urls import fail, suspect

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*urlpatterns, path("fail/", fail), path("suspect/", suspect)]
