"""The OpenAPI document is true: what it names is answered as it says, whatever is sent."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from pydantic import BaseModel
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from tests.api.office import EVERYTHING, Q11, Program, received, token_for

DOCUMENT = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# Calls that anybody may send and that write nothing.
ASKING = {
    "/api/v1/track",
    "/api/v1/checks/{code}",
    "/api/v1/payment-orders/{reference}",
    "/api/v1/procedures/{code}/form",
    "/api/v1/procedures/{code}/form/judge",
    "/api/v1/return-choices",
}
# What strangers tell us: signed, or with a code that is used up; each message names itself, so that it counts once.
TOLD = {
    "/api/v1/notices/receipts/{channel}",
    "/api/v1/payments/gateway/callback",
    "/api/v1/ratings",
}
# The calls of the interface that this product has; a name may be added, none may go.
CALLS = {
    "GET /api/v1/programmes/{programme}/registrations",
    "GET /api/v1/programmes/{programme}/breaches",
    "POST /api/v1/programmes/{programme}/registrations",
    "GET /api/v1/health",
    "GET /api/v1/procedures",
    "GET /api/v1/procedures/{code}",
    "GET /api/v1/procedures/{code}/form",
    "POST /api/v1/procedures/{code}/form/judge",
    "POST /api/v1/due",
    "POST /api/v1/dossiers",
    "GET /api/v1/dossiers",
    "GET /api/v1/dossiers/{code}",
    "POST /api/v1/filings",
    "POST /api/v1/intakes/{number}/acts/refuse_intake",
    "POST /api/v1/dossiers/{code}/acts/{act}",
    "POST /api/v1/acts/{act}",
    "GET /api/v1/intakes/{number}/slips/{form}.pdf",
    "GET /api/v1/dossiers/{code}/slips/{form}.pdf",
    "POST /api/v1/track",
    "POST /api/v1/tickets",
    "GET /api/v1/tickets",
    "GET /api/v1/tickets/{ticket}",
    "POST /api/v1/tickets/{ticket}/{act}",
    "GET /api/v1/counters",
    "POST /api/v1/counters/{counter}/call",
    "POST /api/v1/counters/{counter}/open",
    "POST /api/v1/counters/{counter}/close",
    "POST /api/v1/visits",
    "GET /api/v1/visits",
    "GET /api/v1/visits/{visit}",
    "POST /api/v1/visits/{visit}/pay",
    "GET /api/v1/visits/{visit}/envelope.pdf",
    "GET /api/v1/dossiers/{code}/fee",
    "POST /api/v1/dossiers/{code}/fee",
    "POST /api/v1/dossiers/{code}/fee/{entry}/refund",
    "GET /api/v1/refunds-due",
    "GET /api/v1/till/{day}",
    "POST /api/v1/till/{day}/close",
    "GET /api/v1/register",
    "GET /api/v1/register.{kind}",
    "GET /api/v1/counts/late",
    "GET /api/v1/counts/channels",
    "GET /api/v1/books",
    "GET /api/v1/books/rows",
    "GET /api/v1/books/print.pdf",
    "POST /api/v1/books/close",
    "POST /api/v1/number-blocks",
    "GET /api/v1/number-blocks",
    "GET /api/v1/number-blocks/{block_id}/pack.pdf",
    "POST /api/v1/number-blocks/{block_id}/acts/give_back",
    "POST /api/v1/reserved-numbers/{code}/acts/type_in",
    "POST /api/v1/reserved-numbers/{code}/acts/confirm",
    "POST /api/v1/reserved-numbers/{code}/acts/take_back",
    "POST /api/v1/reserved-numbers/{code}/acts/spoil",
    "GET /api/v1/dossiers/{code}/originals",
    "GET /api/v1/dossiers/{code}/originals.pdf",
    "GET /api/v1/shelf",
    "GET /api/v1/watch/absences",
    "POST /api/v1/watch/absences",
    "POST /api/v1/watch/absences/{absence_id}/end",
    "GET /api/v1/watch/apologies",
    "GET /api/v1/watch/calls",
    "GET /api/v1/watch/gap",
    "GET /api/v1/watch/left",
    "GET /api/v1/watch/moved",
    "GET /api/v1/watch/moves",
    "GET /api/v1/watch/signing",
    "GET /api/v1/watch/warned",
    "POST /api/v1/dossiers/{code}/calls",
    "GET /api/v1/archive",
    "GET /api/v1/checks/{code}",
    "GET /api/v1/daily-heads/{day}",
    "GET /api/v1/delegations",
    "GET /api/v1/delegations/figures",
    "GET /api/v1/delegations/{code}",
    "GET /api/v1/digitisation",
    "GET /api/v1/disposals",
    "GET /api/v1/dossiers/{code}/copies",
    "GET /api/v1/dossiers/{code}/copies/{number}",
    "GET /api/v1/dossiers/{code}/digitisation",
    "GET /api/v1/dossiers/{code}/result-templates",
    "GET /api/v1/dossiers/{code}/result.pdf",
    "GET /api/v1/dossiers/{code}/results",
    "GET /api/v1/on-the-spot/{table}",
    "GET /api/v1/seals",
    "GET /api/v1/seals/lacking",
    "GET /api/v1/seals/{seal_id}",
    "GET /api/v1/seals/{seal_id}/days/{day}",
    "GET /api/v1/sent-documents",
    "GET /api/v1/sent-documents/{sent_id}/copies/{number}",
    "POST /api/v1/checks/{code}",
    "POST /api/v1/disposals",
    "POST /api/v1/disposals/{number}/decision",
    "POST /api/v1/disposals/{number}/done",
    "POST /api/v1/disposals/{number}/dropped",
    "POST /api/v1/dossiers/{code}/copies",
    "POST /api/v1/dossiers/{code}/copies/{number}/defect",
    "POST /api/v1/dossiers/{code}/result-copy",
    "POST /api/v1/dossiers/{code}/results/prints",
    "POST /api/v1/dossiers/{code}/reuse",
    "POST /api/v1/dossiers/{code}/sent-documents",
    "POST /api/v1/results/deferred-signatures",
    "POST /api/v1/results/deferred-signatures/{ticket}",
    "POST /api/v1/results/seals",
    "POST /api/v1/results/signatures",
    "POST /api/v1/sent-documents/{sent_id}/receipt",
    "PUT /api/v1/dossiers/{code}/results/draft",
    "GET /api/v1/appointment-slots",
    "GET /api/v1/appointments",
    "GET /api/v1/dossiers/{code}/notices",
    "GET /api/v1/dossiers/{code}/parcels",
    "GET /api/v1/dossiers/{code}/payment-orders",
    "GET /api/v1/home-requests",
    "GET /api/v1/notices",
    "GET /api/v1/notices/calls",
    "GET /api/v1/parcels",
    "GET /api/v1/payment-orders/{reference}",
    "GET /api/v1/return-choices",
    "GET /api/v1/satisfaction",
    "GET /api/v1/satisfaction.{kind}",
    "GET /api/v1/waits",
    "GET /api/v1/waits.{kind}",
    "GET /api/v1/waits/visits.{kind}",
    "POST /api/v1/appointments",
    "POST /api/v1/appointments/{appointment_id}/{act}",
    "POST /api/v1/dossiers/{code}/payment-orders",
    "POST /api/v1/help",
    "POST /api/v1/home-entries",
    "POST /api/v1/home-requests",
    "POST /api/v1/home-requests/{request_id}/{act}",
    "POST /api/v1/notices/receipts/{channel}",
    "POST /api/v1/notices/{notice_id}/called",
    "POST /api/v1/parcels",
    "POST /api/v1/parcels/{number}/dossier",
    "POST /api/v1/payments/gateway/callback",
    "POST /api/v1/ratings",
}


@contextmanager
def one_connection() -> Iterator[None]:
    """A served request would close the connection in which the test's own data still stand uncommitted."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.fixture
