"""Is this POST sent a second time? Then the first answer again; the act happens once."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.operation import Operation

from motcua.api.errors import answer, database_failed, invalid, status_of
from motcua.api.parsing import read_json
from motcua.api.tokens import Caller
from motcua.core.idempotency import KeptAnswer, claim, keep, release
from motcua.core.refusals import Refused

Run = Callable[..., HttpResponse]
HEADER = "Idempotency-Key"
_KEY = re.compile(r"[!-~]{1,200}")
# Answers that say the request was carried out or judged; after another one the key is free again.
_KEPT = frozenset({HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.CONFLICT})
# For `openapi_extra` of every POST.
DOCUMENTED: dict[str, Any] = {
    "parameters": [
        {
            "name": HEADER,
            "in": "header",
            "required": False,
            "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
            "description": "Gửi lại cùng khóa và cùng nội dung thì nhận lại đúng câu trả lời lần đầu; "
            "việc chỉ làm một lần.",
        }
    ]
}


def once(run: Run) -> Run:
    """Around every call of the API: a POST with a key is carried out once for that token and key.

    Two at the same time: the second waits for the first, at most ten seconds, then 409 `in_progress`.
    """
    operation: Operation = run.__self__  # type: ignore[attr-defined]

    @wraps(run)
    def run_once(request: HttpRequest, **path: Any) -> HttpResponse:
        key = request.headers.get(HEADER)
        if request.method != "POST" or key is None or not operation.auth_callbacks:
            return run(request, **path)
        if not _KEY.fullmatch(key):
            text = "Idempotency-Key gồm 1 đến 200 ký tự ASCII không dấu cách."
            return invalid({"field": HEADER, "code": "key_wrong", "text": text})
        try:
            caller = _caller(operation, request)
        except OperationalError as error:
            # Never on to the call: where the database is back for it, it would be carried out without its key.
            return database_failed(error)
        if caller is None:
            return run(request, **path)
        return _claim_and_run(f"token {caller.token_id}", key, run, request, path)

    return run_once


def _caller(operation: Operation, request: HttpRequest) -> Caller | None:
    """Nobody is answered from the store whom the call itself would turn away: None for whom it will."""
    try:
        found = [check(request) for check in operation.auth_callbacks]
    except Refused:
        return None
    return found[0] if found else None


def _claim_and_run(
    owner: str, key: str, run: Run, request: HttpRequest, path: dict[str, Any]
) -> HttpResponse:
    try:
        with transaction.atomic():
            at = request.known_caller.at  # type: ignore[attr-defined]
            kept = claim(owner=owner, key=key, request_hash=_hash(request), at=at)
            if kept is not None:
                return _again(kept)
            response = run(request, **path)
            _keep_or_release(owner, key, response)
            return response
    except Refused as refused:
        return answer(refused.refusal, status_of(refused.refusal))
    except OperationalError as error:
        return database_failed(error)


def _keep_or_release(owner: str, key: str, response: HttpResponse) -> None:
    """A refused attempt leaves its journal entry, so only a fault or a busy database undoes everything."""
    broken = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    if broken or "Retry-After" in response:
        transaction.set_rollback(True)
    elif response.status_code in _KEPT:
        keep(owner=owner, key=key, status=response.status_code, body=json.loads(response.content))
    else:
        release(owner=owner, key=key)


def _again(kept: KeptAnswer) -> HttpResponse:
    response = JsonResponse(
        kept.body, status=kept.status, safe=False, json_dumps_params={"ensure_ascii": False}
    )
    response["Idempotency-Replayed"] = "true"
    return response


def _hash(request: HttpRequest) -> str:
    """Of address and content; the order of fields and blanks of JSON do not make another request, nor does the
    line that a client draws between the parts of a form."""
    address = request.get_full_path().encode()
    if (request.content_type or "") == "multipart/form-data":
        return hashlib.sha256(address + b"\n" + _of_parts(request)).hexdigest()
    try:
        body = json.dumps(read_json(request.body), sort_keys=True).encode()
    except ValueError:
        body = request.body
    return hashlib.sha256(address + b"\n" + body).hexdigest()


def _of_parts(request: HttpRequest) -> bytes:
    """Words and files of a form; each file is read through and put back to its beginning."""
    digest = hashlib.sha256(json.dumps(sorted(request.POST.lists())).encode())
    for field, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(json.dumps([field, file.name, file.size]).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.digest()
