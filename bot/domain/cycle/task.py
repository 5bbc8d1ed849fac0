"""What a delegation is asked for in the course of a year, and from when until when."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from bot.domain.cycle.plan import Plan
from bot.domain.cycle.step import StepName


class Task(StrEnum):
    """OPTIONS: to say how it stands to each of the options of the year."""

    CALL = "call"
    EXCHANGE_CHECK = "exchange-check"
    CONSULTATION = "consultation"
    SUPPORT = "support"
    REGISTRATION = "registration"
    STATEMENTS = "statements"
    COMMENTS = "comments"
    SURVEY = "survey"
    OPTIONS = "options"


SPAN: Mapping[Task, tuple[StepName, StepName]] = {
    Task.CALL: (StepName.CALL_OPENS, StepName.CALL_CLOSES),
    Task.EXCHANGE_CHECK: (StepName.EXCHANGE_CHECK_OPENS, StepName.EXCHANGE_CHECK_CLOSES),
    Task.CONSULTATION: (StepName.CONSULTATIONS_OPEN, StepName.CONSULTATIONS_CLOSE),
    Task.SUPPORT: (StepName.SUPPORT_OPENS, StepName.SUPPORT_CLOSES),
    Task.REGISTRATION: (StepName.REGISTRATION_OPENS, StepName.REGISTRATION_LAST),
    Task.STATEMENTS: (StepName.INSCRIPTION_OPENS, StepName.STATEMENTS_DUE),
    Task.COMMENTS: (StepName.SUMMARY_DRAFT, StepName.SUMMARY_COMMENTS),
    Task.SURVEY: (StepName.SURVEY_OPENS, StepName.SURVEY_CLOSES),
    Task.OPTIONS: (StepName.SURVEY_OPENS, StepName.SURVEY_CLOSES),
}
"""Steps that open and close it."""


def ends(task: Task, plan: Plan, zone: str) -> datetime | None:
    """In UTC: by hand, when that was done, else with the last day in the network's home `zone`."""
    last = plan.of(SPAN[task][1])
    if last is None:
        return None
    return last.closed.at if last.closed else last.ends(zone)
