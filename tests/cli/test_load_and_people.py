"""The commands load, token and admin, and the seed behind the first start."""

import argparse
import io
from pathlib import Path

import pytest
import yaml

from motcua.authority.models import SigningPower
from motcua.cli import seeding
from motcua.cli.commands import admin, load, token
from motcua.core.refusals import Refused
from motcua.core.yaml_files import read_yaml
from motcua.dossiers.away_rules import why_not_postal
from motcua.dossiers.home.reading import approvals_of
from motcua.dossiers.home_rules import covered
from motcua.dossiers.home_terms import HomeKind
from motcua.dossiers.models import HomeApproval
from motcua.organisation.models import ApiToken, Person, PostalMember, RoleGrant
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from motcua.organisation.tokens import holder_of
from motcua.procedures.models import InternalProcess, ProcedureVersion
from tests.cast import CERTIFIED_COPY, at
from tests.procedures.catalogue import DATA, MARITAL, one_procedure

NOW = at("2022-05-16 09:00")
IN_MAY = NOW.date()


def run(command: object, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)  # type: ignore[attr-defined]
    return int(command.run(parser.parse_args(words)))  # type: ignore[attr-defined]


@pytest.fixture
def office(seeded: None, office_clock: object) -> None:
    office_clock(NOW)  # type: ignore[operator]


@pytest.mark.usefixtures("office")
class TestLoad:
    @pytest.mark.parametrize(
        "name",
        ["levels", "rule_sets", "calendar", "units", "national_procedures", "procedures", "programmes"],
    )
    def test_every_file_of_data_loads_again_unchanged(self, name, capsys):
        assert run(load, str(DATA / f"{name}.yaml")) == 0
        assert "thêm 0, đổi 0" in capsys.readouterr().out

    def test_a_changed_procedure_can_be_received_at_once_under_its_new_version(self, tmp_path: Path, capsys):
        file = tmp_path / "thu.yaml"
        limit = {"value": 2, "unit": "working_day", "text": "02 ngày làm việc"}
        file.write_text(yaml.safe_dump(one_procedure(MARITAL, time_limit=limit), allow_unicode=True))
        assert run(load, str(file)) == 0
        assert "bản mới có hiệu lực từ ngày 16/05/2022" in capsys.readouterr().out
        version = ProcedureVersion.objects.get(procedure_id=MARITAL, limit_value=2, valid_from=IN_MAY)
        assert InternalProcess.objects.filter(
            version=version, unit_id="hcmc.q11.p5", status="active"
        ).exists()

    def test_a_refused_file_ends_with_1_and_names_the_fault(self, tmp_path: Path, capsys):
        file = tmp_path / "thu.yaml"
        file.write_text(yaml.safe_dump(one_procedure(MARITAL, level="ward"), allow_unicode=True))
        assert run(load, str(file), "--json") == 1
        assert "ward" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("kind", "code"),
        [("control_plan", "kind_not_yet"), ("recipes", "kind_unknown"), (None, "kind_unknown")],
    )
    def test_a_kind_that_is_not_there_is_refused(self, tmp_path: Path, kind, code):
        file = tmp_path / "thu.yaml"
        file.write_text(yaml.safe_dump({"kind": kind, "rows": []}))
        with pytest.raises(Refused, match=code):
            run(load, str(file))


@pytest.mark.usefixtures("office")
class TestToken:
    def test_the_last_word_is_a_token_that_acts_with_its_roles_at_the_desk(self, capsys):
        assert run(token, "Chị Lan", "--role", "receive", "--role", "return", "--unit", "hcmc.q11") == 0
        found = holder_of(token=capsys.readouterr().out.split()[-1], on=IN_MAY)
        assert found is not None
        assert found.actor.roles == {Role.RECEIVE, Role.RETURN}
        assert found.actor.desks
        assert found.actor.name == "Chị Lan"

    def test_roles_and_posting_hold_from_the_first_day_of_the_unit(self, capsys):
        run(token, "ke-toan", "--role", "receive", "--unit", "hcmc.binh-thoi")
        grant = RoleGrant.objects.get(person__username="ke-toan")
        assert grant.valid_from.isoformat() == "2025-07-01"

    def test_in_the_demonstration_approve_brings_the_power_of_the_head(self, capsys):
        run(token, "ông Tư", "--role", "approve", "--unit", "hcmc.q11")
        power = SigningPower.objects.get(person__full_name="ông Tư")
        assert (power.capacity, power.title) == ("head", "Chủ tịch")

    def test_elsewhere_the_power_is_given_by_decision_only(self, settings, capsys):
        settings.DEMONSTRATION = False
        run(token, "ông Tư", "--role", "approve", "--unit", "hcmc.q11")
        assert not SigningPower.objects.filter(person__full_name="ông Tư").exists()

    def test_a_second_token_for_the_same_name_adds_no_person(self, capsys):
        for role in ("receive", "receive", "appraise"):
            run(token, "chi-lan", "--role", role, "--unit", "hcmc.q11")
        lan = Person.objects.get(username="chi-lan")
        assert ApiToken.objects.filter(person=lan).count() == 3
        assert sorted(lan.grants.values_list("role", flat=True)) == ["appraise", "receive"]

    def test_only_the_hash_is_kept(self, capsys):
        run(token, "chi-lan", "--role", "receive", "--unit", "hcmc.q11")
        printed = capsys.readouterr().out.split()[-1]
        assert not ApiToken.objects.filter(hash=printed).exists()

    def test_an_unknown_unit_is_refused(self):
        with pytest.raises(Refused, match="unit_unknown"):
            run(token, "chi-lan", "--role", "receive", "--unit", "hcmc.khong-co")


