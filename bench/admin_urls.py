"""Every address of the product, and the admin site's."""

from django.urls import path

from bench.admin_rows import site
from improvement.urls import handler400, handler500, urlpatterns

__all__ = ["handler400", "handler500", "urlpatterns"]
urlpatterns = [path("admin/", site.urls), *urlpatterns]
