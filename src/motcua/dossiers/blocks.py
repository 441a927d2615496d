"""Which numbers lie on paper, what became of each, and are they all accounted for?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from motcua.core.models import JournalEntry
from motcua.core.moments import local
from motcua.core.refusals import Refusal, refuse
from motcua.dossiers.block_rules import block_state
from motcua.dossiers.models import Dossier, NumberBlock, NumberUse, ReservedNumber, WaitingEntry
from motcua.dossiers.terms import BlockState, NumberFate
from motcua.organisation.models import Person, RoleGrant, in_force
from motcua.organisation.terms import Role

MOST_BLOCKS = 100
RESERVED = "reserve_numbers"
# How the journal names it; a number that became a dossier has the dossier's own chain.
FATES_JOURNALLED = {NumberFate.SPOILT: "number_spoilt", NumberFate.UNUSED: "number_unused"}


@dataclass(frozen=True, slots=True)
class BlockCount:
    """A block with how many of its numbers became what; `overdue`: its day is over and numbers are left."""

    block: NumberBlock
    entered: int
    spoilt: int
    unused: int
    waiting: int
    overdue: bool

    @property
    def used(self) -> int:
        """How many are accounted for."""
        return self.entered + self.spoilt + self.unused

    @property
    def left(self) -> int:
        """How many are not."""
        return self.block.size - self.used

    @property
    def state(self) -> BlockState:
        """How far the block is accounted for."""
        return block_state(size=self.block.size, used=self.used, waiting=self.waiting)


def counted_blocks(unit_id: str, today: date, *, block_id: int | None = None) -> list[BlockCount]:
    """The unit's blocks, the newest day first; with `block_id` only that one."""

    def of(fate: NumberFate) -> Count:
        return Count("numbers", filter=Q(numbers__use__fate=fate))

    blocks = NumberBlock.objects.filter(unit_id=unit_id).annotate(
        entered=of(NumberFate.ENTERED),
        spoilt=of(NumberFate.SPOILT),
        unused=of(NumberFate.UNUSED),
        waits=Count("numbers", filter=Q(numbers__waiting__isnull=False)),
    )
    if block_id is not None:
        blocks = blocks.filter(pk=block_id)
    return [_counted(block, today) for block in blocks.order_by("-day", "-id")[:MOST_BLOCKS]]


def _counted(block: NumberBlock, today: date) -> BlockCount:
    entered, spoilt, unused, waits = (
        getattr(block, name) for name in ("entered", "spoilt", "unused", "waits")
    )
    left = block.size - entered - spoilt - unused
    return BlockCount(block, entered, spoilt, unused, waits, overdue=left > 0 and block.day < today)


def unsettled(unit_id: str, today: date) -> int:
    """How many numbers of days that are over nobody has accounted for (a warning to the head of the desk)."""
    return ReservedNumber.objects.filter(
        block__unit_id=unit_id, block__day__lt=today, use__isnull=True
    ).count()


def block_of(block_id: int, unit_id: str) -> NumberBlock:
    """The block, within the unit. Raises Refused: block_unknown."""
    known = NumberBlock.objects.select_related("unit__parent", "unit__level", "one_stop_unit", "rule_set")
    block = known.filter(pk=block_id, unit_id=unit_id).first()
    if block is None:
        raise refuse(
            "block_unknown", "Không có lô số này tại cơ quan của ông/bà. Hãy chọn lô trong danh sách."
        )
    return block


def numbers_of(block: NumberBlock) -> Sequence[ReservedNumber]:
    """Every number of the block in order, with what became of it."""
    found = block.numbers.select_related("use__dossier__version", "waiting")
    return list(found.order_by("position"))


def waiting_in(block: NumberBlock) -> list[WaitingEntry]:
    """What was typed in from the block's papers and waits for a second person, by number."""
    found = WaitingEntry.objects.filter(number__block=block).select_related("number")
    return list(found.order_by("number__position"))


def next_free(block: NumberBlock, *, after: str = "") -> ReservedNumber | None:
    """The next number that is neither accounted for nor typed in; after the one just typed, else the first."""
    free = block.numbers.filter(use__isnull=True, waiting__isnull=True).order_by("position")
    return free.filter(code__gt=after).first() or free.first()