@pytest.mark.usefixtures("office")
class TestAdmin:
    def test_the_first_administrator_signs_in_with_the_given_password(self, monkeypatch, capsys):
        for password in ("mot-cua-Thanh-Ha-9", "mot-cua-Thanh-Ha-10"):
            monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
            assert run(admin, "chu-quan", "--password-stdin") == 0
        person = Person.objects.get(username="chu-quan")
        assert person.check_password("mot-cua-Thanh-Ha-10")
        assert set(person.grants.values_list("role", flat=True)) == {"admin"}
        assert person.grants.count() == person.grants.values("unit").distinct().count() == 20

    def test_a_weak_password_adds_nobody(self, monkeypatch):
        monkeypatch.setenv("MOTCUA_ADMIN_PASSWORD", "123456")
        with pytest.raises(Refused, match="weak_password"):
            run(admin, "chu-quan", "--unit", "hcmc.q11")
        assert not Person.objects.filter(username="chu-quan").exists()

    def test_without_a_terminal_the_command_says_where_the_password_may_come_from(self, monkeypatch):
        monkeypatch.delenv("MOTCUA_ADMIN_PASSWORD", raising=False)
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        with pytest.raises(Refused, match="no_password"):
            run(admin, "chu-quan")


@pytest.mark.usefixtures("seeded")
def test_a_second_seed_reads_nothing_and_changes_nothing():
    assert seeding.seed(empty=False, at=NOW) == []


@pytest.mark.requirement("R-132")
@pytest.mark.usefixtures("seeded")
def test_every_postman_of_the_demonstration_has_a_postal_unit_marked_as_illustration():
    grants = RoleGrant.objects.filter(role=Role.POST, person__demo=True)
    assert grants.exists()
    for grant in grants:
        postman = actor_of(person_id=grant.person_id, unit_id=grant.unit_id, on=grant.valid_from)
        assert postman is not None
        assert postman.postal_unit == "Bưu điện minh họa"
        assert why_not_postal((Role.POST,), postman) is None


@pytest.mark.requirement("R-132")
@pytest.mark.usefixtures("seeded")
def test_a_postal_unit_the_administrator_ended_is_not_lent_again():
    member = PostalMember.objects.select_related("person").filter(unit="hcmc.q11").get()
    PostalMember.objects.filter(pk=member.pk).update(valid_to=member.valid_from)
    PostalMember.objects.filter(unit="hcmc.binh-thoi").delete()
    assert seeding.seed(empty=False, at=NOW) == ["Nhân viên bưu chính minh họa: thêm 1"]
    assert PostalMember.objects.filter(person=member.person).get() == member


@pytest.mark.requirement("R-025")
@pytest.mark.usefixtures("seeded")
def test_one_unit_of_the_demonstration_comes_to_people_s_homes_until_its_approval_is_ended():
    approval = HomeApproval.objects.get()
    assert approval.unit_id == "hcmc.binh-thoi"
    assert "minh họa" in approval.document
    day = approval.valid_from
    assert all(covered(approvals_of(approval.unit_id), [kind], CERTIFIED_COPY, day) for kind in HomeKind)
    HomeApproval.objects.update(valid_to=day)
    assert seeding.seed(empty=False, at=NOW) == []
    assert not covered(approvals_of(approval.unit_id), [HomeKind.RECEIVE], CERTIFIED_COPY, day)


@pytest.mark.django_db
def test_an_empty_start_has_the_catalogue_and_nobody():
    lines = seeding.seed(empty=True, at=NOW)
    assert any(line.startswith("Danh mục thủ tục: thêm 61") for line in lines)
    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_a_fault_in_the_data_leaves_the_database_empty(monkeypatch):
    real = read_yaml

    def faulty(path: Path) -> object:
        found = dict(real(path))
        return found | {"programmes": "hỏng"} if path.name == "programmes.yaml" else found

    monkeypatch.setattr(seeding, "read_yaml", faulty)
    with pytest.raises(Refused, match="seed_refused"):
        seeding.seed(empty=False, at=NOW)
    assert not ProcedureVersion.objects.exists()
