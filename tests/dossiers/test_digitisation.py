"""Digitisation at the counter: scanned, compared, signed, lacking, used again, counted."""

import io
from datetime import date, timedelta
from functools import partial

import pikepdf
import pytest

from motcua.core.models import JournalEntry
from motcua.documents.files.reading import read_file
from motcua.documents.models import StoredFile
from motcua.documents.scans.words import can_read
from motcua.dossiers.actions import scanning
from motcua.dossiers.actions.copying import Upload
from motcua.dossiers.actions.looking import mark_defect, reuse_copies
from motcua.dossiers.actions.reading import read_new_copies
from motcua.dossiers.copies.listing import standing
from motcua.dossiers.digitisation.counting import digitisation_of, dossiers_counted
from motcua.dossiers.digitisation.desk_rules import DeskRule, LevelShare, digitises
from motcua.dossiers.digitisation.reuse import Owner, offers
from motcua.dossiers.digitisation.terms import RESULT_KEY, Count
from motcua.dossiers.models import ComponentCopy, CopyCheck, Dossier, ScanPage
from motcua.dossiers.queries import buttons
from motcua.dossiers.terms import Act, CopyOrigin, State
from motcua.dossiers.verification import verify
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.programmes.actions.choosing import plan_solutions
from motcua.programmes.terms import Solution
from tests.cast import (
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    ONG_TU,
    P5,
    Q11,
    all_papers,
    at,
    colleague,
    do,
    received,
)
from tests.documents.hostile_files import plain_pdf
from tests.dossiers.other_acts import last, now, ready, refused
from tests.dossiers.scans import fax, picture, scanned

pytestmark = pytest.mark.usefixtures("seeded")
NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")
NOTICE, CERTIFICATE = "thong-bao-giay-de-nghi-dang-ky-t", "giay-chung-nhan-dang-ky-ho-kinh"


@pytest.fixture
def dossier() -> Dossier:
    return received(HOUSEHOLD_BUSINESS, Q11, NINE)


def clerk(role: Role = Role.RECEIVE, unit: str = Q11) -> Actor:
    return colleague(role, unit, TEN)


def lay(dossier: Dossier, *contents: bytes, component: str = CERTIFICATE) -> list[ScanPage]:
    pictures = [(f"anh-{n}.jpg", content) for n, content in enumerate(contents)]
    return scanning.add_pages(
        code=str(dossier), component=component, pictures=pictures, actor=clerk(), at=TEN
    )


def chosen(unit: str, *solutions: str, procedure: str = HOUSEHOLD_BUSINESS) -> None:
    """The unit plans the procedure with these solutions."""
    plan_solutions(
        unit_id=unit, procedure=procedure, solutions=solutions, staff="2 người", roadmap="Quý II",
        equipment="Máy quét", actor=colleague(Role.LEAD, unit, NINE), at=NINE,
    )  # fmt: skip


