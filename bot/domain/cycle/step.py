"""The steps of a year: who has to take each, and which of them wait for another."""

from collections.abc import Mapping
from enum import StrEnum


class StepName(StrEnum):
    """As network files call them; THEME, SHORTLIST and ROUND have no date, they are closed when done."""

    THEME = "theme"
    CALL_OPENS = "call-opens"
    CALL_CLOSES = "call-closes"
    SHORTLIST = "shortlist"
    CONSULTATIONS_OPEN = "consultations-open"
    CONSULTATIONS_CLOSE = "consultations-close"
    EXCHANGE_CHECK_OPENS = "exchange-check-opens"
    EXCHANGE_CHECK_CLOSES = "exchange-check-closes"
    ROUND = "round"
    AGENDA_DRAFT = "agenda-draft"
    AGENDA_APPROVED = "agenda-approved"
    DOCUMENTS_DUE = "documents-due"
    DOCUMENTS_OUT = "documents-out"
    INVITATION = "invitation"
    SUPPORT_OPENS = "support-opens"
    SUPPORT_CLOSES = "support-closes"
    SUPPORT_DECIDED = "support-decided"
    REGISTRATION_OPENS = "registration-opens"
    REGISTRATION_PREFERRED = "registration-preferred"
    REGISTRATION_LAST = "registration-last"
    INSCRIPTION_OPENS = "inscription-opens"
    STATEMENTS_DUE = "statements-due"
    SLOTS_OUT = "slots-out"
    PREPARATORY_MEETING = "preparatory-meeting"
    SUMMARY_DRAFT = "summary-draft"
    SUMMARY_COMMENTS = "summary-comments"
    SUMMARY_FINAL = "summary-final"
    SURVEY_OPENS = "survey-opens"
    SURVEY_CLOSES = "survey-closes"
    SURVEY_RESULTS = "survey-results"
    REPORT_DUE = "report-due"
    REPORT_OUT = "report-out"
    NEXT_CYCLE = "next-cycle"


class Party(StrEnum):
    """Who takes a step; CHAIR and RAPPORTEUR are delegations that hold that office in the year."""

    FOCAL_POINTS = "focal-points"
    SECRETARIAT = "secretariat"
    CHAIR = "chair"
    RAPPORTEUR = "rapporteur"
    FORUM = "forum"


TAKEN_BY: Mapping[StepName, Party] = {
    StepName.THEME: Party.FORUM,
    StepName.CALL_CLOSES: Party.FOCAL_POINTS,
    StepName.SHORTLIST: Party.CHAIR,
    StepName.CONSULTATIONS_CLOSE: Party.FOCAL_POINTS,
    StepName.EXCHANGE_CHECK_CLOSES: Party.FOCAL_POINTS,
    StepName.AGENDA_APPROVED: Party.CHAIR,
    StepName.SUPPORT_CLOSES: Party.FOCAL_POINTS,
    StepName.REGISTRATION_PREFERRED: Party.FOCAL_POINTS,
    StepName.REGISTRATION_LAST: Party.FOCAL_POINTS,
    StepName.STATEMENTS_DUE: Party.FOCAL_POINTS,
    StepName.SUMMARY_DRAFT: Party.RAPPORTEUR,
    StepName.SUMMARY_COMMENTS: Party.FOCAL_POINTS,
    StepName.SUMMARY_FINAL: Party.RAPPORTEUR,
    StepName.SURVEY_CLOSES: Party.FOCAL_POINTS,
    StepName.REPORT_DUE: Party.CHAIR,
    StepName.REPORT_OUT: Party.CHAIR,
    StepName.NEXT_CYCLE: Party.FORUM,
}
"""All others are the secretariat's."""

WAITS_FOR: Mapping[StepName, tuple[StepName, ...]] = {
    StepName.AGENDA_DRAFT: (StepName.CALL_CLOSES,),
    StepName.AGENDA_APPROVED: (StepName.AGENDA_DRAFT,),
    StepName.DOCUMENTS_DUE: (StepName.AGENDA_APPROVED,),
    StepName.DOCUMENTS_OUT: (StepName.DOCUMENTS_DUE,),
    StepName.SUPPORT_DECIDED: (StepName.SUPPORT_CLOSES,),
    StepName.SUMMARY_COMMENTS: (StepName.SUMMARY_DRAFT,),
    StepName.SUMMARY_FINAL: (StepName.SUMMARY_COMMENTS,),
    StepName.SURVEY_RESULTS: (StepName.SURVEY_CLOSES,),
    StepName.REPORT_OUT: (StepName.REPORT_DUE,),
}
"""A step that is closed late takes those behind it along, and no others."""


def taken_by(step: StepName) -> Party:
    return TAKEN_BY.get(step, Party.SECRETARIAT)
