"""Which tables has outreach? They lie in files by subject; Django finds them through this module."""

from motcua.outreach.asking_tables import (
    AnsweredMark,
    AskedQuestion,
    ContestEntry,
    Questionnaire,
    SurveyAnswer,
)
from motcua.outreach.communication_tables import (
    Broadcast,
    CampaignReach,
    Material,
    MaterialHandOut,
    MediaItem,
    MediaStep,
    StruckEntry,
    SupplementEntry,
    TopicReview,
    VideoGuide,
    WellPerforming,
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
from motcua.outreach.training_tables import FocalPoint, IndexEvent, IndexValue, Trainee, TrainingCourse

__all__ = [
    "Adoption",
    "AnsweredMark",
    "AskedQuestion",
    "Broadcast",
    "CampaignReach",
    "CoOrganiser",
    "ContestEntry",
    "DayOutcome",
    "DialogueAnswer",
    "DialogueQuestion",
    "Event",
    "EventDay",
    "EventReport",
    "FocalPoint",
    "IndexEvent",
    "IndexValue",
    "Initiative",
    "InitiativeStep",
    "Material",
    "MaterialHandOut",
    "MediaItem",
    "MediaStep",
    "Questionnaire",
    "StruckEntry",
    "SupplementEntry",
    "SurveyAnswer",
    "TopicReview",
    "Trainee",
    "TrainingCourse",
    "VideoGuide",
    "WellPerforming",
]
