"""`motcua openapi` prints the document that the API serves."""

import argparse
import json

import pytest
from django.test import Client

from motcua.cli.commands import openapi


def test_the_printed_document_is_the_served_one(capsys: pytest.CaptureFixture[str]):
    assert openapi.run(argparse.Namespace()) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(Client().get("/api/v1/openapi.json").content)
    assert printed["openapi"].startswith("3.1")
