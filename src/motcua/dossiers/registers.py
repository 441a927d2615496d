"""Which lists does the office keep of its dossiers? Register, tray, shift, book of a month, group slip."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from motcua.core.moments import end_of, local_day, start_of
from motcua.core.phones import phone_text
from motcua.core.refusals import refuse
from motcua.documents import listings
from motcua.documents.forms import form_set_on
from motcua.documents.papers import Applicant, Head
from motcua.documents.terms import FormKind
from motcua.documents.wording import due_text
from motcua.dossiers.book_rules import BOOKS
from motcua.dossiers.book_tables import BookClosing, BookRow
from motcua.dossiers.books import rows_of
from motcua.dossiers.channels import EVERY_CHANNEL, ByChannel
from motcua.dossiers.desk_words import taker_text
from motcua.dossiers.late_entries import register_note
from motcua.dossiers.models import Dossier, GroupReception, Step
from motcua.dossiers.paper_parts import agency_head, head_of
from motcua.dossiers.terms import RETURN_LABELS, STATE_LABELS, WITHOUT_RESULT, Act, ReturnChannel, State
from motcua.organisation.models import Unit
from motcua.organisation.queries import desk_name, desk_of

MOST_LINES = 5000


def in_register(unit_id: str, first: date, last: date, only: ByChannel = EVERY_CHANNEL) -> QuerySet[Dossier]:
    """Dossiers accepted on those days, both in it, in the order they were: every code given is there."""
    accepted = Dossier.objects.filter(
        only.condition,
        unit_id=unit_id,
        code__isnull=False,
        accepted_at__gte=start_of(first),
        accepted_at__lt=end_of(last),
    )
    return accepted.select_related("version", "unit", "process", "late_entry").order_by("accepted_at", "id")


# The acts that give or set right the first promise.
_PROMISING = (Act.RECEIVE, Act.ACCEPT, Act.CORRECT, Act.MERGE)


def register_lines(
    unit_id: str, first: date, last: date, only: ByChannel = EVERY_CHANNEL
) -> tuple[listings.RegisterLine, ...]:
    """The lines of the register. Raises Refused: period_wrong, too_many_lines."""
    if last < first:
        raise refuse("period_wrong", "Ngày cuối trước ngày đầu. Hãy chọn lại khoảng ngày.", field="last")
    found = in_register(unit_id, first, last, only)
    if found.count() > MOST_LINES:
        raise refuse(
            "too_many_lines",
            f"Khoảng ngày có hơn {MOST_LINES} hồ sơ. Hãy chọn khoảng ngắn hơn.",
            field="last",
        )
    dossiers = list(found)
    takers, strict = _takers(dossiers), first_strictness(dossiers)
    return tuple(
        _register_line(dossier, takers.get(dossier.pk, ""), strict[dossier.pk]) for dossier in dossiers
    )


def first_strictness(found: Iterable[Dossier]) -> dict[int, bool]:
    """Whether the due time first promised was "before" that minute: a time moved since may be of another kind."""
    dossiers = list(found)
    moved = {one.pk: one.due_strict for one in dossiers if one.due_at != one.due_original}
    steps = Step.objects.filter(dossier__in=moved, act__in=_PROMISING, data__has_key="promise")
    given = steps.order_by("seq").values_list("dossier_id", "data__promise__strict")
    moved |= {pk: strict for pk, strict in given if pk is not None and strict is not None}
    return {one.pk: moved.get(one.pk, one.due_strict) for one in dossiers}


def _takers(dossiers: Iterable[Dossier]) -> dict[int, str]:
    """Who took each result, with relation or authority where somebody came for the person."""
    returned = [one.pk for one in dossiers if one.state == State.RETURNED]
    steps = Step.objects.filter(dossier__in=returned, act=Act.RETURN_RESULT).order_by("seq")
    return {pk: taker_text(data) for pk, data in steps.values_list("dossier_id", "data") if pk is not None}


def register(
    unit: Unit, first: date, last: date, *, at: datetime, only: ByChannel = EVERY_CHANNEL
) -> listings.Register:
    """The register as its form prints it; the form is that of the days. Raises Refused: two_forms, as the lines."""
    lines = register_lines(unit.id, first, last, only)
    forms = form_set_on(first)
    if not forms.covers(last):
        change = forms.valid_to or last
        raise refuse(
            "two_forms",
            f"Từ {change:%d/%m/%Y} sổ theo dõi dùng mẫu khác. Hãy in riêng đến trước ngày đó và từ ngày đó.",
            field="last",
        )
    return listings.Register(
        form=forms.form(FormKind.REGISTER),
        head=head_on(unit, last, at),
        code=f"{unit.name}, {first:%d/%m/%Y}–{last:%d/%m/%Y}",
        first=first,
        last=last,
        lines=lines,
        moment=at,
        demonstration=unit.demo,
    )


def _register_line(dossier: Dossier, taker: str, first_strict: bool) -> listings.RegisterLine:
    if dossier.code is None or dossier.due_original is None:
        raise AssertionError("a dossier with a code has its promise")
    return listings.RegisterLine(
        code=dossier.code,
        procedure=dossier.version.name,
        applicant=dossier.applicant_name,
        contact=", ".join(part for part in (dossier.address, phone_text(dossier.phone)) if part),
        agency=dossier.unit.name,
        received_at=dossier.received_at,
        due_at=dossier.due_original,
        due_strict=first_strict,
        return_channel=RETURN_LABELS[ReturnChannel(dossier.return_channel)],
        returned_at=dossier.returned_at,
        returned_to=taker or dossier.returned_to,
        note=_note(dossier),
    )


def _note(dossier: Dossier) -> str:
    """What the register says beside a dossier: how it ended otherwise, a moved due time, a reason."""
    said = []
    if dossier.state in WITHOUT_RESULT:
        said.append(STATE_LABELS[State(dossier.state)])
    if dossier.due_at != dossier.due_original and dossier.due_at:
        said.append(f"Hạn hiện tại {due_text(dossier.due_at, strict=dossier.due_strict)}")
    if dossier.due_extended:
        said.append(f"Đã xin lỗi, hẹn lại {due_text(dossier.due_extended, strict=False)}")
    if dossier.off_hours_reason:
        said.append(f"Ngoài giờ: {dossier.off_hours_reason}")
    if dossier.filing_number:
        said.append(f"Nộp từ xa {dossier.filing_number}")
    if late := register_note(dossier):
        said.append(late)
    return "; ".join(said)


def head_on(unit: Unit, day: date, at: datetime) -> Head:
    """The head of a list: the desk of that day under its agency."""
    desk = desk_of(unit_id=unit.id, on=day)
    if desk is None:
        return agency_head(unit, at)
    return head_of(unit, desk, desk_name(desk, day), at)


def waiting_for_signature(unit_id: str) -> QuerySet[Dossier]:
    """What lies before the signer, the first due first."""
    found = Dossier.objects.filter(unit_id=unit_id, state=State.APPRAISED)
    return found.select_related("version", "appraiser", "process").order_by("due_at", "id")


def tray(unit: Unit, *, submitted_by: str, at: datetime) -> listings.TrayList:
    """The list that goes with the tray to the signer."""
    return listings.TrayList(
        head=head_on(unit, local_day(at), at),
        code=f"{unit.name}, {local_day(at):%d/%m/%Y}",
        lines=tuple(_tray_line(dossier) for dossier in waiting_for_signature(unit.id)[:MOST_LINES]),
        submitted_by=submitted_by,
        moment=at,
        demonstration=unit.demo,
    )


def _tray_line(dossier: Dossier) -> listings.TrayLine:
    appraised = dossier.steps.filter(act=Act.APPRAISE).order_by("-seq").first()
    return listings.TrayLine(
        code=str(dossier),
        procedure=dossier.version.name,
        applicant=dossier.applicant_name,
        content=papers_text(dossier.items),
        appraiser=dossier.appraiser.full_name if dossier.appraiser else "",
        opinion=appraised.data.get("note", "") if appraised else "",
        due_at=dossier.due_at,
        due_strict=dossier.due_strict,
    )


def papers_text(items: Iterable[dict[str, object]]) -> str:
    """`Bằng tốt nghiệp: 2 trang × 3 bản` for each certification item, one a line."""
    return "\n".join(f"{item['title']}: {item['pages']} trang × {item['copies']} bản" for item in items)


def month_of_book(
    unit: Unit, book: str, year: int, month: int | None, *, at: datetime
) -> listings.CertificationBook:
    """A month of a book, or its year; the closing stands under December and under the year.

    Raises Refused: book_unknown.
    """
    if book not in BOOKS:
        raise refuse("book_unknown", "Không có sổ này. Hãy chọn sổ trong danh sách.", field="book")
    return listings.CertificationBook(
        head=head_on(unit, local_day(at), at),
        title=BOOKS[book],
        book=book,
        year=year,
        month=month,
        lines=tuple(map(_book_line, rows_of(unit.id, book, year, month))),
        moment=at,
        year_end=_year_end(unit.id, book, year) if month in {None, 12} else None,
        demonstration=unit.demo,
    )


def _year_end(unit_id: str, book: str, year: int) -> listings.YearEnd | None:
    closing = BookClosing.objects.filter(unit_id=unit_id, book=book, year=year).first()
    if closing is None:
        return None
    return listings.YearEnd(
        numbers=closing.numbers,
        spoilt=closing.spoilt,
        copies=closing.copies,
        fee=closing.fee,
        closed_at=closing.closed_at,
        closed_by=closing.closed_by_name,
    )


def _book_line(row: BookRow) -> listings.BookLine:
    return listings.BookLine(
        number=row.number,
        day=row.day,
        requester=row.requester,
        requester_id=row.requester_id,
        title=row.title,
        copies=row.copies,
        signer=f"{row.signer_name}, {row.signer_title}",
        fee=row.fee,
        code=str(row.dossier),
        spoilt=row.result_number != row.dossier.result_number,
    )


def group_slip(group: GroupReception, *, site: str) -> listings.GroupSlip:
    """One slip for all dossiers of a group. Raises Refused: group_empty."""
    rows = list(group.rows.select_related("dossier__version", "dossier__one_stop_unit", "dossier__rule_set"))
    if not rows:
        raise refuse(
            "group_empty", "Chưa dòng nào được tiếp nhận nên chưa có phiếu. Hãy sửa tệp rồi gửi lại."
        )
    first, strict = rows[0].dossier, first_strictness(row.dossier for row in rows)
    label = first.rule_set.one_stop_label
    return listings.GroupSlip(
        form=form_set_on(local_day(group.opened_at)).form(FormKind.RECEIPT),
        head=head_of(group.unit, first.one_stop_unit, label, group.opened_at),
        code=f"Danh sách {group.reference}",
        applicant=Applicant(group.requester),
        request=first.version.name,
        reference=group.reference,
        lines=tuple(_group_line(row.dossier, strict[row.dossier_id]) for row in rows),
        received_at=group.opened_at,
        received_by=group.opened_by_name,
        handed_in_by=group.requester,
        site=site,
        demonstration=group.unit.demo,
    )


def _group_line(dossier: Dossier, first_strict: bool) -> listings.GroupLine:
    if dossier.due_original is None:
        raise AssertionError("a received dossier has its promise")
    return listings.GroupLine(
        code=str(dossier),
        applicant=dossier.applicant_name,
        content=papers_text(dossier.items),
        due_at=dossier.due_original,
        due_strict=first_strict,
        secret=dossier.secret,
    )
