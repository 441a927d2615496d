"""Of which postal unit is a worker of the public post? Each act they do at the desk names it (R-132)."""

from django.db import models
from django.db.models import F, Q


class PostalUnit(models.Model):
    """A postal unit (đơn vị bưu chính công ích): a post office of the public postal enterprise."""

    id = models.SlugField(max_length=60, primary_key=True)
    name = models.TextField(unique=True)
    phone = models.TextField(default="")
    address = models.TextField(default="")

    def __str__(self) -> str:
        return self.name


class PostalMember(models.Model):
    """A person works for a postal unit between two days, by which document."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="postal_terms")
    postal_unit = models.ForeignKey(PostalUnit, on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        related_name="postal_members",
        help_text="Where they serve.",
    )
    document = models.TextField(default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("valid_from", "id")
        constraints = (
            models.CheckConstraint(
                name="postal_period", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
            models.UniqueConstraint(fields=["person", "unit", "valid_from"], name="postal_member_once"),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.postal_unit_id}"
