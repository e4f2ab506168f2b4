"""Having a job run now, beside its slots."""

from lms.base import audit
from lms.base.database import db
from lms.base.job_runs import Claim, JobRun, claim
from lms.base.messages import Refusal, message


class RunsAlready(Refusal):
    """The job runs just now."""


def ask_for_run(job: str, by: int) -> Claim:
    """Claim a run of a job for somebody who wants it now, and note who; raises :class:`RunsAlready`. Whoever
    asks hands the claim to a clock, after the commit."""
    claimed = claim(job, None)
    if claimed is None:
        raise RunsAlready(message("This job runs just now. Look again in a few minutes."))
    run = db.session.get_one(JobRun, claimed.run_id)
    audit.record("job_run:asked", run, by=by, facts={"job": job})
    return claimed
