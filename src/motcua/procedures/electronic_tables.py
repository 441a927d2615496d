"""Are the form, the declaration and the result of a procedure electronic? Statements, the newest holds (R-088)."""

from django.db import models

from motcua.organisation.stated import Stated


class ElectronicState(Stated):
    """What of one procedure a unit (and the units below it) offers electronically, as a control officer stated it."""

    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.PROTECT, related_name="+")
    form = models.BooleanField(help_text="Mẫu đơn điện tử, điền được trên máy.")
    declaration = models.BooleanField(help_text="Tờ khai điện tử, gửi được trực tuyến.")
    result = models.BooleanField(help_text="Kết quả điện tử, ký số.")
    note = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.procedure_id}"