def signers_on(block: NumberBlock) -> list[Person]:
    """Who could sign a paper slip: whoever could receive in the unit that day."""
    grants = RoleGrant.objects.filter(in_force(block.day), unit_id=block.unit_id, role=Role.RECEIVE)
    return list(Person.objects.filter(pk__in=grants.values("person_id")).order_by("full_name", "pk"))


def locked_number(code: str, unit_id: str) -> ReservedNumber:
    """The number, held until the transaction ends, within the unit. Raises Refused: number_not_reserved."""
    text = code.strip().upper()
    numbers = ReservedNumber.objects.select_for_update(of=("self",)).select_related("block__unit")
    known = text.isprintable() and len(text) <= 60
    number = numbers.filter(code=text, block__unit_id=unit_id).first() if known else None
    if number is None:
        raise refuse(
            "number_not_reserved",
            "Số này không thuộc lô số dự phòng nào của cơ quan. Hãy xem lại số in trên giấy.",
            field="number",
        )
    return number


def why_used(number: ReservedNumber) -> Refusal | None:
    """Who already accounted for the number, and how; None where it is still free."""
    use = NumberUse.objects.filter(number=number).select_related("dossier").first()
    if use is None:
        return None
    who = f"{use.by_name} lúc {local(use.at):%H:%M ngày %d/%m/%Y}"
    if use.dossier is not None:
        typed = f", người nhập: {use.asked_by_name}" if use.asked_by_name else ""
        text = (
            f"Số {number.code} đã được nhập bù ({use.dossier.applicant_name}; {who} xác nhận{typed}). "
            "Hãy mở hồ sơ đó để đối chiếu với giấy."
        )
    else:
        said = "ghi là giấy hỏng" if use.fate == NumberFate.SPOILT else "trả lại là không dùng"
        text = (
            f"Số {number.code} đã được {who} {said}: {use.reason}. Nếu người dân đang giữ giấy mang số này, hãy "
            "tiếp nhận theo giờ hiện tại rồi “Sửa thông tin tiếp nhận” để ghi đúng giờ đã nhận."
        )
    return Refusal("number_used", text, field="number")


def reserved_codes_of(prefix: str) -> set[str]:
    """Numbers of a series that lie on paper: given, though no dossier need carry them."""
    return set(ReservedNumber.objects.filter(code__startswith=prefix).values_list("code", flat=True))


def block_faults() -> Iterator[tuple[str, int, str]]:
    """(number or block, place, what) of everything that does not fit between blocks, dossiers and journal."""
    blocks = NumberBlock.objects.annotate(there=Count("numbers")).exclude(there=F("size")).order_by("id")
    for block in blocks:
        yield f"lô số {block}", 0, "số dự phòng của lô không còn đủ"
    for code in ReservedNumber.objects.filter(_carried_without_entry()).values_list("code", flat=True):
        yield code, 0, "hồ sơ mang số dự phòng nhưng không có nhập bù"
    entered = NumberUse.objects.filter(fate=NumberFate.ENTERED).exclude(dossier__code=F("number__code"))
    for code in entered.values_list("number__code", flat=True):
        yield code, 0, "số dự phòng ghi đã nhập bù nhưng hồ sơ mang số khác"
    told = _journalled()
    for code, fate in NumberUse.objects.exclude(fate=NumberFate.ENTERED).values_list("number__code", "fate"):
        if (code, FATES_JOURNALLED[NumberFate(fate)]) not in told:
            yield code, 0, "giải trình số dự phòng được thêm ngoài ứng dụng"


def _journalled() -> set[tuple[str, str]]:
    """Each number and what the journal says became of it."""
    entries = JournalEntry.objects.filter(action__in=FATES_JOURNALLED.values()).values_list(
        "action", "detail"
    )
    return {(code, action) for action, detail in entries for code in detail["codes"]}


def _carried_without_entry() -> Q:
    carried = Dossier.objects.filter(code__in=ReservedNumber.objects.values("code")).values("code")
    return Q(code__in=carried) & ~Q(use__fate=NumberFate.ENTERED)
