"""Which columns say who asks? The same for dossiers, intakes and visits."""

from django.db import models


class ApplicantFacts(models.Model):
    """Who asks: a person or an organisation, as handed in."""

    applicant_kind = models.CharField(max_length=12)
    applicant_name = models.TextField()
    applicant_fold = models.TextField()
    id_type = models.CharField(max_length=20, default="")
    id_number = models.TextField(default="")
    phone = models.TextField(default="")
    email = models.TextField(default="")
    address = models.TextField(default="")
    representative = models.TextField(default="", help_text="Who stands at the desk for an organisation.")

    class Meta:
        abstract = True
