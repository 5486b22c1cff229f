"""How static files are served: under a name that changes with their content, and compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True  # site.js imports the design system's module
