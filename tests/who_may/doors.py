"""Each command, query and job by its right, as the code had it once: whoever adds or changes one says so here."""

DOORS: dict[str, str] = {
    "answer_referrals": """
        packet.read_reply packet.take_reply referrals.accept referrals.acknowledge referrals.ask_back
        referrals.attempt referrals.complete referrals.decline referrals.fail referrals.note_session
        referrals.pause referrals.resume referrals.start referrals.take_back review.call_script review.review
        review.sign_week review.week review.week_pages reviews.sheets
    """,
    "approve_disposal": """
        audit_start.note_archived disposals.disposals retention.approve_disposal
        retention.disposal_certificate retention.disposition
    """,
    "back_up": """
        backup.note_backup backup.note_drill backup_rounds.backup_standing kept.kept_files
    """,
    "decide_feedback": """
        feedback.record_finding feedback.route oversight.answer oversight.confirm oversight.implement
        oversight.respond oversight.send_back
    """,
    "edit_community": """
        education.call_off education.change_session education.hold education.plan_session issues.acknowledge
        issues.add_commitment issues.change_decision issues.change_issue issues.confirm issues.decline
        issues.drop issues.keep issues.open_again issues.prioritize issues.promise issues.put_off
        issues.raise_issue issues.record_decision issues.resolve issues.set_to_work issues.take_up issues.update
        leaders.add_leader leaders.change_leader leaders.note_contact leaders.step_down leaders.step_up
        meetings.add_agenda_item meetings.call_off meetings.change_meeting meetings.forget
        meetings.forget_expired meetings.hold meetings.plan_meeting meetings.write_down meetings.write_minutes
        problems.add_action problems.add_measure problems.add_point problems.begin_analysis
        problems.begin_assessment problems.begin_response problems.change_problem problems.close
        problems.go_back problems.open_problem watch.activate watch.add_member watch.brief watch.call_off
        watch.change_group watch.change_patrol watch.close watch.debrief watch.member_left watch.note_meeting
        watch.observe watch.pause watch.plan_patrol watch.renew_phone_tree watch.set_out watch.start_group
    """,
    "edit_directory": """
        agreements.add_agreement agreements.change_agreement directory.add_organization directory.add_service
        directory.amend_organization directory.amend_service directory.load_rows directory.mark_checked
        directory.set_local
    """,
    "edit_people": """
        needs.note_need needs.set_need_status people.add_person people.amend_person people.change_household
        people.join people.leave people.note_facts people.note_safe_contact people.start_household
        people.withdraw_person places.add_place places.change_place
    """,
    "edit_training": """
        training.add_course training.add_duty training.add_requirement training.change_course
        training.change_duty training.change_requirement training.completions_in training.import_completions
        training.import_roster training.mark_in_error training.roster_in training.verify
    """,
    "edit_youth": """
        youth.accept youth.add_match youth.add_mentee youth.add_mentor youth.add_program youth.answer_concern
        youth.begin youth.change_cohort youth.change_match youth.change_mentee youth.change_mentor
        youth.change_program youth.check_in youth.close_match youth.end_cohort youth.enroll youth.hold_academy
        youth.leave_cohort youth.leave_off youth.log_session youth.pause_match youth.pause_mentor
        youth.resume_match youth.start_cohort youth_sheets.attendance_sheet youth_sheets.match_file
    """,
    "export": """
        attachments_out.attachment_cover attachments_out.enter_attachment exports.register_export
        media.came_back media.change_medium media.destroyed media.give_out media.keep_there media.lost
        publishing.data_package publishing.enter_package
    """,
    "export_plain": """
        exports.register_plain_export
    """,
    "expunge": """
        expungements.expungements expungements.orders_to_clean expungements.propose_expungement
        expungements.withdraw_expungement retention.black_out retention.carry_out
        retention.expungement_certificate retention.note_cleaned retention.keys_of_order
    """,
    "follow_up": """
        followups.attempt followups.done followups.lost followups.not_needed followups.postpone
        followups.promise followups.promise_cadence followups.reassign followups.reviewed followups.stand_in
        followups.take_back
    """,
    "hold_records": """
        holds.holds holds.place_hold holds.release_hold
    """,
    "import_logs": """
        imports.change_mapping imports.contacts_in imports.import_contacts imports.imports_of
        imports.mapping_for imports.mappings imports.save_mapping imports.saved_mapping imports.undo_import
    """,
    "log_contacts": """
        contacts.amend_contact contacts.drafts contacts.entered_in_error contacts.entered_since
        contacts.last_used_topics contacts.last_used_types contacts.log_contact contacts.names_known
        contacts.seal shift_end.shift_end shift_end.sign_off
    """,
    "log_crisis": """
        crisis.add_to crisis.change_crisis crisis.check_ins crisis.entered_in_error crisis.log_crisis
        crisis.log_sealed crisis.partner_told crisis.seal plans.add_call plans.add_plan plans.change_plan
        plans.drop_call plans.revise plans.submit plans.withdraw
    """,
    "manage_codes": """
        account_use.set_rules accounts.note_notice codes.load_codes codes.set_code contacts.set_question
        notices.change_notice notices.write_notice settings.set_text settings.set_threshold
    """,
    "manage_places": """
        handover.hand_over neighborhoods.add_neighborhood neighborhoods.assign_officer
        neighborhoods.change_neighborhood neighborhoods.hand_over neighborhoods.outlines_in
        neighborhoods.set_boundaries
    """,
    "manage_staff": """
        account_list.account_list account_review.account_review account_review.sign_accounts accounts.note_keys
        accounts.note_rekeyed erasure_record.erasure_record
        erasure_record.note_erasing lost_laptop.lost_laptop_sheet
        offboarding.open_work release_sheet.note_release_codes sealed_rounds.role_key_standing
        second_factor.drop_second_factor staff.add_staff staff.change_staff staff.set_active
    """,
    "merge_people": """
        merging.compare merging.merge merging.unmerge people.maybe_the_same people.merges people.not_the_same
        people.same_as people.same_people
    """,
    "prepare_packets": """
        oversight.add_body oversight.ask oversight.change_body oversight.change_packet
        oversight.change_recommendation oversight.decide_mark oversight.draft_packet oversight.make
        oversight.mark_words oversight.meet oversight.seat oversight.verify redacting.gather redacting.release
    """,
    "propose_disposal": """
        disposals.withdraw_disposal retention.propose_disposal
    """,
    "read_audit": """
        access_review.begin_review access_review.review_lines access_review.review_weeks
        access_reviews.access_findings access_reviews.answer_finding access_reviews.sign_access_review
        access_reviews.watch_for audit_anchor.anchored audit_reading.audit_entries audit_reading.audit_proof
        audit_standing.audit_standing audit_start.archivable seal_sheet.seal_sheet searches.searches_made
    """,
    "read_cases": """
        consent_form.form_given consent_form.form_of consents.consent consents.consents consents.consents_ending
        consents.consents_of consents.signature_of contacts.contact contacts.contacts contacts.last_reached
        contacts.of_person disclosures.disclosures disclosures.disclosures_of face_sheet.of_person followups.due
        followups.followup followups.followups followups.last_reached followups.of_parent followups.of_person
        followups.promised_since followups.promised_to handover.handover_pack merging.merged_from needs.needs
        needs.needs_of neighborhood_faces.neighborhood_faces openings.opened_by_others own.given
        own.own_account own.own_card own.own_copy
        packet.person_slip people.households people.households_of people.look_alikes people.look_at
        people.members_of people.names_of people.people people.person people.safe_contact_note people.to_reach
        places.places referral_queues.board referral_queues.lines referral_queues.queues referrals.actions_for
        referrals.awaiting referrals.of_person referrals.referral referrals.referrals referrals.resting_on
        referrals.stalled review.told_under sharing.ground_for track_record.track_record unreached.unreached
        withdrawing.stop_letters withdrawing.told_on
    """,
    "read_community": """
        education.education education_sheet.session_sheet issues.commitments issues.decisions issues.issues
        leaders.leader_coverage leaders.leaders meeting_sheet.meeting_sheet meetings.meetings
        problem_report.problem_report problems.board problems.problems watch.joint_patrols watch.watch_groups
        watch_sheets.briefing_sheet watch_sheets.roster_sheet you_said.you_said
    """,
    "read_crisis": """
        crisis.encounters crisis.met_before crisis_papers.card_sheet crisis_papers.encounter_sheet
        plans.patrol_card plans.plan_of plans.plans
    """,
    "read_directory": """
        agreements.agreements choosing.offers consent_form.blank_form directory.imports directory.open_now
        directory.organization_names directory.organizations directory.published directory.service
        directory.services directory.services_for directory.stock directory_list.listed notices.notice_said
        notices.notices sharing.recipient_of
    """,
    "read_feedback": """
        feedback.close feedback.thank oversight.bodies oversight.recommendations
    """,
    "read_packets": """
        oversight.note_opened oversight.packets redacting.review_packet
    """,
    "read_staff": """
        account_list.new_faces neighborhoods.assigned neighborhoods.assignments neighborhoods.beats
        neighborhoods.neighborhood_named neighborhoods.neighborhoods staff.staff staff.staff_names
    """,
    "read_summary": """
        bundle_opening.note_opened exports.exports media.media summary.behind summary.figures summary.gaps
        summary.review
    """,
    "read_training": """
        training.add_completion training.change_completion training.completions training.courses
        training.duty_roster training.requirements training.standing_of training.standings
        training_sheets.training_record
    """,
    "read_youth": """
        youth.academy_cohorts youth.mentees youth.mentors youth.note_match_report youth.note_report
        youth.youth_matches youth.youth_programs
    """,
    "record_consent": """
        consents.expire_consent consents.narrow_consent consents.record_consent consents.refuse_consent
        consents.review_consent consents.revoke_consent withdrawing.letters_left
    """,
    "refer": """
        packet.gather packet.packet_left referrals.add_participant referrals.amend_referral
        referrals.answer_back referrals.cancel referrals.change_referral referrals.draft_referral
        referrals.re_refer referrals.refer referrals.seen_by_referrer referrals.send referrals.tell
    """,
    "review_training": """
        training.coverage training_sheets.crisis_cover training_sheets.gap_list
    """,
    "search": """
        general.find seeking.look
    """,
    "sign_in": """
        account_use.own_account account_use.require_welcome account_use.rules accounts.actor_of
        accounts.note_proved accounts.own_keys_changed accounts.sign_in accounts.sign_out amendments.amendments
        amendments.newest attachments.attach attachments.attached attachments.content attachments.take_off
        audit_reading.note_log_failure audit_reading.whose_key audit_standing.keep_check
        audit_standing.verified_mark boxed.left_out boxed.note_left_out calendar.calendar calendar.enter_calendar
        codes.choices contacts.questions incident.incident_sheet incident.report_incident incident.whom_to_call
        exports.export_number general.listing general.reading general.titles sealed_rounds.drop_older_keys
        sealed_rounds.seal_some sealed_rounds.share_role_keys searches.forget_search searches.note_search
        searches.save_search searches.saved_searches second_factor.has_second_factor
        second_factor.keep_second_factor second_factor.own_second_factor second_factor.second_factor_due
        second_factor.spend_code
        settings.in_force settings.text_setting settings.threshold sheets.enter_sheet today.boards unsent.drop
        unsent.keep unsent.kept
    """,
    "supervise": """
        disclosures.review_disclosure disclosures.reviews_due followups.reopen offboarding.hand_over_work
        plans.approve plans.review plans.send_back referrals.entered_in_error referrals.reopen
        summary.note_month summary.sign_month
    """,
    "take_feedback": """
        concern_receipt.concern_receipt feedback.acknowledge feedback.change_feedback feedback.feedback
        feedback.name_officers feedback.take_feedback
    """,
}
JOBS = {
    "accounts.rekey": "manage_staff",
    "accounts.erase": "manage_staff",
    "accounts.new_recovery": "manage_staff",
    "accounts.set_sign_in_notice": "manage_codes",
    "audit.export": "export",
    "audit.archive": "approve_disposal",
    "audit.verify": "read_audit",
    "retention.clean": "expunge",
    "backup.back_up": "back_up",
    "backup.drill": "back_up",
    "summary.export_summary": "export",
    "summary.export_plain": "export_plain",
    "summary.export_bundle": "export",
    "attachments_out.save_attachment": "export",
    "bundles.unpack": "export_plain",
}
