"""Every endpoint declares who may call it, and answers each role accordingly."""

from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule, UnicodeConverter, UUIDConverter

from lms.people.queries import person_by_code
from lms.web.access import PUBLIC, SENDS, SIGNED_IN, Permission, access_of
from tests.factories.account import sign_in

# A new endpoint fails until it is listed here.
EXPECTED = {
    PUBLIC: {
        "account.choose_name",
        "account.choose_who",
        "account.first_use",
        "account.open_card",
        "account.show_here",
        "account.sign_in",
        "account.type_code",
        "account.type_pin",
        "courses.media",
        "home.start",
        "questions.send_question",
        "phone.show_kept",
        "phone.show_manifest",
        "phone.show_script",
        "phone.show_worker",
        "reading.choose_look",
        "reading.show_reading",
        "verification.code_form",
        "verification.verdict",
        "web.choose_language",
        "web.healthz",
        "web.show_stylesheet",
        # Forms inside bundles: what she typed outlives her session, so they ask her to sign in themselves.
        "courses.done",
        "courses.save_lesson",
        "quizzes.begin",
        "quizzes.choose",
        "quizzes.draw",
        "quizzes.save_exercise",
        "quizzes.submit",
    },
    SENDS: {
        "activities.keep_attendance",
        "meetings.keep_note",
        "questions.keep",
        "quizzes.keep_attempt",
    },
    SIGNED_IN: {
        "activities.questionnaire",
        "activities.send_questionnaire",
        "account.change_own_password",
        "account.choose_own_pin",
        "account.list_devices",
        "account.make_sending_key",
        "account.revoke_device",
        "account.show_account",
        "account.show_leaving",
        "account.sign_out",
        "account.sign_out_device",
        "account.sign_out_others",
        "certificates.my_certificates",
        "certificates.paper",
        "courses.book",
        "courses.course",
        "courses.electives",
        "courses.glossary",
        "courses.job_aid",
        "courses.learning",
        "courses.put_aside",
        "courses.section",
        "courses.start",
        "courses.state",
        "outbox.change_email",
        "outbox.list_messages",
        "outbox.open_message",
        "outbox.show_message",
        "people.show_me",
        "questions.ask",
        "questions.faq",
        "questions.my_questions",
        "people.show_person",
        "quizzes.assessment",
        "quizzes.attempt",
        "quizzes.leave_apart",
        "quizzes.play",
        "quizzes.skip",
        "quizzes.receipts",
        "quizzes.take_apart",
        "standards.hand_in_paper",
        "standards.list_competencies",
        "standards.list_documents",
        "standards.list_evidence",
        "standards.list_papers",
        "standards.list_requirements",
        "standards.paper_photo",
        "standards.show_document",
        "standards.show_requirement",
    },
    Permission.ACTIVITIES_RUN: {
        "activities.add_guests",
        "activities.cancel_activity",
        "activities.choose_people",
        "activities.close_activity",
        "activities.edit_activity",
        "activities.find_listed",
        "activities.give_follow_up",
        "activities.invite_people",
        "activities.decide_about_ticks",
        "activities.list_activities",
        "activities.mark_task",
        "activities.new_activity",
        "activities.overdue_follow_ups",
        "activities.remove_seat",
        "activities.seat_latecomer",
        "activities.seat_people",
        "activities.show_activity",
        "activities.show_answers",
        "activities.show_attendance",
        "activities.show_closing",
        "activities.show_follow_ups",
        "activities.show_half_day",
        "activities.show_invitation",
        "activities.show_roster",
        "activities.show_tasks",
        "activities.tick_follow_up",
        "activities.tick_half_day",
        "activities.type_answer",
        "activities.papers",
        "activities.questionnaire_sheet",
        "activities.report",
        "activities.sign_in_sheet",
        "meetings.agree_follow_up",
        "meetings.decide_about_note",
        "meetings.drop_follow_up",
        "meetings.list_meetings",
        "meetings.make_meeting",
        "meetings.meeting_sheet",
        "meetings.pass_on_message",
        "meetings.show_meeting",
        "meetings.take_back_message",
        "meetings.tick_agreed",
        "plans.allowance_file",
        "plans.allowances",
        "plans.carry_out_plan",
        "plans.choose_plan",
        "plans.edit_plan_row",
        "plans.list_lacking",
        "plans.new_plan_row",
        "plans.plan_proposed",
        "plans.propose_classes",
        "plans.remove_plan_row",
        "plans.show_plan",
        "plans.show_taught",
        "plans.year",
        "plans.year_file",
        "visits.close_finding",
        "visits.edit_visit",
        "visits.list_visits",
        "visits.new_visit",
        "visits.overdue_after_visits",
        "visits.reopen_finding",
        "visits.show_finding",
        "visits.show_visit",
        "visits.visit_minutes",
        "visits.visits_of_unit",
    },
    Permission.AWARDS_APPROVE: {
        "awards.candidates",
        "awards.issued_award",
        "awards.issued_awards",
        "awards.reissue",
        "awards.sign",
        "awards.withdraw",
    },
    Permission.COVERAGE_SEE: {
        "assignments.list_assignments",
        "assignments.take_back",
        "coverage.assign",
        "coverage.call_list",
        "coverage.changes",
        "coverage.comparison",
        "coverage.difference",
        "coverage.heat",
        "coverage.list_periods",
        "coverage.names",
        "coverage.reach",
        "coverage.report",
        "coverage.report_file",
        "coverage.send_reminders",
        "coverage.period_names",
        "coverage.period_workbook",
        "coverage.show_period",
        "coverage.subscribe",
        "coverage.subscriptions",
        "coverage.table",
        "coverage.trend",
        "coverage.units",
        "coverage.unsubscribe",
        "coverage.workbook",
        "coverage.year_report",
        "coverage.year_report_file",
        "staffing.download_untrained",
        "staffing.list_untrained",
    },
    Permission.EXERCISES_WRITE: {
        "courses.course_lessons",
        "courses.drop_lesson",
        "courses.edit_lesson",
        "courses.lesson_history",
        "courses.lessons",
        "courses.publish_lesson",
        "courses.questions",
        "courses.release_lesson",
        "courses.settle_lesson",
        "questions.answer",
        "questions.list_questions",
        "questions.redact",
        "questions.show_question",
        "quizzes.drop_exercise",
        "quizzes.edit_exercise",
        "quizzes.exercises",
        "quizzes.new_exercise",
        "quizzes.publish_exercise",
        "quizzes.release_exercise",
    },
    Permission.PEOPLE_SEE: {
        "outbox.list_reminders",
        "outbox.reminder_file",
        "outbox.tell_reminders",
        "people.list_people",
        "standards.confirm_declared",
        "standards.confirm_evidence",
        "standards.export_affected",
        "standards.list_affected",
        "standards.list_declared",
        "standards.new_lapse",
        "standards.restore_evidence",
        "standards.review_declared",
        "standards.take_back_confirmation",
        "standards.void_evidence",
    },
    Permission.PERIODS_CLOSE: {"coverage.close"},
    Permission.STAFFING_IMPORT: {
        "account.choose_slips",
        "account.offer_card",
        "account.print_chosen_cards",
        "account.print_chosen_slips",
        "account.reset_pin_of",
        "account.revoke_device_of",
        "account.show_card",
        "account.void_card_of",
        "people.correct_first_day",
        "people.end_posting",
        "people.leave_posting",
        "people.move_posting",
        "people.return_to_post",
        "people.take_up_post",
        "staffing.apply_staff_list",
        "staffing.confirm_commune",
        "staffing.decide_duplicates",
        "staffing.decide_staff_list",
        "staffing.download_preview",
        "staffing.download_roster",
        "staffing.download_rosters",
        "staffing.download_rosters_apart",
        "staffing.download_template",
        "staffing.drop_staff_list",
        "staffing.list_duplicates",
        "staffing.list_rosters",
        "staffing.list_staff_lists",
        "staffing.list_vacancies",
        "staffing.show_duplicates",
        "staffing.show_roster",
        "staffing.send_staff_list",
        "staffing.show_staff_list",
        "staffing.undo_merging",
    },
    Permission.STANDARDS_EDIT: {
        "standards.apply_workbook",
        "standards.change_requirement",
        "standards.change_target",
        "standards.edit_clause",
        "standards.edit_competency",
        "standards.edit_document",
        "standards.end_competency",
        "standards.end_of_document",
        "standards.end_requirement",
        "standards.end_target",
        "standards.new_clause",
        "standards.new_competency",
        "standards.new_document",
        "standards.new_requirement",
        "standards.new_target",
        "standards.export_standard",
        "standards.new_version",
        "standards.weigh_workbook",
        "plans.hand_down_target",
        "plans.plan_target",
        "plans.withdraw_plan_target",
    },
    Permission.SYSTEM_ADMINISTER: {
        "home.health",
        "staffing.apply_unit_changes",
        "staffing.download_unit_template",
        "staffing.drop_unit_changes",
        "staffing.enter_unit_change",
        "staffing.hand_over_grant",
        "staffing.list_unit_changes",
        "staffing.send_unit_changes",
        "staffing.show_unit_changes",
        "web.styleguide",
    },
    Permission.UNITS_DECIDE: {
        "staffing.decide_succession",
        "staffing.list_successions",
        "staffing.show_succession",
    },
}

