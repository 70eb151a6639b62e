-- The schema that the numbered files make, as PostgreSQL describes it. Written by a test: a change of the schema is
-- a change of this file. After a new migration, write it anew with: npx vitest run test/store/schema -u

column alert_clock.only_row boolean not null default true
column alert_clock.day date not null
constraint alert_clock.alert_clock_only_row_check CHECK (only_row)
constraint alert_clock.alert_clock_pkey PRIMARY KEY (only_row)
CREATE UNIQUE INDEX alert_clock_pkey ON public.alert_clock USING btree (only_row)
column alert_decisions.id bigint not null
column alert_decisions.decided_at timestamp(3) with time zone not null
column alert_decisions.seq bigint not null
constraint alert_decisions.alert_decisions_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX alert_decisions_pkey ON public.alert_decisions USING btree (id)
column alert_facts.id bigint not null
column alert_facts.decision bigint not null
column alert_facts.key text not null
column alert_facts.about text not null
column alert_facts.kind text not null
column alert_facts.body jsonb not null
column alert_facts.recalled_by bigint
constraint alert_facts.alert_facts_decision_fkey FOREIGN KEY (decision) REFERENCES alert_decisions(id)
constraint alert_facts.alert_facts_pkey PRIMARY KEY (id)
constraint alert_facts.alert_facts_recalled_by_fkey FOREIGN KEY (recalled_by) REFERENCES alert_facts(id)
CREATE INDEX alert_facts_about ON public.alert_facts USING btree (about) WHERE (recalled_by IS NULL)
CREATE INDEX alert_facts_key ON public.alert_facts USING btree (key)
CREATE UNIQUE INDEX alert_facts_once ON public.alert_facts USING btree (key) WHERE (recalled_by IS NULL)
CREATE UNIQUE INDEX alert_facts_pkey ON public.alert_facts USING btree (id)
column audit_trail.id bigint not null
column audit_trail.at timestamp(3) with time zone not null
column audit_trail.officer text not null
column audit_trail.token text
column audit_trail.act text not null
column audit_trail.subject text
column audit_trail.details jsonb not null
constraint audit_trail.audit_trail_pkey PRIMARY KEY (id)
constraint audit_trail.audit_trail_token_fkey FOREIGN KEY (token) REFERENCES officer_tokens(id)
CREATE INDEX audit_trail_of_officer ON public.audit_trail USING btree (officer, id)
CREATE UNIQUE INDEX audit_trail_pkey ON public.audit_trail USING btree (id)
CREATE TRIGGER audit_trail_keep_own_place BEFORE INSERT ON public.audit_trail FOR EACH ROW EXECUTE FUNCTION keep_own_place() enabled A
CREATE TRIGGER audit_trail_refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_trail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change() enabled A
column checkpoint_keys.verifier text not null
column checkpoint_keys.first_used_at timestamp(3) with time zone not null
constraint checkpoint_keys.checkpoint_keys_pkey PRIMARY KEY (verifier)
CREATE UNIQUE INDEX checkpoint_keys_pkey ON public.checkpoint_keys USING btree (verifier)
CREATE TRIGGER checkpoint_keys_keep_own_time BEFORE INSERT ON public.checkpoint_keys FOR EACH ROW EXECUTE FUNCTION keep_own_time() enabled A
CREATE TRIGGER checkpoint_keys_refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.checkpoint_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change() enabled A
column checkpoints.size bigint not null
column checkpoints.note text not null
column checkpoints.signed_at timestamp(3) with time zone not null
constraint checkpoints.checkpoints_pkey PRIMARY KEY (size, note)
constraint checkpoints.checkpoints_size_check CHECK ((size >= 1))
CREATE UNIQUE INDEX checkpoints_pkey ON public.checkpoints USING btree (size, note)
CREATE TRIGGER checkpoints_keep_own_time BEFORE INSERT ON public.checkpoints FOR EACH ROW EXECUTE FUNCTION keep_own_time() enabled A
CREATE TRIGGER checkpoints_refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change() enabled A
column decisions.id bigint not null
column decisions.decision text not null
column decisions.decided_by text not null
column decisions.decided_at timestamp(3) with time zone not null
column decisions.reason text not null
column decisions.events text[] not null
constraint decisions.decisions_decision_check CHECK ((decision = ANY (ARRAY['accept'::text, 'reject'::text, 'correct'::text])))
constraint decisions.decisions_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX decisions_pkey ON public.decisions USING btree (id)
CREATE TRIGGER decisions_refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change() enabled A
column declarations.pack text not null
column declarations.place integer not null
column declarations.treaty text not null
column declarations.participant text not null
column declarations.kind text not null
column declarations.made_at date
column declarations.article text
column declarations.summary text not null
column declarations.source text not null
constraint declarations.declarations_kind_check CHECK ((kind = ANY (ARRAY['reservation'::text, 'declaration'::text, 'notification'::text, 'objection'::text, 'territorial'::text, 'communication'::text])))
constraint declarations.declarations_pack_fkey FOREIGN KEY (pack) REFERENCES packs(id)
constraint declarations.declarations_participant_fkey FOREIGN KEY (participant) REFERENCES participants(code)
constraint declarations.declarations_pkey PRIMARY KEY (pack, place)
constraint declarations.declarations_source_fkey FOREIGN KEY (source) REFERENCES sources(id)
constraint declarations.declarations_treaty_fkey FOREIGN KEY (treaty) REFERENCES treaties(number)
CREATE UNIQUE INDEX declarations_pkey ON public.declarations USING btree (pack, place)
column deliveries.id bigint not null
column deliveries.mark uuid not null default gen_random_uuid()
column deliveries.subscription bigint not null
column deliveries.number bigint
column deliveries.kind text not null
column deliveries.decision bigint
column deliveries.facts bigint[] not null default '{}'::bigint[]
column deliveries.corrects bigint[] not null default '{}'::bigint[]
column deliveries.digest_of bigint
column deliveries.state text not null
column deliveries.queued_at timestamp(3) with time zone not null
column deliveries.due_at timestamp(3) with time zone not null
column deliveries.tries integer not null default 0
column deliveries.first_tried_at timestamp(3) with time zone
column deliveries.settled_at timestamp(3) with time zone
column deliveries.claim text
column deliveries.claimed_until timestamp(3) with time zone
column deliveries.has_failed boolean not null default false
column deliveries.channel text not null
column deliveries.withheld bigint[] not null default '{}'::bigint[]
column deliveries.unsent text
constraint deliveries.deliveries_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'webhook'::text])))
constraint deliveries.deliveries_check CHECK (((state = 'queued'::text) = (settled_at IS NULL)))
constraint deliveries.deliveries_decision_fkey FOREIGN KEY (decision) REFERENCES alert_decisions(id)
constraint deliveries.deliveries_kind_check CHECK ((kind = ANY (ARRAY['alert'::text, 'recall'::text, 'heartbeat'::text, 'confirm'::text, 'link'::text, 'verify'::text, 'notice'::text])))
constraint deliveries.deliveries_pkey PRIMARY KEY (id)
constraint deliveries.deliveries_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'accepted'::text, 'parked'::text])))
constraint deliveries.deliveries_subscription_fkey FOREIGN KEY (subscription) REFERENCES subscriptions(id) ON DELETE CASCADE
constraint deliveries.deliveries_unsent_check CHECK ((unsent = ANY (ARRAY['taken_back'::text, 'off'::text])))
CREATE INDEX deliveries_due ON public.deliveries USING btree (channel, due_at, id) WHERE ((state = 'queued'::text) AND (NOT has_failed))
CREATE INDEX deliveries_due_again ON public.deliveries USING btree (channel, due_at, id) WHERE ((state = 'queued'::text) AND has_failed)
CREATE UNIQUE INDEX deliveries_number ON public.deliveries USING btree (subscription, number)
CREATE UNIQUE INDEX deliveries_once ON public.deliveries USING btree (decision, subscription)
CREATE UNIQUE INDEX deliveries_pkey ON public.deliveries USING btree (id)
CREATE INDEX deliveries_waiting ON public.deliveries USING btree (subscription, number) WHERE (state = 'queued'::text)
column delivery_failures.delivery bigint not null
column delivery_failures.try integer not null
column delivery_failures.failed_at timestamp(3) with time zone not null
column delivery_failures.status integer
column delivery_failures.problem text not null
column delivery_failures.round integer not null default 1
constraint delivery_failures.delivery_failures_delivery_fkey FOREIGN KEY (delivery) REFERENCES deliveries(id) ON DELETE CASCADE
constraint delivery_failures.delivery_failures_pkey PRIMARY KEY (delivery, round, try)
CREATE UNIQUE INDEX delivery_failures_pkey ON public.delivery_failures USING btree (delivery, round, try)
column delivery_rounds.delivery bigint not null
column delivery_rounds.round integer not null
column delivery_rounds.state text not null
column delivery_rounds.tries integer not null
column delivery_rounds.first_tried_at timestamp(3) with time zone
column delivery_rounds.settled_at timestamp(3) with time zone not null
column delivery_rounds.replayed_at timestamp(3) with time zone not null
constraint delivery_rounds.delivery_rounds_delivery_fkey FOREIGN KEY (delivery) REFERENCES deliveries(id) ON DELETE CASCADE
constraint delivery_rounds.delivery_rounds_pkey PRIMARY KEY (delivery, round)
constraint delivery_rounds.delivery_rounds_round_check CHECK ((round > 0))
constraint delivery_rounds.delivery_rounds_state_check CHECK ((state = ANY (ARRAY['accepted'::text, 'parked'::text])))
CREATE UNIQUE INDEX delivery_rounds_pkey ON public.delivery_rounds USING btree (delivery, round)
column differences.id bigint not null
column differences.key text not null
column differences.page text not null
column differences.treaty text not null
column differences.participant text
column differences.class text not null
column differences.document text not null
column differences.source text not null
column differences.read_on date not null
column differences.difference jsonb not null
column differences.found_at timestamp(3) with time zone not null
column differences.seen_at timestamp(3) with time zone not null
column differences.state text not null
column differences.decision bigint
column differences.lapsed_at timestamp(3) with time zone
constraint differences.differences_check CHECK (((state = 'decided'::text) = (decision IS NOT NULL)))
constraint differences.differences_check1 CHECK (((lapsed_at IS NULL) OR (state = 'decided'::text)))
constraint differences.differences_decision_fkey FOREIGN KEY (decision) REFERENCES decisions(id)
constraint differences.differences_document_fkey FOREIGN KEY (document) REFERENCES documents(sha256)
constraint differences.differences_participant_fkey FOREIGN KEY (participant) REFERENCES participants(code)
constraint differences.differences_pkey PRIMARY KEY (id)
constraint differences.differences_source_fkey FOREIGN KEY (source) REFERENCES sources(id)
constraint differences.differences_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'decided'::text, 'gone'::text])))
constraint differences.differences_treaty_fkey FOREIGN KEY (treaty) REFERENCES treaties(number)
CREATE INDEX differences_in_force ON public.differences USING btree (key) WHERE ((state = 'decided'::text) AND (lapsed_at IS NULL))
CREATE INDEX differences_of_page ON public.differences USING btree (page) WHERE (state <> 'gone'::text)
CREATE UNIQUE INDEX differences_pkey ON public.differences USING btree (id)
CREATE UNIQUE INDEX differences_wait_once ON public.differences USING btree (key) WHERE (state = 'waiting'::text)
column documents.sha256 text not null
column documents.bytes bytea not null
column documents.kept_at timestamp(3) with time zone not null
constraint documents.documents_check CHECK ((sha256 = encode(sha256(bytes), 'hex'::text)))
constraint documents.documents_pkey PRIMARY KEY (sha256)
CREATE UNIQUE INDEX documents_pkey ON public.documents USING btree (sha256)
CREATE TRIGGER documents_refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change() enabled A
column events.seq bigint not null
column events.id text not null
column events.treaty text not null
column events.participant text
column events.action text not null
column events.action_date date
column events.earliest date
column events.latest date
column events.effect_date date
column events.known_on date not null
column events.known_on_assumed boolean not null
column events.day_known text not null
column events.derivation text
column events.corrects text
column events.signatories integer
column events.parties integer
column events.source text not null
column events.document text
column events.note text
column events.recorded_by text not null
column events.recorded_at timestamp(3) with time zone not null
column events.prev_hash text not null
column events.hash text not null
constraint events.events_action_check CHECK ((action = ANY (ARRAY['signature'::text, 'definitive_signature'::text, 'ratification'::text, 'acceptance'::text, 'approval'::text, 'accession'::text, 'formal_confirmation'::text, 'succession'::text, 'provisional_application'::text, 'declared_sole'::text, 'withdrawal_of_instrument'::text, 'denunciation'::text, 'rescission'::text, 'correction'::text, 'retraction'::text, 'asserted_threshold'::text, 'asserted_entry_into_force'::text, 'asserted_headline'::text])))
constraint events.events_corrects CHECK (((corrects IS NOT NULL) = (action = ANY (ARRAY['correction'::text, 'retraction'::text]))))
constraint events.events_corrects_fkey FOREIGN KEY (corrects) REFERENCES events(id)
constraint events.events_day_known_check CHECK ((day_known = ANY (ARRAY['read'::text, 'derived'::text, 'reported'::text, 'undated'::text])))
constraint events.events_day_or_span CHECK (
CASE
    WHEN (day_known = 'undated'::text) THEN ((action_date IS NULL) AND (effect_date IS NULL) AND (earliest IS NOT NULL) AND ((latest IS NULL) OR (earliest <= latest)))
    ELSE ((action_date IS NOT NULL) AND (earliest IS NULL) AND (latest IS NULL))
END)
constraint events.events_derivation CHECK ((((day_known <> 'derived'::text) OR (derivation IS NOT NULL)) AND ((day_known <> 'read'::text) OR (derivation IS NULL))))
constraint events.events_document_fkey FOREIGN KEY (document) REFERENCES documents(sha256)
constraint events.events_hash_check CHECK ((length(hash) = 64))
constraint events.events_id_key UNIQUE (id)
constraint events.events_participant CHECK (((participant IS NOT NULL) OR (action = ANY (ARRAY['correction'::text, 'retraction'::text, 'asserted_threshold'::text, 'asserted_entry_into_force'::text, 'asserted_headline'::text]))))
constraint events.events_participant_fkey FOREIGN KEY (participant) REFERENCES participants(code)
constraint events.events_pkey PRIMARY KEY (seq)
constraint events.events_prev_hash_check CHECK ((length(prev_hash) = 64))
constraint events.events_seq_check CHECK ((seq >= 1))
constraint events.events_source_fkey FOREIGN KEY (source) REFERENCES sources(id)
constraint events.events_totals CHECK (((((signatories IS NOT NULL) OR (parties IS NOT NULL)) = (action = 'asserted_headline'::text)) AND ((signatories IS NULL) OR (signatories >= 0)) AND ((parties IS NULL) OR (parties >= 0))))
constraint events.events_treaty_fkey FOREIGN KEY (treaty) REFERENCES treaties(number)
CREATE INDEX events_corrects_index ON public.events USING btree (corrects) WHERE (corrects IS NOT NULL)
CREATE UNIQUE INDEX events_id_key ON public.events USING btree (id)
CREATE UNIQUE INDEX events_pkey ON public.events USING btree (seq)
CREATE TRIGGER events_extend_chain AFTER INSERT ON public.events REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION extend_chain() enabled A
CREATE TRIGGER events_refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change() enabled A
column groups.id text not null
column groups.pack text not null
column groups.position integer not null
column groups.title text not null
constraint groups.groups_pack_fkey FOREIGN KEY (pack) REFERENCES packs(id)
constraint groups.groups_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX groups_pkey ON public.groups USING btree (id)
column interests.id bigint not null
column interests.hash text not null
column interests.definition jsonb not null
constraint interests.interests_hash_key UNIQUE (hash)
constraint interests.interests_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX interests_hash_key ON public.interests USING btree (hash)
CREATE UNIQUE INDEX interests_pkey ON public.interests USING btree (id)
column job_run_days.job text not null
column job_run_days.day date not null
column job_run_days.outcome text not null
column job_run_days.runs integer not null
constraint job_run_days.job_run_days_job_fkey FOREIGN KEY (job) REFERENCES jobs(name)
constraint job_run_days.job_run_days_pkey PRIMARY KEY (job, day, outcome)
constraint job_run_days.job_run_days_runs_check CHECK ((runs > 0))
CREATE UNIQUE INDEX job_run_days_pkey ON public.job_run_days USING btree (job, day, outcome)
column job_runs.id bigint not null
column job_runs.job text not null
column job_runs.scheduled_for timestamp(3) with time zone
column job_runs.missed integer not null default 0
column job_runs.fence bigint not null
column job_runs.run_by text not null
column job_runs.started_at timestamp(3) with time zone not null
column job_runs.ended_at timestamp(3) with time zone
column job_runs.outcome text
column job_runs.did text
column job_runs.steps integer not null default 0
constraint job_runs.job_runs_check CHECK ((((ended_at IS NULL) = (outcome IS NULL)) AND ((did IS NULL) = (outcome IS NULL))))
constraint job_runs.job_runs_job_fkey FOREIGN KEY (job) REFERENCES jobs(name)
constraint job_runs.job_runs_missed_check CHECK ((missed >= 0))
constraint job_runs.job_runs_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'failed'::text, 'skipped'::text, 'interrupted'::text])))
constraint job_runs.job_runs_pkey PRIMARY KEY (id)
constraint job_runs.job_runs_steps_check CHECK ((steps >= 0))
CREATE UNIQUE INDEX job_runs_alone ON public.job_runs USING btree (job) WHERE (outcome IS NULL)
CREATE INDEX job_runs_newest ON public.job_runs USING btree (job, id)
CREATE UNIQUE INDEX job_runs_once ON public.job_runs USING btree (job, scheduled_for) WHERE (outcome IS DISTINCT FROM 'interrupted'::text)
CREATE UNIQUE INDEX job_runs_pkey ON public.job_runs USING btree (id)
column jobs.name text not null
column jobs.known_since timestamp(3) with time zone not null
column jobs.progress text
constraint jobs.jobs_pkey PRIMARY KEY (name)
CREATE UNIQUE INDEX jobs_pkey ON public.jobs USING btree (name)
column known_gaps.pack text not null
column known_gaps.place integer not null
column known_gaps.treaty text not null
column known_gaps.participant text
column known_gaps.kind text not null
column known_gaps.statement text not null
column known_gaps.reason text not null
column known_gaps.source text not null
column known_gaps.missing integer
column known_gaps.missing_signatories integer
constraint known_gaps.known_gaps_kind_check CHECK ((kind = ANY (ARRAY['coverage'::text, 'undated'::text, 'unconfirmed'::text, 'unknown'::text, 'disagreement'::text, 'oddity'::text])))
constraint known_gaps.known_gaps_pack_fkey FOREIGN KEY (pack) REFERENCES packs(id)
constraint known_gaps.known_gaps_participant_fkey FOREIGN KEY (participant) REFERENCES participants(code)
constraint known_gaps.known_gaps_pkey PRIMARY KEY (pack, place)
constraint known_gaps.known_gaps_source_fkey FOREIGN KEY (source) REFERENCES sources(id)
constraint known_gaps.known_gaps_treaty_fkey FOREIGN KEY (treaty) REFERENCES treaties(number)
CREATE UNIQUE INDEX known_gaps_pkey ON public.known_gaps USING btree (pack, place)
column leases.name text not null
column leases.fence bigint not null
column leases.holder text
column leases.expires_at timestamp(3) with time zone
constraint leases.leases_check CHECK (((holder IS NULL) = (expires_at IS NULL)))
constraint leases.leases_fence_check CHECK ((fence >= 1))
constraint leases.leases_pkey PRIMARY KEY (name)
CREATE UNIQUE INDEX leases_pkey ON public.leases USING btree (name)
CREATE TRIGGER leases_refuse_lower_fence BEFORE UPDATE ON public.leases FOR EACH ROW EXECUTE FUNCTION refuse_lower_fence() enabled O
column leavings.only_row boolean not null default true
column leavings.count bigint not null
constraint leavings.leavings_only_row_check CHECK (only_row)
constraint leavings.leavings_pkey PRIMARY KEY (only_row)
CREATE UNIQUE INDEX leavings_pkey ON public.leavings USING btree (only_row)
column link_tokens.hash text not null
column link_tokens.subscription bigint not null
column link_tokens.purpose text not null
column link_tokens.until timestamp(3) with time zone not null
constraint link_tokens.link_tokens_pkey PRIMARY KEY (hash)
constraint link_tokens.link_tokens_purpose_check CHECK ((purpose = ANY (ARRAY['confirm'::text, 'manage'::text])))
constraint link_tokens.link_tokens_subscription_fkey FOREIGN KEY (subscription) REFERENCES subscriptions(id) ON DELETE CASCADE
CREATE UNIQUE INDEX link_tokens_pkey ON public.link_tokens USING btree (hash)
CREATE INDEX link_tokens_subscription ON public.link_tokens USING btree (subscription)
column memberships.pack text not null
column memberships.group_id text not null
column memberships.participant text not null
column memberships.first_day date
column memberships.last_day date
column memberships.note text
constraint memberships.memberships_check CHECK ((first_day <= last_day))
constraint memberships.memberships_group_id_fkey FOREIGN KEY (group_id) REFERENCES groups(id)
constraint memberships.memberships_pack_fkey FOREIGN KEY (pack) REFERENCES packs(id)
constraint memberships.memberships_participant_fkey FOREIGN KEY (participant) REFERENCES participants(code)
column officer_sessions.id_hash text not null
column officer_sessions.token text
column officer_sessions.admin_hash text
column officer_sessions.began_at timestamp(3) with time zone not null
column officer_sessions.expires_at timestamp(3) with time zone not null
constraint officer_sessions.officer_sessions_check CHECK ((expires_at > began_at))
constraint officer_sessions.officer_sessions_check1 CHECK (((token IS NULL) = (admin_hash IS NOT NULL)))
constraint officer_sessions.officer_sessions_id_hash_check CHECK ((id_hash ~ '^[0-9a-f]{64}$'::text))
constraint officer_sessions.officer_sessions_pkey PRIMARY KEY (id_hash)
constraint officer_sessions.officer_sessions_token_fkey FOREIGN KEY (token) REFERENCES officer_tokens(id)
CREATE INDEX officer_sessions_of_token ON public.officer_sessions USING btree (token)
CREATE UNIQUE INDEX officer_sessions_pkey ON public.officer_sessions USING btree (id_hash)
column officer_tokens.id text not null
column officer_tokens.name text not null
column officer_tokens.scopes text[] not null
column officer_tokens.secret_hash text not null
column officer_tokens.created_at timestamp(3) with time zone not null
column officer_tokens.created_by text not null
column officer_tokens.expires_at timestamp(3) with time zone not null
column officer_tokens.revoked_at timestamp(3) with time zone
column officer_tokens.revoked_by text
constraint officer_tokens.officer_tokens_check CHECK ((expires_at > created_at))
constraint officer_tokens.officer_tokens_check1 CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
constraint officer_tokens.officer_tokens_id_check CHECK ((id ~ '^[a-z2-7]{12}$'::text))
constraint officer_tokens.officer_tokens_name_check CHECK ((name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'::text))
constraint officer_tokens.officer_tokens_pkey PRIMARY KEY (id)
constraint officer_tokens.officer_tokens_scopes_check CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['read'::text, 'decide'::text, 'record'::text, 'operate'::text])))
CREATE UNIQUE INDEX officer_tokens_pkey ON public.officer_tokens USING btree (id)
column pack_loads.pack text not null
column pack_loads.files_hash text not null
column pack_loads.loaded_at timestamp(3) with time zone not null
column pack_loads.seq bigint not null
column pack_loads.events integer not null
constraint pack_loads.pack_loads_files_hash_check CHECK ((length(files_hash) = 64))
constraint pack_loads.pack_loads_pack_fkey FOREIGN KEY (pack) REFERENCES packs(id)
constraint pack_loads.pack_loads_pkey PRIMARY KEY (pack, loaded_at)
CREATE UNIQUE INDEX pack_loads_pkey ON public.pack_loads USING btree (pack, loaded_at)
column packs.id text not null
column packs.title text not null
column packs.position integer not null
column packs.licence text not null
constraint packs.packs_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX packs_pkey ON public.packs USING btree (id)
column page_looks.id bigint not null
column page_looks.page text not null
column page_looks.treaty text
column page_looks.looked_at timestamp(3) with time zone not null
column page_looks.found text not null
column page_looks.said text not null
column page_looks.document text
column page_looks.asked text
column page_looks.answered text
column page_looks.status integer
column page_looks.headers jsonb
constraint page_looks.page_looks_document_fkey FOREIGN KEY (document) REFERENCES documents(sha256)
constraint page_looks.page_looks_pkey PRIMARY KEY (id)
CREATE INDEX page_looks_newest ON public.page_looks USING btree (page, id)
CREATE UNIQUE INDEX page_looks_pkey ON public.page_looks USING btree (id)
CREATE TRIGGER page_looks_refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.page_looks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change() enabled A
column page_states.page text not null
column page_states.sha256 text
column page_states.etag text
column page_states.last_modified text
column page_states.received_at timestamp(3) with time zone
column page_states.looked_at timestamp(3) with time zone
column page_states.failures integer not null default 0
column page_states.not_before timestamp(3) with time zone
column page_states.due_at timestamp(3) with time zone
column page_states.failure text
column page_states.good_at timestamp(3) with time zone
column page_states.accepted text
column page_states.accepted_on date
column page_states.stamp date
column page_states.stamp_since timestamp(3) with time zone
constraint page_states.page_states_accepted_fkey FOREIGN KEY (accepted) REFERENCES documents(sha256)
constraint page_states.page_states_failures_check CHECK ((failures >= 0))
constraint page_states.page_states_pkey PRIMARY KEY (page)
constraint page_states.page_states_sha256_fkey FOREIGN KEY (sha256) REFERENCES documents(sha256)
CREATE UNIQUE INDEX page_states_pkey ON public.page_states USING btree (page)
column participant_names.pack text not null
column participant_names.participant text not null
column participant_names.name text not null
column participant_names.first_day date
column participant_names.last_day date
column participant_names.note text
constraint participant_names.participant_names_check CHECK ((first_day <= last_day))
constraint participant_names.participant_names_pack_fkey FOREIGN KEY (pack) REFERENCES packs(id)
constraint participant_names.participant_names_participant_fkey FOREIGN KEY (participant) REFERENCES participants(code)
column participants.code text not null
column participants.pack text not null
column participants.kind text not null
column participants.name text not null
column participants.names_also text[] not null
column participants.alpha2 text
column participants.m49 text
column participants.un_member_from date
column participants.members text
column participants.state_from date
constraint participants.participants_alpha2_key UNIQUE (alpha2)
constraint participants.participants_kind_check CHECK ((kind = ANY (ARRAY['state'::text, 'organization'::text])))
constraint participants.participants_members_fkey FOREIGN KEY (members) REFERENCES groups(id)
constraint participants.participants_pack_fkey FOREIGN KEY (pack) REFERENCES packs(id)
constraint participants.participants_pkey PRIMARY KEY (code)
CREATE UNIQUE INDEX participants_alpha2_key ON public.participants USING btree (alpha2)
CREATE UNIQUE INDEX participants_pkey ON public.participants USING btree (code)
column projection_marks.interest bigint not null
column projection_marks.treaty text not null
column projection_marks.expected date not null
constraint projection_marks.projection_marks_interest_fkey FOREIGN KEY (interest) REFERENCES interests(id) ON DELETE CASCADE
constraint projection_marks.projection_marks_pkey PRIMARY KEY (interest, treaty)
constraint projection_marks.projection_marks_treaty_fkey FOREIGN KEY (treaty) REFERENCES treaties(number)
CREATE UNIQUE INDEX projection_marks_pkey ON public.projection_marks USING btree (interest, treaty)
column projections.treaty text not null
column projections.milestone text not null
column projections.method text not null
column projections.as_of date not null
column projections.made_at timestamp(3) with time zone not null default clock_timestamp()
column projections.seq bigint not null
column projections.made_by text not null
column projections.more integer not null
column projections.p05 date
column projections.p25 date
column projections.p50 date
column projections.p75 date
column projections.p95 date
column projections.within_1y double precision not null
column projections.within_3y double precision not null
column projections.within_5y double precision not null
column projections.known_until date
constraint projections.projections_check CHECK (((within_3y >= within_1y) AND (within_3y <= (1)::double precision)))
constraint projections.projections_check1 CHECK (((within_5y >= within_3y) AND (within_5y <= (1)::double precision)))
constraint projections.projections_milestone_check CHECK ((milestone = ANY (ARRAY['threshold'::text, 'entry_into_force'::text, 'next_deposit'::text, 'tenth'::text, 'universal'::text])))
constraint projections.projections_more_check CHECK (((more >= 1) OR ((more = 0) AND (milestone = 'entry_into_force'::text))))
constraint projections.projections_pkey PRIMARY KEY (treaty, milestone, method, as_of)
constraint projections.projections_seq_check CHECK ((seq >= 0))
constraint projections.projections_treaty_fkey FOREIGN KEY (treaty) REFERENCES treaties(number)
constraint projections.projections_within_1y_check CHECK (((within_1y >= (0)::double precision) AND (within_1y <= (1)::double precision)))
CREATE UNIQUE INDEX projections_pkey ON public.projections USING btree (treaty, milestone, method, as_of)
CREATE TRIGGER projections_refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.projections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change() enabled A
column record_head.only_row boolean not null default true
column record_head.seq bigint not null
column record_head.hash text not null
constraint record_head.record_head_only_row_check CHECK (only_row)
constraint record_head.record_head_pkey PRIMARY KEY (only_row)
CREATE UNIQUE INDEX record_head_pkey ON public.record_head USING btree (only_row)
CREATE TRIGGER record_head_refuse_change BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.record_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_head_by_hand() enabled A
column request_counts.bucket text not null
column request_counts.until timestamp(3) with time zone not null
column request_counts.count integer not null
constraint request_counts.request_counts_pkey PRIMARY KEY (bucket, until)
CREATE UNIQUE INDEX request_counts_pkey ON public.request_counts USING btree (bucket, until)
column schema_migrations.name text not null
column schema_migrations.checksum text not null
column schema_migrations.applied_at timestamp(3) with time zone not null
constraint schema_migrations.schema_migrations_pkey PRIMARY KEY (name)
CREATE UNIQUE INDEX schema_migrations_pkey ON public.schema_migrations USING btree (name)
CREATE TRIGGER schema_migrations_refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.schema_migrations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change() enabled A
column sources.id text not null
column sources.pack text not null
column sources.kind text not null
column sources.title text not null
column sources.publisher text not null
column sources.address text not null
column sources.as_at text not null
column sources.how_read text not null
constraint sources.sources_kind_check CHECK ((kind = ANY (ARRAY['depositary'::text, 'secretariat'::text, 'gazette'::text, 'treaty_database'::text, 'government'::text, 'press'::text, 'reference'::text, 'other'::text])))
constraint sources.sources_pack_fkey FOREIGN KEY (pack) REFERENCES packs(id)
constraint sources.sources_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX sources_pkey ON public.sources USING btree (id)
column subscriptions.id bigint not null
column subscriptions.name text not null
column subscriptions.interest bigint not null
column subscriptions.channel text not null
column subscriptions.address text not null
column subscriptions.state text not null
column subscriptions.off_because text
column subscriptions.digest text not null
column subscriptions.hour integer not null
column subscriptions.time_zone text not null
column subscriptions.heartbeat boolean not null
column subscriptions.next_digest_at timestamp(3) with time zone
column subscriptions.language text not null default 'en'::text
column subscriptions.made_by text
column subscriptions.created_at timestamp(3) with time zone not null
column subscriptions.confirmed_at timestamp(3) with time zone
column subscriptions.token_hash text
column subscriptions.secret text
column subscriptions.old_secret text
column subscriptions.old_secret_until timestamp(3) with time zone
column subscriptions.contact text
constraint subscriptions.subscriptions_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'webhook'::text])))
constraint subscriptions.subscriptions_check CHECK (((channel = 'webhook'::text) = (secret IS NOT NULL)))
constraint subscriptions.subscriptions_check1 CHECK (((state = 'off'::text) = (off_because IS NOT NULL)))
constraint subscriptions.subscriptions_check2 CHECK (((contact IS NULL) OR (channel = 'webhook'::text)))
constraint subscriptions.subscriptions_digest_check CHECK ((digest = ANY (ARRAY['at_once'::text, 'daily'::text, 'weekly'::text])))
constraint subscriptions.subscriptions_hour_check CHECK (((hour >= 0) AND (hour <= 23)))
constraint subscriptions.subscriptions_interest_fkey FOREIGN KEY (interest) REFERENCES interests(id)
constraint subscriptions.subscriptions_name_key UNIQUE (name)
constraint subscriptions.subscriptions_pkey PRIMARY KEY (id)
constraint subscriptions.subscriptions_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'active'::text, 'off'::text])))
constraint subscriptions.subscriptions_token_hash_key UNIQUE (token_hash)
CREATE INDEX subscriptions_address ON public.subscriptions USING btree (lower(address))
CREATE INDEX subscriptions_digest ON public.subscriptions USING btree (next_digest_at) WHERE (state = 'active'::text)
CREATE INDEX subscriptions_interest ON public.subscriptions USING btree (interest) WHERE (state <> 'pending'::text)
CREATE UNIQUE INDEX subscriptions_name_key ON public.subscriptions USING btree (name)
CREATE UNIQUE INDEX subscriptions_pkey ON public.subscriptions USING btree (id)
CREATE UNIQUE INDEX subscriptions_token_hash_key ON public.subscriptions USING btree (token_hash)
column treaties.number text not null
column treaties.pack text not null
column treaties.slug text not null
column treaties.title text not null
column treaties.short_title text not null
column treaties.adopted date not null
column treaties.position integer not null
column treaties.depositary_address text not null
column treaties.rules jsonb not null
constraint treaties.treaties_pack_fkey FOREIGN KEY (pack) REFERENCES packs(id)
constraint treaties.treaties_pkey PRIMARY KEY (number)
constraint treaties.treaties_slug_key UNIQUE (slug)
CREATE UNIQUE INDEX treaties_pkey ON public.treaties USING btree (number)
CREATE UNIQUE INDEX treaties_slug_key ON public.treaties USING btree (slug)
column watched_pages.address text not null
column watched_pages.pack text not null
column watched_pages.place integer not null
column watched_pages.treaty text not null
column watched_pages.form text not null
column watched_pages.role text not null
column watched_pages.source text not null
column watched_pages.every_hours integer not null
column watched_pages.note text
constraint watched_pages.watched_pages_every_hours_check CHECK ((every_hours >= 1))
constraint watched_pages.watched_pages_pack_fkey FOREIGN KEY (pack) REFERENCES packs(id)
constraint watched_pages.watched_pages_pkey PRIMARY KEY (address)
constraint watched_pages.watched_pages_role_check CHECK ((role = ANY (ARRAY['depositary'::text, 'cross_check'::text])))
constraint watched_pages.watched_pages_source_fkey FOREIGN KEY (source) REFERENCES sources(id)
constraint watched_pages.watched_pages_treaty_fkey FOREIGN KEY (treaty) REFERENCES treaties(number)
CREATE UNIQUE INDEX watched_pages_pkey ON public.watched_pages USING btree (address)
CREATE OR REPLACE FUNCTION public.brings_record()
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  this constant xid := pg_current_xact_id()::xid;
begin
  return coalesce(
    (select xmin = this from events where seq = 1),
    not exists (select from audit_trail where xmin <> this));
