"""The process for `/live/` as an ASGI application: events for the screens, no pages."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from motcua.web.live.desks import read_desk  # noqa: E402 - Django first
from motcua.web.live.hub import Hub  # noqa: E402
from motcua.web.live.serving import Live  # noqa: E402

application = Live(Hub(read_desk), os.environ.get("DATABASE_URL", "postgresql:///motcua"))