class TestScanning:
    """Pictures become one PDF of a component."""

    @pytest.mark.requirement("R-085")
    def test_pictures_turned_and_ordered_become_one_pdf_with_time_official_and_place(
        self, dossier: Dossier
    ) -> None:
        _one, two, three = lay(dossier, picture("1"), picture("2"), picture("3"))
        scanning.turn_page(code=str(dossier), page=two.pk, degrees=90, actor=clerk(), at=TEN)
        scanning.shift_page(code=str(dossier), page=three.pk, way=scanning.UP, actor=clerk(), at=TEN)
        before = set(StoredFile.objects.values_list("pk", flat=True))
        done = scanning.bind_pages(code=str(dossier), component=CERTIFICATE, actor=clerk(), at=TEN)
        [copy] = standing(dossier)
        assert done.step is not None
        assert (copy.pages, copy.origin, copy.place, copy.added_at) == (3, CopyOrigin.SCAN, "desk", TEN)
        assert copy.added_by_id == done.step.actor_id == clerk().person_id
        with pikepdf.open(io.BytesIO(read_file(copy.file))) as pdf:
            assert [int(page.obj.get("/Rotate", 0)) for page in pdf.pages] == [0, 0, 90]
            assert all(abs(float(page.mediabox[2]) - 595.28) < 1 for page in pdf.pages)
            with pdf.open_metadata() as metadata:
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
            assert pdf.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
        assert not ScanPage.objects.exists()
        assert not StoredFile.objects.filter(pk__in=before).exists(), (
            "pictures that became pages are forgotten"
        )
        assert verify() == []
        lay(dossier, picture("4"), component=NOTICE)
        scanning.bind_pages(code=str(dossier), component=NOTICE, actor=clerk(), at=TEN)
        notice = standing(dossier).get(component=NOTICE)
        assert notice.name.startswith("Thông báo - Giấy đề nghị"), "a stroke in a title is no folder"

    def test_a_fax_of_two_pages_is_two_pages_and_what_is_no_picture_is_refused_by_name(
        self, dossier: Dossier
    ) -> None:
        assert len(lay(dossier, fax("a", "b"))) == 2
        refusal = refused(lambda: lay(dossier, plain_pdf()))
        assert (refusal.code, refusal.field) == ("scan_not_a_picture", "pages")
        assert refused(lambda: lay(dossier, b"MZ\x90\x00")).code == "file_kind"
        assert refused(lambda: lay(dossier)).code == "file_missing"
        assert refused(lambda: lay(dossier, picture(), component="la")).code == "component_unknown"
        assert ScanPage.objects.count() == 2

    def test_a_page_is_taken_out_and_scanned_again_and_nothing_bound_is_refused(
        self, dossier: Dossier
    ) -> None:
        [page] = lay(dossier, picture("mờ"))
        code = str(dossier)
        scanning.take_out(code=code, page=page.pk, actor=clerk(), at=TEN)
        assert not StoredFile.objects.exists()
        gone = refused(lambda: scanning.take_out(code=code, page=page.pk, actor=clerk(), at=TEN))
        assert gone.code == "page_gone"
        lay(dossier, picture("a"), picture("b"))
        scanning.begin_anew(code=code, component=CERTIFICATE, actor=clerk(), at=TEN)
        empty = refused(lambda: scanning.bind_pages(code=code, component=CERTIFICATE, actor=clerk(), at=TEN))
        assert empty.code == "scan_empty"
        assert refused(
            lambda: scanning.add_pages(
                code=code, component=CERTIFICATE, pictures=[("a", picture())], actor=clerk(Role.SEAL), at=TEN
            )
        ).code == "no_role"  # fmt: skip

    def test_the_copy_of_an_identity_paper_is_sensitive_however_it_came_and_of_a_form_it_is_not(self) -> None:
        dossier = received(MARITAL_STATUS, P5, NINE)
        keys = [str(one) for one in dossier.version.components.all()]
        [identity, form] = [
            next(one for one in keys if one.startswith(start)) for start in ("giay-to-tuy-than", "to-khai")
        ]
        scanned(dossier, identity, TEN, "mặt trước")
        scanned(dossier, form, TEN, "tờ khai")
        behind = [Upload(identity, "mặt sau.pdf", plain_pdf(pad=8))]
        do(Act.ATTACH_COPY, dossier, Role.RECEIVE, TEN, uploads=behind)
        assert [(one.component, one.origin, one.file.sensitive) for one in standing(dossier)] == [
            (identity, CopyOrigin.SCAN, True),
            (form, CopyOrigin.SCAN, False),
            (identity, CopyOrigin.UPLOAD, True),
        ]


