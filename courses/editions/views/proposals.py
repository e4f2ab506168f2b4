"""What is proposed: asking for it, looking at what changes, approving, sending back, taking back."""

from typing import Any, NamedTuple

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.editions.formats.telling import LOOKS, STATES
from courses.editions.forms import DecisionForm, ProposalForm
from courses.editions.policies import may_ask_again, may_decide, may_take_back
from courses.editions.queries import names_of, newest_with_words, proposals
from courses.editions.queries import proposal as read_proposal
from courses.editions.rules import deciding
from courses.editions.rules.resolving import proposed_draft
from courses.editions.rules.shaping import proposed_edition
from courses.editions.views.blueprint import editions
from courses.editions.views.history import wanted_language
from courses.editions.views.showing import Sides, sides, step_kinds
from courses.models import Edition, Proposal, ProposalState
from courses.rules.drafting import Draft
from courses.rules.inspecting import problems
from courses.rules.placing import NoSuchPlace
from courses.rules.proposing import Asking, propose
from courses.rules.reviewing import demands_second_look
from courses.rules.settling import propose_text, proposed_place
from courses.rules.sourcing import source_named
from courses.source.findings import Finding
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires
from lms.web.addresses import opens
from lms.web.i18n import said
from lms.web.paging import page_of


class Change(NamedTuple):
    """What would be published, beside what is."""

    newest: Edition | None
    proposed: Edition
    """In no session: to be looked at."""
    text: str
    """The language in which they stand beside each other."""
    sides: Sides
    findings: list[Finding]


@editions.get("/courses/proposals")
@requires(Permission.EXERCISES_WRITE)
def list_proposals() -> str:
    """What is proposed, what waits first; of one course with ``?course=``."""
    slug = request.args.get("course", "")[:80] or None
    page = page_of(proposals(slug))
    names = names_of({each.slug for each in page.rows})
    return render_template(
        "editions/list_proposals.html", page=page, names=names, slug=slug, states=STATES, looks=LOOKS
    )


@editions.get("/courses/proposals/<int:proposal_id>")
@requires(Permission.EXERCISES_WRITE)
def show_proposal(proposal_id: int) -> str:
    """A proposal with what would change, what is found in it, and what may be decided."""
    return _page(_proposal(proposal_id), DecisionForm(formdata=None))


@editions.post("/courses/proposals/<int:proposal_id>/approve")
@requires(Permission.EXERCISES_WRITE)
def approve(proposal_id: int) -> Response | tuple[str, int]:
    """Approve what she has seen; it is published at once, or at its hour."""
    form, seen = DecisionForm(), request.form.get("seen", "")
    try:
        decided = deciding.approve(
            proposal_id,
            asker(),
            seen=seen,
            sentence=form.sentence.data or "",
            kinds=step_kinds(),
            now=clock.now(),
        )
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _page(_proposal(proposal_id), form, refusal), 409
    _tell(decided)
    return redirect(url_for("editions.show_proposal", proposal_id=proposal_id), 303)


@editions.post("/courses/proposals/<int:proposal_id>/send-back")
@requires(Permission.EXERCISES_WRITE)
def send_back(proposal_id: int) -> Response | tuple[str, int]:
    """Send it back with a sentence."""
    form = DecisionForm()
    try:
        deciding.send_back(proposal_id, asker(), sentence=form.sentence.data or "", now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _page(_proposal(proposal_id), form, refusal), 409
    flash(gettext("Sent back. Who asked was told."), "success")
    return redirect(url_for("editions.list_proposals"), 303)


@editions.post("/courses/proposals/<int:proposal_id>/take-back")
@requires(Permission.EXERCISES_WRITE)
def take_back(proposal_id: int) -> Response:
    """Take it back before it is published."""
    try:
        deciding.take_back(proposal_id, asker(), now=clock.now())
        db.session.commit()
        flash(gettext("Taken back. What was written is kept."), "success")
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "warning")
    return redirect(url_for("editions.show_proposal", proposal_id=proposal_id), 303)


@editions.post("/courses/proposals/<int:proposal_id>/ask-again")
@requires(Permission.EXERCISES_WRITE)
def ask_again(proposal_id: int) -> Response:
    """Ask once more for what came back, as the course stands now."""
    try:
        again = deciding.ask_again(proposal_id, asker(), kinds=step_kinds(), opens=opens, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "warning")
        return redirect(url_for("editions.show_proposal", proposal_id=proposal_id), 303)
    flash(gettext("Asked for. Who can look at it was told."), "success")
    return redirect(url_for("editions.show_proposal", proposal_id=again.id), 303)


