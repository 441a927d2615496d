"""Who asks? A person or an organisation, checked as regulations §10 say; pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.core.identifiers import check_identity, kind_from_pattern
from motcua.core.phones import check_phone
from motcua.core.refusals import refuse
from motcua.core.terms import IdentityKind
from motcua.core.vntext import clean_line, clean_name, fold

NAME_LIMIT = 200
ADDRESS_LIMIT = 300


class ApplicantKind(StrEnum):
    """Both kinds are applicants (R-033)."""

    PERSON = "person"  # cá nhân
    ORGANISATION = "organisation"  # tổ chức


KIND_LABELS: dict[ApplicantKind, str] = {
    ApplicantKind.PERSON: "Cá nhân",
    ApplicantKind.ORGANISATION: "Tổ chức, doanh nghiệp",
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """What was said about the applicant; an organisation names who stands at the desk."""

    kind: str
    name: str
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    representative: str = ""


@dataclass(frozen=True, slots=True)
class CheckedApplicant:
    """The same, in stored form, with warnings for the clerk."""

    kind: ApplicantKind
    name: str
    fold: str
    id_type: str
    id_number: str
    phone: str
    email: str
    address: str
    representative: str
    warnings: tuple[str, ...] = ()


def check_applicant(applicant: Applicant, *, on: date) -> CheckedApplicant:
    """Stored form of the applicant; raises Refused naming the field at fault.

    A person needs a name and an identity paper; an organisation its name, tax code and representative.
    """
    kind = _kind(applicant.kind)
    what = "Họ và tên" if kind is ApplicantKind.PERSON else "Tên tổ chức"
    name = clean_name(applicant.name, NAME_LIMIT, field="name", what=what)
    id_type, id_number, warnings = _identity(applicant, kind, on)
    return CheckedApplicant(
        kind=kind,
        name=name,
        fold=fold(name),
        id_type=id_type,
        id_number=id_number,
        phone=check_phone(applicant.phone).number if applicant.phone.strip() else "",
        email=_email(applicant.email),
        address=clean_line(applicant.address, ADDRESS_LIMIT, field="address", what="Địa chỉ"),
        representative=_representative(applicant, kind),
        warnings=warnings,
    )


def _kind(given: str) -> ApplicantKind:
    try:
        return ApplicantKind(given)
    except ValueError:
        raise refuse(
            "applicant_kind_unknown", "Chọn người nộp là cá nhân hay tổ chức rồi làm lại.", field="kind"
        ) from None


def _identity(applicant: Applicant, kind: ApplicantKind, on: date) -> tuple[str, str, tuple[str, ...]]:
    if not applicant.id_number.strip():
        text = (
            "Chưa có số giấy tờ của người nộp. Hãy quét hoặc nhập số định danh."
            if kind is ApplicantKind.PERSON
            else "Chưa có mã số thuế của tổ chức. Hãy nhập mã số thuế."
        )
        raise refuse("identity_missing", text, field="id_number")
    default = IdentityKind.TAX_CODE if kind is ApplicantKind.ORGANISATION else None
    id_type = applicant.id_type or default or kind_from_pattern(applicant.id_number)
    if kind is ApplicantKind.ORGANISATION and id_type != IdentityKind.TAX_CODE:
        raise refuse(
            "organisation_needs_tax_code",
            "Tổ chức được ghi bằng mã số thuế. Hãy chọn “mã số thuế” và nhập lại số.",
            field="id_type",
        )
    checked = check_identity(id_type, applicant.id_number, on=on)
    return checked.kind, checked.number, tuple(caution.text for caution in checked.warnings)


def _email(given: str) -> str:
    email = clean_line(given, 200, field="email", what="Thư điện tử")
    name, _, host = email.partition("@")
    if email and (not name or "." not in host or " " in email):
        raise refuse(
            "email_wrong", "Địa chỉ thư điện tử chưa đúng. Hãy xem lại hoặc để trống.", field="email"
        )
    return email


def _representative(applicant: Applicant, kind: ApplicantKind) -> str:
    if kind is ApplicantKind.PERSON:
        return clean_line(applicant.representative, NAME_LIMIT, field="representative", what="Người nộp thay")
    return clean_name(
        applicant.representative, NAME_LIMIT, field="representative", what="Họ tên người đại diện đi nộp"
    )
