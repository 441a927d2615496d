"""Which tables has outreach? They lie in files by subject; Django finds them through this module."""

from motcua.outreach.asking_tables import (
    AnsweredMark,
    AskedQuestion,
    ContestEntry,
    Questionnaire,
    SurveyAnswer,
)
from motcua.outreach.event_tables import (
    CoOrganiser,
    DayOutcome,
    DialogueAnswer,
    DialogueQuestion,
    Event,
    EventDay,
    EventReport,
)
from motcua.outreach.initiative_tables import Adoption, Initiative, InitiativeStep

__all__ = [
    "Adoption",
    "AnsweredMark",
    "AskedQuestion",
    "CoOrganiser",
    "ContestEntry",
    "DayOutcome",
    "DialogueAnswer",
    "DialogueQuestion",
    "Event",
    "EventDay",
    "EventReport",
    "Initiative",
    "InitiativeStep",
    "Questionnaire",
    "SurveyAnswer",
]
