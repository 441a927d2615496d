"""Which closed words stand in the ledger: moments, ways of paying, kinds of entry?"""

from enum import StrEnum


class CollectionMoment(StrEnum):
    """When a fee is collected; the national integration numbers them 1, 2 and 4."""

    RECEIVE = "receive"  # thu khi tiếp nhận (1)
    SUPPLEMENT = "supplement"  # thu khi bổ sung (2)
    RETURN = "return"  # thu khi trả kết quả (4)


MOMENT_LABELS: dict[CollectionMoment, str] = {
    CollectionMoment.RECEIVE: "Thu khi tiếp nhận",
    CollectionMoment.SUPPLEMENT: "Thu khi bổ sung",
    CollectionMoment.RETURN: "Thu khi trả kết quả",
}
NATIONAL_MOMENTS: dict[CollectionMoment, int] = {
    CollectionMoment.RECEIVE: 1,
    CollectionMoment.SUPPLEMENT: 2,
    CollectionMoment.RETURN: 4,
}


class Method(StrEnum):
    """How the money comes or goes."""

    CASH = "cash"  # tiền mặt
    TRANSFER = "transfer"  # chuyển khoản


METHOD_LABELS: dict[Method, str] = {Method.CASH: "Tiền mặt", Method.TRANSFER: "Chuyển khoản"}


class EntryKind(StrEnum):
    """What an entry of the ledger says."""

    COLLECTION = "collection"  # thu phí, lệ phí
    EXEMPTION = "exemption"  # miễn phí, lệ phí
    REFUND = "refund"  # hoàn phí, lệ phí


KIND_LABELS: dict[EntryKind, str] = {
    EntryKind.COLLECTION: "Thu",
    EntryKind.EXEMPTION: "Miễn",
    EntryKind.REFUND: "Hoàn",
}