ROLES: dict[str, tuple[str | None, set[Permission]]] = {
    "nobody": (None, set()),
    "collaborator": ("TD-C001", set()),
    "trainer": ("DEMO-GV", {Permission.ACTIVITIES_RUN, Permission.EXERCISES_WRITE}),
    "officer": (
        "TD-X01",
        {
            Permission.ACTIVITIES_RUN,
            Permission.COVERAGE_SEE,
            Permission.PEOPLE_SEE,
            Permission.STAFFING_IMPORT,
        },
    ),
    "head": (
        "DEMO-LD",
        {
            Permission.ACTIVITIES_RUN,
            Permission.AWARDS_APPROVE,
            Permission.COVERAGE_SEE,
            Permission.PEOPLE_SEE,
            Permission.STAFFING_IMPORT,
            Permission.STANDARDS_EDIT,
            Permission.PERIODS_CLOSE,
            Permission.UNITS_DECIDE,
        },
    ),
    "administrator": ("DEMO-QT", set(Permission)),
}
NOTHING = {
    IntegerConverter: 999_999_999,
    UnicodeConverter: "there-is-none",
    UUIDConverter: UUID("00000000-0000-4000-8000-000000000000"),
}
"""For each kind of parameter a key that names no row."""


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if not rule.endpoint.endswith("static")]


