"""The API: one NinjaAPI, routers per subject."""

from ninja import NinjaAPI

api = NinjaAPI(title="Một Cửa", version="1", docs_url="/docs", openapi_url="/openapi.json")