def token(seeded: None, monday: None) -> str:
    """A key that may do everything, issued once for all that is tried of a call."""
    return token_for(Q11, *EVERYTHING)


@DOCUMENT.parametrize()
@settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
def test_every_call_answers_as_the_document_says(case: Any, token: str):
    if "code" in case.path_parameters and case.method == "POST":
        case.path_parameters["code"] = received(Program(token))
    with one_connection():
        # An address may carry more than we ask for (a proxy's mark); a body may not say what is no JSON of ours.
        checks = CHECKS if case.method == "GET" else [*CHECKS, negative_data_rejection]
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=checks)


def test_the_document_names_every_call_of_the_interface(stranger: Program):
    document = stranger.get("/openapi.json").body
    named = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert named == CALLS


def test_each_shape_has_a_name_of_its_own_in_the_document():
    shapes = [one for one in _heirs_of(BaseModel) if one.__module__.startswith("motcua.api.")]
    named = Counter(shape.__name__ for shape in shapes)
    assert len(shapes) > 100
    assert [name for name, count in named.items() if count > 1] == []


def _heirs_of(kind: type[Any]) -> set[type[Any]]:
    return {heir for one in kind.__subclasses__() for heir in (one, *_heirs_of(one))}


def test_what_a_wrong_address_is_answered_stands_in_the_document(stranger: Program):
    paths = stranger.get("/openapi.json").body["paths"]
    assert "404" in paths["/api/v1/home-requests/{request_id}/{act}"]["post"]["responses"]
    assert "422" in paths["/api/v1/daily-heads/{day}"]["get"]["responses"]


def test_every_post_that_writes_takes_an_idempotency_key(stranger: Program):
    document = stranger.get("/openapi.json").body
    for path, methods in document["paths"].items():
        if "post" in methods and path not in ASKING | TOLD:
            assert "Idempotency-Key" in [told["name"] for told in methods["post"]["parameters"]], path


def test_every_call_but_what_anybody_may_ask_needs_a_token(stranger: Program):
    document = stranger.get("/openapi.json").body
    public = {
        path
        for path, methods in document["paths"].items()
        for told in methods.values()
        if "security" not in told
    }
    assert public == {"/api/v1/health", "/api/v1/daily-heads/{day}"} | ASKING | TOLD


@pytest.mark.usefixtures("seeded")
def test_the_document_has_a_page_to_read(stranger: Program):
    page = stranger.get("/docs").content.decode("utf-8")
    for call in CALLS:
        assert call in page
    assert "applicant.id_number" in page
    assert "https://" not in page


def test_the_document_says_nothing_of_this_machine(stranger: Program):
    assert "/work" not in json.dumps(stranger.get("/openapi.json").body)
