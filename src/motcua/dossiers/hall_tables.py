"""Which dossiers were handled, which visit was opened, while the counter served which ticket? Only added to.

The links point at dossier and visit, so that their own chains stay as they are (R-037, R-042).
"""

from django.db import models

from motcua.queueing.models import Ticket


class TicketDossier(models.Model):
    """A dossier received, supplemented or handed out, or an intake looked at, during a ticket; `act` is the first."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="dossiers")
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="tickets"
    )
    intake = models.ForeignKey("dossiers.Intake", on_delete=models.PROTECT, null=True, related_name="tickets")
    act = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="ticket_has_one_subject",
                condition=models.Q(dossier__isnull=False, intake__isnull=True)
                | models.Q(dossier__isnull=True, intake__isnull=False),
            ),
            models.UniqueConstraint(fields=["ticket", "dossier"], name="ticket_dossier_once"),
            models.UniqueConstraint(fields=["ticket", "intake"], name="ticket_intake_once"),
        )

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.dossier_id or self.intake_id}"


class TicketVisit(models.Model):
    """The visit with many wishes that was opened, or gone on with, during a ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="visits")
    visit = models.ForeignKey("dossiers.Visit", on_delete=models.PROTECT, related_name="tickets")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["ticket", "visit"], name="ticket_visit_once"),)

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.visit_id}"
