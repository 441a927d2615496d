"""Which answer belongs to which exception? The status, the words, and nothing of the inside."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure

from config.request_id import current_request_id
from motcua.core.database_refusals import DISK_FULL, refusal_of
from motcua.core.refusals import Refusal, Refused

logger = logging.getLogger(__name__)

# Not there, or not yours: the answer is the same, so that nobody learns which.
_NOT_FOUND_CODES = frozenset({"not_found", "other_unit", "ticket_unknown", "counter_unknown"})
# A role that the token does not carry today.
_FORBIDDEN_CODES = frozenset({"no_role", "token_without_role"})
_TOO_LARGE_CODES = frozenset({"file_too_large", "dossier_too_large"})
# Something written wrongly, as opposed to something the office may not do.
_FIELD_CODES = ("text_", "name_", "identity_", "phone_", "email_", "applicant_", "organisation_needs_")

NOT_FOUND = Refusal("not_found", "Không có mã này trong phạm vi được xem. Hãy kiểm tra lại mã và cơ quan.")
NO_ADDRESS = Refusal("no_such_call", "Không có địa chỉ này trong API. Xem danh sách lời gọi ở /api/v1/docs.")
NO_TOKEN = Refusal(
    "no_token",
    "Thiếu hoặc sai mã truy cập. Gửi “Authorization: Bearer …” với mã do quản trị cấp bằng lệnh token.",
)
UNREADABLE = Refusal("unreadable", "Nội dung gửi lên không phải JSON (UTF-8). Hãy kiểm tra rồi gửi lại.")
INVALID = Refusal("invalid", "Có trường ghi chưa đúng. Hãy sửa theo danh sách lỗi rồi gửi lại.")
TOO_BIG = Refusal("too_big", "Nội dung gửi lên quá lớn. Hãy rút gọn hoặc chia nhỏ rồi gửi lại.")
BUSY = Refusal("in_progress", "Yêu cầu này hoặc hồ sơ này đang được xử lý. Hãy gửi lại sau ít giây.")
DOWN = Refusal(
    "database_down", "Cơ sở dữ liệu tạm thời không trả lời; chưa có gì được ghi. Hãy gửi lại sau ít giây."
)
FAULT = Refusal(
    "fault", "Hệ thống gặp lỗi; chưa có gì được ghi. Hãy báo quản trị kèm mã yêu cầu trong X-Request-Id."
)

_TEXTS = {
    "missing": "Thiếu trường này.",
    "string_type": "Phải là chuỗi ký tự.",
    "bool_type": "Phải là true hoặc false.",
    "bool_parsing": "Phải là true hoặc false.",
    "int_type": "Phải là số nguyên.",
    "int_parsing": "Phải là số nguyên.",
    "list_type": "Phải là một danh sách.",
    "model_type": "Phải là một đối tượng JSON.",
    "model_attributes_type": "Phải là một đối tượng JSON.",
    "string_pattern_mismatch": "Có ký tự không dùng ở đây, hoặc để trống.",
    "string_too_long": "Dài quá giới hạn.",
    "too_long": "Danh sách dài quá giới hạn.",
    "too_short": "Danh sách không được để trống.",
    "greater_than_equal": "Số nhỏ quá giới hạn.",
    "less_than_equal": "Số lớn quá giới hạn.",
}
# Errors of ours: the text of the exception is already the sentence to show.
_OURS = frozenset({"refused", "moment_wrong", "cursor_wrong"})


def install(api: NinjaAPI) -> None:
    """Give the API its answer to every kind of exception."""
    answers: dict[type[Exception], Any] = {
        Refused: _on_refused,
        ValidationError: _on_validation,
        AuthenticationError: _on_authentication,
        HttpError: _on_http_error,
        RequestDataTooBig: _on_too_big,
        OperationalError: _on_database,
        Exception: _on_fault,
    }
    for kind, on_error in answers.items():
        api.add_exception_handler(kind, on_error)


def answer(refusal: Refusal, status: int, **beside: Any) -> HttpResponse:
    """A refusal as an answer; `beside` stands next to it."""
    body = {"refusal": {"code": refusal.code, "text": refusal.text}, **beside}
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    if wait := refusal.data.get("retry_after"):
        response["Retry-After"] = str(wait)
    return response


def not_found() -> Refused:
    """To raise where something is not there, or belongs to another unit."""
    return Refused(NOT_FOUND)


def database_failed(error: OperationalError) -> HttpResponse:
    """Nothing was written: the transaction of the act is gone with the error."""
    if isinstance(error.__cause__, DeadlockDetected | LockNotAvailable | SerializationFailure):
        response = answer(BUSY, HTTPStatus.CONFLICT)
        response["Retry-After"] = "1"
        return response
    if refusal := refusal_of(error):
        full = refusal is DISK_FULL
        response = answer(refusal, HTTPStatus.INSUFFICIENT_STORAGE if full else HTTPStatus.CONFLICT)
        response["Retry-After"] = "60"
        return response
    logger.error("database did not answer: %s", type(error.__cause__).__name__)
    response = answer(DOWN, HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "5"
    return response


def invalid(*errors: dict[str, str]) -> HttpResponse:
    """422: fields {field, code, text} that were written wrongly."""
    return answer(INVALID, HTTPStatus.UNPROCESSABLE_ENTITY, errors=list(errors))


def status_of(refusal: Refusal) -> HTTPStatus:
    """409 for an expected no, unless it means: not there or not yours, no role, written wrongly, too often."""
    if refusal.code in _NOT_FOUND_CODES:
        return HTTPStatus.NOT_FOUND
    if refusal.code in _FORBIDDEN_CODES:
        return HTTPStatus.FORBIDDEN
    if refusal.code in _TOO_LARGE_CODES:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if refusal.code == "too_many_tries":
        return HTTPStatus.TOO_MANY_REQUESTS
    if refusal.field and refusal.code.startswith(_FIELD_CODES):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.CONFLICT


def _on_refused(request: HttpRequest, error: Refused) -> HttpResponse:
    refusal, status = error.refusal, status_of(error.refusal)
    if status == HTTPStatus.NOT_FOUND:
        return answer(NOT_FOUND, status)
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        return invalid({"field": refusal.field, "code": refusal.code, "text": refusal.text})
    return answer(refusal, status)


def _on_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return invalid(*map(_field_error, error.errors))


def _field_error(found: dict[str, Any]) -> dict[str, str]:
    kind = found["type"]
    if kind in _OURS:
        code, text = found.get("ctx", {}).get("code", kind), found["msg"]
    else:
        code, text = kind, _TEXTS.get(kind, "Giá trị không dùng được ở đây.")
    return {"field": _path(found["loc"]), "code": code, "text": text}


def _path(location: tuple[str | int, ...]) -> str:
    """`("body", "said", "applicant", "name")` is `applicant.name`: where it came from is no part of it."""
    skipped = 2 if location[0] == "body" else 1
    return ".".join(str(part) for part in location[skipped:]) or "body"


def _on_authentication(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = answer(NO_TOKEN, HTTPStatus.UNAUTHORIZED)
    response["WWW-Authenticate"] = "Bearer"
    return response


def _on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja's own: the only one it raises here is for a body that its parser refused."""
    beside = {"errors": [{"field": "body", "code": UNREADABLE.code, "text": UNREADABLE.text}]}
    return answer(UNREADABLE, HTTPStatus.UNPROCESSABLE_ENTITY, **beside)


def _on_too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return answer(TOO_BIG, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _on_database(request: HttpRequest, error: OperationalError) -> HttpResponse:
    return database_failed(error)


def _on_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception("request %s failed", current_request_id.get())
    return answer(FAULT, HTTPStatus.INTERNAL_SERVER_ERROR)
