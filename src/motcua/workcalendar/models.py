"""Which days are worked? One row a year, as decided or as calculated, and the version of the whole."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CalendarYear(models.Model):
    """The weekdays not worked and the weekend days worked instead in one year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    status = models.CharField(
        max_length=12, choices=[("decided", "đã quyết định"), ("calculated", "tạm tính")]
    )
    days_off = ArrayField(models.DateField())
    makeup_days = ArrayField(models.DateField(), default=list)

    def __str__(self) -> str:
        return f"{self.year} ({self.status})"


class CalendarVersion(models.Model):
    """Counts the changes of the calendar; compiled calendars are cached by it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=1)
    digest = models.CharField(
        max_length=64, default="", help_text="Hash over all years: the key of the caches."
    )
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar {self.number}"