class TestComparing:
    """The official vouches for a copy, or finds what is wrong with it."""

    @pytest.mark.requirement("R-085")
    def test_a_copy_is_compared_with_the_paper_signed_and_good_until_a_day(self, dossier: Dossier) -> None:
        scanned(dossier, CERTIFICATE, TEN, "1")
        signed = plain_pdf(pad=3)
        done = do(
            Act.CONFIRM_COPIES,
            dossier,
            Role.RECEIVE,
            TEN,
            sign=lambda pdf, moment: signed,
            valid_to="2023-01-31",
        )
        [copy] = standing(dossier)
        assert done.step is not None
        assert (copy.confirmed_at, copy.confirmed_by_id) == (TEN, clerk().person_id)
        assert done.step.place == "desk"
        check = CopyCheck.objects.get(copy=copy)
        assert check.signed is not None
        assert (check.valid_to, read_file(check.signed)) == (date(2023, 1, 31), signed)
        again = refused(lambda: do(Act.CONFIRM_COPIES, dossier, Role.RECEIVE, TEN))
        assert again.code == "copy_not_here"
        assert verify() == []

    def test_a_defect_is_kept_with_words_stops_the_comparison_and_is_taken_back(
        self, dossier: Dossier
    ) -> None:
        scanned(dossier, CERTIFICATE, TEN, "1")
        code = str(dossier)
        mark_defect(code=code, number=1, defect="pages_missing", words="Thiếu trang 2", actor=clerk(), at=TEN)
        refusal = refused(lambda: do(Act.CONFIRM_COPIES, dossier, Role.RECEIVE, TEN))
        assert refusal.code == "copy_defective"
        assert "Thiếu trang" in refusal.text
        mark_defect(code=code, number=1, defect="", words="", actor=clerk(), at=TEN)
        do(Act.CONFIRM_COPIES, dossier, Role.RECEIVE, TEN, numbers=[1])
        for defect, number, answer in (("ghê", 1, "defect_unknown"), ("expired", 9, "copy_not_here")):
            mark = partial(mark_defect, code=code, words="", actor=clerk(), at=TEN)
            assert refused(partial(mark, number=number, defect=defect)).code == answer
        past = refused(lambda: do(Act.CONFIRM_COPIES, dossier, Role.RECEIVE, TEN, valid_to="2021-01-01"))
        assert past.code in {"valid_to_past", "copy_not_here"}

    @pytest.mark.requirement("R-085")
    def test_the_result_is_digitised_at_return_once_with_time_and_official(self, dossier: Dossier) -> None:
        early = [Upload(RESULT_KEY, "kq.pdf", plain_pdf())]
        assert refused(
            lambda: do(Act.DIGITISE_RESULT, dossier, Role.RETURN, TEN, uploads=early)
        ).code == "wrong_order"  # fmt: skip
        ready(dossier, "2022-05-16 10:00")
        done = do(Act.DIGITISE_RESULT, dossier, Role.RETURN, TEN, uploads=early)
        [copy] = standing(dossier).filter(component=RESULT_KEY)
        assert done.step is not None
        assert (copy.added_at, copy.added_by_id, copy.confirmed_at) == (TEN, done.step.actor_id, TEN)
        twice = refused(lambda: do(Act.DIGITISE_RESULT, dossier, Role.RETURN, TEN, uploads=early))
        assert twice.code == "result_digital"
        assert refused(
            lambda: do(Act.DIGITISE_RESULT, dossier, Role.RETURN, TEN, uploads="không phải tệp")
        ).code == "file_missing"  # fmt: skip
        assert verify() == []


class TestClosing:
    """Where "digitise and sign" was chosen nothing closes without its electronic copies."""

    @pytest.mark.requirement("R-084")
    @pytest.mark.rule("144/KH-UBND BR-VT III.2")
    def test_a_dossier_of_a_procedure_that_is_digitised_waits_for_each_copy_by_name(
        self, dossier: Dossier
    ) -> None:
        chosen(Q11, Solution.DIGITISE_AND_SIGN, "Máy quét riêng")
        ready(dossier, "2022-05-16 10:00")
        refusal = refused(lambda: do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN))
        assert refusal.code == "not_digitised"
        names = [row.name for row in dossier.handed_in.all() if not row.presented]
        assert names
        assert all(name in refusal.text for name in [*names, "Kết quả giải quyết"])
        button = next(
            one for one in buttons(now(dossier), clerk(Role.RETURN)) if one.act is Act.RETURN_RESULT
        )
        assert button.refusal == refusal
        for row in dossier.handed_in.filter(presented=False):
            scanned(dossier, row.key, TEN, row.key)
        left = refused(lambda: do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN))
        assert (names[0] in left.text, "Kết quả giải quyết" in left.text) == (False, True)
        do(Act.DIGITISE_RESULT, dossier, Role.RETURN, TEN, uploads=[Upload(RESULT_KEY, "a.pdf", plain_pdf())])
        assert do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN).state == State.RETURNED

    @pytest.mark.requirement("R-084")
    def test_a_paper_only_presented_is_not_waited_for(self) -> None:
        chosen(P5, Solution.DIGITISE_AND_SIGN, procedure=MARITAL_STATUS)
        dossier = received(MARITAL_STATUS, P5, NINE)
        dossier.version.components.update(digitise=True)  # it is the showing alone that counts
        shown, kept = (list(dossier.handed_in.filter(presented=one)) for one in (True, False))
        assert shown
        assert kept
        ready(dossier, "2022-05-16 10:00")
        first = refused(lambda: do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN))
        assert first.code == "not_digitised"
        assert all(row.name in first.text for row in kept)
        assert not any(row.name in first.text for row in shown)
        for row in kept:
            scanned(dossier, row.key, TEN, row.key)
        do(Act.DIGITISE_RESULT, dossier, Role.RETURN, TEN, uploads=[Upload(RESULT_KEY, "a.pdf", plain_pdf())])
        assert do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN).state == State.RETURNED

    @pytest.mark.requirement("R-084")
    def test_without_that_solution_or_after_it_was_dropped_the_paper_alone_suffices(
        self, dossier: Dossier
    ) -> None:
        chosen(Q11, Solution.DIGITISE_AND_SIGN)
        chosen(Q11, Solution.DELEGATE)
        ready(dossier, "2022-05-16 10:00")
        assert do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN).state == State.RETURNED


