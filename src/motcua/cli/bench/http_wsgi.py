"""The product as it is served, with the benchmark's one address beside it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

settings.ROOT_URLCONF = "motcua.cli.bench.http_urls"

from config.wsgi import application  # noqa: E402 - after the addresses are set

__all__ = ["application"]
