"""Being let in: requests, one-time codes, wrong tries; and the version of a role."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, String

from storage.columns import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("assignment", Column("version", Integer(), server_default="1", nullable=False))
    op.create_table(
        "admission",
        Column("id", String(), nullable=False),
        Column("person", String(), server_default="", nullable=False),
        Column("name", String(), server_default="", nullable=False),
        Column("role", String(), server_default="", nullable=False),
        Column("delegation", String(), server_default="", nullable=False),
        Column("agency", String(), server_default="", nullable=False),
        Column("email", String(), server_default="", nullable=False),
        Column("comment", String(), server_default="", nullable=False),
        Column("asked_at", Instant(), nullable=False),
        Column("decision", String(), server_default="", nullable=False),
        Column("decided_by", String(), server_default="", nullable=False),
        Column("decided_at", Instant(), nullable=True),
        Column("reason", String(), server_default="", nullable=False),
        Column("version", Integer(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_admission")),
    )
    op.create_index(op.f("ix_admission_decision_asked_at"), "admission", ["decision", "asked_at"])
    op.create_index(op.f("ix_admission_person"), "admission", ["person"])
    op.create_table(
        "binding_code",
        Column("digest", String(), nullable=False),
        Column("person", String(), nullable=False),
        Column("expires_at", Instant(), nullable=False),
        Column("used_at", Instant(), nullable=True),
        ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_binding_code_person"), ondelete="CASCADE"
        ),
        PrimaryKeyConstraint("digest", name=op.f("pk_binding_code")),
    )
    op.create_index(op.f("ix_binding_code_person"), "binding_code", ["person"])
    op.create_table(
        "code_tries",
        Column("person", String(), nullable=False),
        Column("count", Integer(), nullable=False),
        Column("since", Instant(), nullable=True),
        ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_code_tries_person"), ondelete="CASCADE"
        ),
        PrimaryKeyConstraint("person", name=op.f("pk_code_tries")),
    )