class TestReuse:
    """What the same owner handed in before is offered again; nobody else's ever."""

    def earlier(self, dossier: Dossier, **said: str) -> ComponentCopy:
        scanned(dossier, CERTIFICATE, TEN, "giấy chứng nhận")
        scanned(dossier, NOTICE, TEN, "tờ khai")
        do(Act.CONFIRM_COPIES, dossier, Role.RECEIVE, TEN, **said)
        return standing(dossier).get(component=CERTIFICATE)

    def offered(self, dossier: Dossier, day: date, owner: Owner | None = None) -> list[tuple[str, int]]:
        mine = owner or Owner(dossier.id_type, dossier.id_number)
        components = dossier.version.components.all()
        return [(one.component, one.copy_id) for one in offers(mine, components, unit_id=Q11, on=day)]

    @pytest.mark.requirement("R-085")
    def test_a_paper_of_the_same_person_serves_again_journalled_and_counted(self, dossier: Dossier) -> None:
        source = self.earlier(dossier)
        later = received(HOUSEHOLD_BUSINESS, Q11, TEN)
        assert self.offered(later, TEN.date()) == [(CERTIFICATE, source.pk)], (
            "a form is filled anew each time"
        )
        reuse_copies(code=str(later), copies={CERTIFICATE: source.pk}, actor=clerk(), at=TEN)
        [copy] = standing(later)
        assert (copy.file_id, copy.origin) == (source.file_id, CopyOrigin.REUSE)
        assert CopyCheck.objects.get(copy=copy).reused_from == source
        assert last(later).data["copies_added"][0]["origin"] == "reuse"
        entry = JournalEntry.objects.filter(action="view", subject=str(dossier)).latest("pk")
        assert entry.detail["reused_for"] == str(later)
        counts = digitisation_of([Q11], NINE.date(), NINE.date(), DeskRule()).totals
        assert (counts[Count.REUSED], counts[Count.WITH], counts[Count.RECEIVED]) == (1, 2, 2)

    def test_another_person_another_unit_an_expired_or_defective_paper_is_never_offered(
        self, dossier: Dossier
    ) -> None:
        source = self.earlier(dossier, valid_to="2022-06-30")
        assert self.offered(dossier, date(2022, 6, 30))
        assert not self.offered(dossier, date(2022, 7, 1))
        assert not self.offered(dossier, TEN.date(), Owner("cccd", "079085009999"))
        assert not self.offered(dossier, TEN.date(), Owner("passport", ONG_TU.id_number))
        assert not self.offered(dossier, TEN.date(), Owner(dossier.id_type, ""))
        components = dossier.version.components.all()
        assert not offers(Owner(dossier.id_type, dossier.id_number), components, unit_id=P5, on=TEN.date())
        stranger = received(
            HOUSEHOLD_BUSINESS, Q11, TEN,
            applicant=ONG_TU.__class__(kind="person", name="Trần Thị Bé", id_number="079185004321"),
        )  # fmt: skip
        refusal = refused(
            lambda: reuse_copies(code=str(stranger), copies={CERTIFICATE: source.pk}, actor=clerk(), at=TEN)
        )
        assert (refusal.code, refusal.field) == ("copy_not_reusable", f"reuse-{CERTIFICATE}")
        assert not standing(stranger).exists()
        mark_defect(code=str(dossier), number=1, defect="expired", words="", actor=clerk(), at=TEN)
        assert not self.offered(dossier, TEN.date())

    def test_a_paper_without_an_end_is_offered_for_a_year_and_not_before_it_was_compared(
        self, dossier: Dossier
    ) -> None:
        scanned(dossier, CERTIFICATE, TEN, "1")
        assert not self.offered(dossier, TEN.date())
        do(Act.CONFIRM_COPIES, dossier, Role.RECEIVE, TEN)
        assert self.offered(dossier, TEN.date() + timedelta(days=365))
        assert not self.offered(dossier, TEN.date() + timedelta(days=366))