end $function$

CREATE OR REPLACE FUNCTION public.extend_chain()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  head record_head%rowtype;
  broken bigint;
  last_seq bigint;
  last_hash text;
begin
  select * into strict head from record_head for update;
  select checked.seq into broken
  from (
    select seq, prev_hash,
      head.seq + row_number() over (order by seq) as next_seq,
      lag(hash, 1, head.hash) over (order by seq) as hash_before
    from added
  ) as checked
  where checked.seq <> checked.next_seq or checked.prev_hash <> checked.hash_before
  order by checked.seq
  limit 1;
  if broken is not null then
    raise exception 'event % does not follow the last event of the record, %', broken, head.seq
      using errcode = 'integrity_constraint_violation';
  end if;
  select seq, hash into last_seq, last_hash from added order by seq desc limit 1;
  if last_seq is not null then
    update record_head set seq = last_seq, hash = last_hash;
  end if;
  return null;
end $function$

CREATE OR REPLACE FUNCTION public.keep_own_place()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
begin
  if new.id is not null and brings_record() then
    return new;
  end if;
  new.id := nextval('audit_trail_id_seq');
  new.at := clock_timestamp();
  return new;
end $function$

CREATE OR REPLACE FUNCTION public.keep_own_time()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if brings_record() then
    return new;
  end if;
  if tg_table_name = 'checkpoints' then
    new.signed_at := clock_timestamp();
  else
    new.first_used_at := clock_timestamp();
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION palermo_guard.refuse_alteration()
 RETURNS event_trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
    declare
      command record;
      guard text;
    begin
      if to_regclass('public.schema_migrations') is not null then
        if exists (select from public.schema_migrations where xmin = pg_current_xact_id()::xid) then
          return;
        end if;
      end if;
      foreach guard in array
        array['extend_chain', 'refuse_change', 'refuse_head_by_hand', 'brings_record', 'keep_own_place', 'keep_own_time']
      loop
        if to_regprocedure('public.' || guard || '()') is null then
          raise exception 'taking away the name of % is refused: it guards the append-only record', guard
            using errcode = 'integrity_constraint_violation';
        end if;
      end loop;
      for command in
        with guards as (
          select oid from pg_proc
          where pronamespace = 'palermo_guard'::regnamespace or proname in (
            'extend_chain', 'refuse_change', 'refuse_head_by_hand', 'brings_record', 'keep_own_place', 'keep_own_time')
        ), guarded as (
          select tgrelid as oid from pg_trigger where tgfoid in (select oid from guards)
        )
        select altered.* from pg_event_trigger_ddl_commands() as altered
        where altered.objid in (select oid from guards)
          or altered.objid in (select oid from guarded)
          or altered.objid in (select oid from pg_trigger where tgrelid in (select oid from guarded))
          or altered.objid in (select oid from pg_rewrite where ev_class in (select oid from guarded))
          or altered.objid in (select inhrelid from pg_inherits where inhparent in (select oid from guarded))
          or altered.object_identity ~ '(^|[.])audit_trail_id_seq$'
      loop
        raise exception '% on % is refused: it guards the append-only record', command.command_tag,
          command.object_identity
          using errcode = 'integrity_constraint_violation';
      end loop;
    end $function$

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% on % is refused: the record is append-only, a later event corrects an earlier one',
    tg_op, tg_table_name
    using errcode = 'integrity_constraint_violation';
