"""Which procedures did the province announce for the desks of a level?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.organisation.models import Level, Unit


class DeskList(models.Model):
    """A decision of the provincial Chair: what is settled at the desks of one level (144/KH-UBND II.1).

    A district chooses for "4 tại chỗ" only from the list in force (R-065).
    """

    slug = models.SlugField(max_length=60, primary_key=True)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="desk_lists")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    number = models.TextField(help_text="Number of the decision.")
    issued_on = models.DateField()
    signed_by = models.TextField()
    codes = ArrayField(models.CharField(max_length=12))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.number} ({self.province_id}, {self.level_id})"
