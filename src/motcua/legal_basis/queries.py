"""Which rule set is in force on a day?"""

from datetime import date

from django.db.models import Q

from motcua.core.refusals import refuse
from motcua.legal_basis.models import RuleSet


def rule_set_on(day: date) -> RuleSet:
    """Code format and labels of the day. Refused: `no_rule_set`."""
    found = RuleSet.objects.filter(
        Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    ).first()
    if found is None:
        raise refuse(
            "no_rule_set",
            f"Chưa có bộ quy định cho ngày {day:%d/%m/%Y}. Hãy nạp data/rule_sets.yaml hoặc kiểm tra lại ngày.",
        )
    return found
