"""How is a telephone number or e-mail address stored and shown? Where a one-time code may go; pure."""

import re
from dataclasses import dataclass

from motcua.applicants.terms import IdentityWay
from motcua.core.phones import check_phone, phone_text
from motcua.core.refusals import refuse
from motcua.core.terms import PhoneKind
from motcua.core.vntext import clean_line

_EMAIL = re.compile(r"[a-z0-9._%+'-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Contact:
    """Where somebody is reached: `way` phone or email, `value` as stored."""

    way: IdentityWay
    value: str

    @property
    def masked(self) -> str:
        """As pages show it to somebody who may not be its holder."""
        if self.way is IdentityWay.PHONE:
            said = phone_text(self.value)
            return f"*** *** {said[-3:]}"
        name, _, domain = self.value.partition("@")
        return f"{name[0]}***@{domain}"


def read_contact(text: str) -> Contact:
    """A mobile number or e-mail address as stored. Refused: `contact_wrong`, field `contact`."""
    said = clean_line(text, _LONGEST, field="contact", what="Số điện thoại hoặc thư điện tử")
    if "@" in said:
        address = said.lower()
        if not _EMAIL.fullmatch(address):
            raise refuse(
                "contact_wrong", "Địa chỉ thư điện tử chưa đúng. Hãy xem lại rồi nhập lại.", field="contact"
            )
        return Contact(IdentityWay.EMAIL, address)
    phone = check_phone(said, field="contact")
    if phone.kind is not PhoneKind.MOBILE:
        raise refuse(
            "contact_wrong",
            "Mã chỉ gửi được tới số di động Việt Nam hoặc thư điện tử. Hãy nhập số khác.",
            field="contact",
        )
    return Contact(IdentityWay.PHONE, phone.number)
