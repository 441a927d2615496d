"""Does every kind of test database keep its promise?"""

import pytest
from django.db import connection
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from motcua.organisation.models import Person
from tests.databases import rolled_back


@pytest.mark.django_db
def test_an_ordinary_test_begins_without_people():
    assert not Person.objects.exists()


def test_a_seeded_test_changes_nothing_for_the_next_one(seeded):
    Person.objects.create_person("khach", "Khách")
    assert connection.in_atomic_block


def _session() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_seeded_tests_ask_in_one_session_until_one_closes_it(
    seeded_database: str, django_db_blocker: DjangoDbBlocker
):
    with django_db_blocker.unblock():
        with rolled_back(seeded_database):
            first = _session()
        with rolled_back(seeded_database):
            assert _session() == first
            connection.close()
        with rolled_back(seeded_database):
            assert _session() != first


def test_a_seeded_office_of_its_own_commits(seeded_alone):
    Person.objects.create_person("khach", "Khách")
    connection.close()
    assert Person.objects.filter(username="khach").exists()


@pytest.mark.django_db(transaction=True)
def test_append_only_tables_are_emptied_between_tests():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_step")
        assert cursor.fetchone() == (0,)


@pytest.mark.needs_chromium
def test_the_browser_reaches_the_site(page: Page):
    page.goto("/")
    expect(page.locator("main")).to_be_visible()