def test_every_endpoint_is_listed_with_the_access_that_it_declares(app: Flask) -> None:
    declared: dict[str | Permission | None, set[str]] = {}
    for rule in rules(app):
        declared.setdefault(access_of(app.view_functions[rule.endpoint]), set()).add(rule.endpoint)
    assert declared == EXPECTED


def address(app: Flask, rule: Rule) -> str:
    values = {name: _nothing(rule, name) for name in rule.arguments}
    return str(app.url_map.bind("localhost").build(rule.endpoint, values, method=_method(rule)))


def _nothing(rule: Rule, name: str) -> object:
    return next(key for kind, key in NOTHING.items() if isinstance(rule._converters[name], kind))


def _method(rule: Rule) -> str:
    assert rule.methods
    return "GET" if "GET" in rule.methods else "POST"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_let_in_or_refused_as_declared(demo_app: Flask, role: str) -> None:
    code, held = ROLES[role]
    client = demo_app.test_client()
    if code:
        person = person_by_code(code)
        assert person
        sign_in(client, person)
    wrong = []
    for rule in rules(demo_app):
        access = access_of(demo_app.view_functions[rule.endpoint])
        if rule.endpoint == "account.sign_out":
            continue
        answer = client.open(address(demo_app, rule), method=_method(rule))
        asked_in = answer.status_code == 401 or "/sign-in" in answer.headers.get("Location", "")
        refused = answer.status_code == 403
        if access == PUBLIC:
            right = not refused
        elif code is None:
            right = asked_in
        else:
            right = refused == (isinstance(access, Permission) and access not in held) and not asked_in
        if not right or answer.status_code >= 500:
            wrong.append(f"{rule.endpoint} {_method(rule)}: {answer.status_code}")
    assert wrong == []