class TestCounting:
    """Counters of the national index and the shares of desks."""

    @pytest.mark.requirement("R-081")
    @pytest.mark.requirement("R-082")
    def test_half_of_the_district_desks_and_three_tenths_of_the_commune_desks_apart(self) -> None:
        assert LevelShare("district", 10, 5, 50).met is True
        assert LevelShare("district", 1000, 499, 50).met is False
        assert LevelShare("commune", 10, 3, 30).met is True
        assert LevelShare("commune", 1000, 299, 30).met is False
        assert LevelShare("commune", 0, 0, 30).met is None

    @pytest.mark.requirement("R-083")
    def test_a_desk_digitises_by_the_rule_without_rounding(self) -> None:
        rule = DeskRule(share=50, least=10)
        assert [digitises(n, w, rule) for n, w in ((10, 5), (1000, 499), (9, 9), (0, 0))] == [
            True, False, False, False,
        ]  # fmt: skip

    @pytest.mark.requirement("R-090")
    def test_every_counter_is_as_long_as_the_list_behind_it(self, dossier: Dossier) -> None:
        other = received(HOUSEHOLD_BUSINESS, Q11, NINE, components=all_papers(HOUSEHOLD_BUSINESS, NINE))
        scanned(dossier, CERTIFICATE, TEN, "1")
        ready(dossier, "2022-05-16 10:00")
        do(Act.DIGITISE_RESULT, dossier, Role.RETURN, TEN, uploads=[Upload(RESULT_KEY, "a.pdf", plain_pdf())])
        for one in (dossier, ready(other, "2022-05-16 10:00")):
            do(Act.RETURN_RESULT, one, Role.RETURN, TEN)
        day = NINE.date()
        report = digitisation_of([Q11, P5], day, day, DeskRule())
        expected = {
            Count.RECEIVED: 2, Count.WITHOUT: 1, Count.WITH: 1, Count.REUSED: 0,
            Count.REUSED_NATIONAL: 0, Count.FINISHED: 2, Count.RESULT_DIGITAL: 1, Count.RESULT_PAPER: 1,
        }  # fmt: skip
        assert report.totals == expected
        for count, figure in expected.items():
            assert dossiers_counted([Q11, P5], day, day, count).count() == figure
        district, commune = report.shares
        assert (district.desks, district.digitising, district.met) == (1, 1, True)
        assert (commune.desks, commune.digitising, commune.met) == (1, 0, False)
        assert digitisation_of(
            [Q11], day + timedelta(days=1), day + timedelta(days=1), DeskRule()
        ).totals == (dict.fromkeys(Count, 0))


class TestReadingWords:
    """The words on a scan, where the machine can read."""

    @pytest.mark.needs_tesseract
    def test_vietnamese_words_on_a_scan_are_read_once_in_the_background(self, dossier: Dossier) -> None:
        scanned(dossier, CERTIFICATE, TEN, "Giấy chứng nhận đăng ký hộ kinh doanh")
        assert read_new_copies(at=TEN) == 1
        check = CopyCheck.objects.get()
        assert "đăng ký hộ kinh doanh" in check.text
        assert check.read_at == TEN
        assert read_new_copies(at=TEN) == 0

    def test_without_the_program_nothing_is_read_and_nothing_fails(
        self, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scanned(dossier, CERTIFICATE, TEN, "1")
        monkeypatch.setenv("PATH", "")
        can_read.cache_clear()
        assert read_new_copies(at=TEN) == 0
        assert not CopyCheck.objects.exists()
        can_read.cache_clear()