@editions.get("/courses/<string:slug>/propose")
@requires(Permission.EXERCISES_WRITE)
def propose_course(slug: str) -> str:
    """What would be published of a course as it stands, and the form to ask for it."""
    return _form_page(slug, ProposalForm(formdata=None))


@editions.post("/courses/<string:slug>/propose")
@requires(Permission.EXERCISES_WRITE)
def ask_for_course(slug: str) -> Response | tuple[str, int]:
    """Ask for a course to be published as it stands."""
    form = ProposalForm()
    if not form.validate():
        return _form_page(slug, form), 422
    try:
        source, by = source_named(slug), asker().id
        asked = propose(source, step_kinds(), _asking(form), by=by, opens=opens, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _form_page(slug, form, refusal), 409
    flash(gettext("Asked for. It stands on this page until it is published."), "success")
    return redirect(url_for("editions.show_proposal", proposal_id=asked.id), 303)


@editions.post("/courses/<string:slug>/lessons/<int:number>/propose")
@requires(Permission.EXERCISES_WRITE)
def ask_for_lesson(slug: str, number: int) -> Response:
    """Ask for her draft of a shipped lesson to be published."""
    form, text = ProposalForm(), request.form.get("text", "vi")
    back = redirect(url_for("courses.publish_lesson", slug=slug, number=number, text=text), 303)
    if not form.validate():
        flash(next(error for errors in form.errors.values() for error in errors), "error")
        return back
    try:
        place, lesson = proposed_place(slug, (text, number))
        seen = request.form.get("seen", "")
        asked = propose_text(
            place,
            lesson,
            _asking(form),
            seen=seen,
            by=asker().id,
            kinds=step_kinds(),
            opens=opens,
            now=clock.now(),
        )
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
        return back
    flash(gettext("Asked for. It stands on this page until it is published."), "success")
    return redirect(url_for("editions.show_proposal", proposal_id=asked.id), 303)


def _asking(form: ProposalForm) -> Asking:
    return Asking(form.note.data or "", bool(form.for_review.data), form.publish_at)


def _proposal(proposal_id: int) -> Proposal:
    return read_proposal(proposal_id) or abort(404)


def _tell(decided: Proposal) -> None:
    if decided.state is ProposalState.PUBLISHED:
        flash(gettext("Approved and published."), "success")
    elif decided.state is ProposalState.VOID:
        flash(gettext("It could not be published any more. Who asked was told."), "warning")
    else:
        flash(gettext("Approved. It is published at its hour."), "success")


def _page(proposal: Proposal, form: DecisionForm, refusal: Refusal | None = None) -> str:
    """The proposal; what it would change as long as something may come of it."""
    draft, problem = None, None
    if proposal.state is not ProposalState.PUBLISHED:
        try:
            draft = proposed_draft(proposal, step_kinds(), clock.now())
        except Refusal as unreadable:
            problem = said(unreadable.message)
    return render_template(
        "editions/show_proposal.html",
        proposal=proposal,
        name=names_of([proposal.slug]).get(proposal.slug),
        state_name=STATES[proposal.state],
        look=LOOKS[proposal.state],
        form=form,
        refusal=said(refusal.message) if refusal else problem,
        seen=draft.content_hash() if draft else None,
        change=_change(draft, proposal.lesson) if draft else None,
        may_decide=may_decide(asker(), proposal),
        may_take_back=may_take_back(asker(), proposal),
        may_ask_again=may_ask_again(asker(), proposal),
    )


def _form_page(slug: str, form: ProposalForm, refusal: Refusal | None = None) -> str:
    try:
        draft = Draft(source_named(slug), step_kinds(), clock.now())
    except NoSuchPlace:
        abort(404)
    except Refusal as unreadable:
        draft, refusal = None, refusal or unreadable
    return render_template(
        "editions/propose_course.html",
        slug=slug,
        form=form,
        refusal=said(refusal.message) if refusal else None,
        change=_change(draft, None) if draft else None,
        demanded=draft is not None and demands_second_look(draft.source, clock.today()),
    )


def _change(draft: Draft, lesson: dict[str, Any] | None) -> Change:
    """What would change, in the language of the proposed lesson or of the page."""
    text = lesson["language"] if lesson and "text" not in request.args else wanted_language()
    newest = newest_with_words(draft.source.slug)
    proposed = proposed_edition(draft, newest.number + 1 if newest else 1)
    findings = problems(draft.source, step_kinds(), opens, clock.today())
    return Change(newest, proposed, text, sides(newest, proposed, text), findings)
