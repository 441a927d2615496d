"""What does the national population database say of a person? One question, a bounded answer; silence is no answer.

The address and key are settings; without an address nobody is looked up. `fake.py` answers in tests and demonstrations.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from motcua.core.vntext import nfc
from motcua.integrations.asking import asked

logger = logging.getLogger(__name__)
_SECONDS = 3.0
_LONGEST = 300
# As the forms name what may be looked up (procedures/online_forms/terms.py).
FIELDS = ("name", "birth_date", "sex", "ethnicity", "nationality", "address", "hometown", "marital_status")


def look_up(*, number: str, name: str) -> dict[str, Any]:
    """The person's facts by FIELDS; empty where there is no such person, no service, or no answer in 3 seconds.

    The service gets number and name (both must fit) and nothing else; the log gets neither.
    """
    if not settings.NATIONAL_POPULATION_URL or not number:
        return {}
    key = {"Authorization": f"Bearer {settings.NATIONAL_POPULATION_KEY}"}
    try:
        answer = asked(
            settings.NATIONAL_POPULATION_URL, {"number": number, "name": name}, key, timeout=_SECONDS
        )
    except OSError:
        logger.warning("the population database did not answer")
        return {}
    if answer.status != 200 or not isinstance(answer.said, Mapping):
        return {}
    facts = {field: answer.said.get(field) for field in FIELDS}
    return {
        field: nfc(value)[:_LONGEST] for field, value in facts.items() if isinstance(value, str) and value
    }
