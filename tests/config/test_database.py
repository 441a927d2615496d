"""What DATABASE_URL says reaches the driver: names, socket folders and every option of libpq."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.database import databases_from


def read(url: str, **more: str) -> dict[str, object]:
    return databases_from({"DATABASE_URL": url, **more})["default"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql:///motcua", {"NAME": "motcua", "HOST": "", "PORT": "", "USER": "", "PASSWORD": ""}),
        (
            "postgresql://an%40b:m%2Ft%3F@db.example:6432/mot%20cua",
            {"NAME": "mot cua", "USER": "an@b", "PASSWORD": "m/t?", "HOST": "db.example", "PORT": "6432"},
        ),
        (
            "postgres:///x?host=/var/run/pg&port=5433&user=mc",
            {"HOST": "/var/run/pg", "PORT": "5433", "USER": "mc"},
        ),
        ("postgresql://[::1]:5432/x", {"HOST": "::1", "PORT": "5432"}),
        ("postgresql://a,b:5433/x", {"HOST": "a,b", "PORT": ",5433"}),
        ("postgresql://db.example", {"NAME": "motcua", "HOST": "db.example"}),
    ],
)
def test_the_parts_of_an_address_are_read(url, expected):
    assert read(url) | expected == read(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://h/x?sslmode=verify-full&sslrootcert=/etc/ca.pem",
            {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"},
        ),
        (
            "postgresql://h/x?connect_timeout=5&application_name=mot-cua",
            {"connect_timeout": "5", "application_name": "mot-cua"},
        ),
        ("postgresql://h/x?target_session_attrs=read-write", {"target_session_attrs": "read-write"}),
        ("postgresql://h/x?options=-c%20search_path%3Dmc", {"options": "-c search_path=mc"}),
    ],
)
def test_every_option_of_libpq_is_passed_on(url, expected):
    options = read(url, MOTCUA_POOL="4")["OPTIONS"]
    assert isinstance(options, dict)
    assert options | expected == options
    assert options["pool"]["max_size"] == 4


@pytest.mark.parametrize(
    "url", ["mysql://u:bi-mat@h/x", "postgresql://u:bi-mat@h/x?sslmod=require", "postgresql://u:bi-mat@[h/x"]
)
def test_an_address_that_cannot_be_read_is_refused_without_the_password(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refused:
        read(url)
    assert "bi-mat" not in str(refused.value)
    assert refused.value.__cause__ is None