end $function$

CREATE OR REPLACE FUNCTION palermo_guard.refuse_disarming()
 RETURNS event_trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
    declare
      command record;
    begin
      if to_regclass('public.schema_migrations') is not null then
        if exists (select from public.schema_migrations where xmin = pg_current_xact_id()::xid) then
          return;
        end if;
      end if;
      for command in
        select altered.* from pg_event_trigger_ddl_commands() as altered
        where altered.objid in (select oid from pg_proc where pronamespace = 'palermo_guard'::regnamespace)
      loop
        raise exception '% on % is refused: it guards the append-only record', command.command_tag,
          command.object_identity
          using errcode = 'integrity_constraint_violation';
      end loop;
    end $function$

CREATE OR REPLACE FUNCTION palermo_guard.refuse_drop()
 RETURNS event_trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
    declare
      dropped record;
    begin
      if to_regclass('public.schema_migrations') is not null then
        if exists (select from public.schema_migrations where xmin = pg_current_xact_id()::xid) then
          return;
        end if;
      end if;
      for dropped in
        select * from pg_event_trigger_dropped_objects()
        where object_identity ~ '(^|[ .])(events|documents|record_head|audit_trail|audit_trail_id_seq|checkpoints|checkpoint_keys|schema_migrations)$'
          or object_identity ~ '(^|[.])(extend_chain|refuse_change|refuse_head_by_hand|brings_record|keep_own_place|keep_own_time)[(]'
          or object_identity ~ '^palermo_guard([.]|$)'
          or object_type = 'trigger' and object_identity ~ '_refuse_change on '
      loop
        raise exception 'drop of % is refused: it guards the append-only record', dropped.object_identity
          using errcode = 'integrity_constraint_violation';
      end loop;
    end $function$

CREATE OR REPLACE FUNCTION public.refuse_head_by_hand()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if pg_trigger_depth() < 2 then
    raise exception '% on % is refused: the head moves with the events only', tg_op, tg_table_name
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $function$

CREATE OR REPLACE FUNCTION public.refuse_lower_fence()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.fence < old.fence then
    raise exception 'the fence of lease % only grows', old.name
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$

event trigger palermo_refuse_alteration on ddl_command_end execute palermo_guard.refuse_alteration enabled O
event trigger palermo_refuse_disarming on ddl_command_end execute palermo_guard.refuse_disarming enabled O
event trigger palermo_refuse_drop on sql_drop execute palermo_guard.refuse_drop enabled O
