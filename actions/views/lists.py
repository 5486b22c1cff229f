"""Lists in pages."""


class ClampedPages:
    """A list whose page is always there: past the end it is the last, and nonsense is the first."""

    def paginate_queryset(self, queryset, page_size):
        """Return the paginator, the page, its rows, and whether there are other pages."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()
