-- Grants are the walls, row security is a net under the desk. What is not granted here is denied.
-- Source: docs/threat-model.md, section 5.

revoke all on schema public from public;
--> statement-breakpoint
grant usage on schema public to heard_intake, heard_desk, heard_worker, heard_auditor;
--> statement-breakpoint
-- a new table or function is readable by nobody until a migration says so
alter default privileges revoke all on tables from public;
--> statement-breakpoint
alter default privileges revoke all on functions from public;
--> statement-breakpoint
revoke all on all functions in schema public from public;
--> statement-breakpoint
grant execute on function public.heard_now() to heard_intake, heard_desk, heard_worker, heard_auditor;
--> statement-breakpoint

-- A link only moves forward, for every role.
create function public.link_moves_forward() returns trigger language plpgsql as $$
begin
	if old.state <> 'open' and new.state <> old.state then
		raise exception 'a link that is % stays so', old.state using errcode = 'check_violation';
	end if;
	return new;
end $$;
--> statement-breakpoint
create trigger link_moves_forward before update of state on public.link
	for each row execute function public.link_moves_forward();
--> statement-breakpoint

-- What intake may insert: a CHECK could not tell the roles apart.
create function public.intake_adds_sent_only() returns trigger language plpgsql as $$
begin
	if current_user = 'heard_intake' and (new.kind <> 'sent' or new.assessed_at is not null
			or new.draft_id is not null or new.draft_version is not null) then
		raise exception 'intake adds sent revisions only' using errcode = 'insufficient_privilege';
	end if;
	-- a time that no calendar has would break whatever shows it
	if current_user = 'heard_intake' then
		new.saved_at := heard_now();
	end if;
	return new;
end $$;
--> statement-breakpoint
create trigger intake_adds_sent_only before insert on public.response_revision
	for each row execute function public.intake_adds_sent_only();
--> statement-breakpoint
create function public.intake_files_nothing() returns trigger language plpgsql as $$
begin
	if current_user = 'heard_intake' and new.filed_version <> 0 then
		raise exception 'only the worker files a draft' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
--> statement-breakpoint
create trigger intake_files_nothing before insert on public.draft
	for each row execute function public.intake_files_nothing();
--> statement-breakpoint

-- Times that intake writes are the database's own: one that no calendar has would break what shows it.
create function public.intake_keeps_time() returns trigger language plpgsql as $$
begin
	if current_user = 'heard_intake' then
		if new.opened_at is distinct from old.opened_at then
			new.opened_at := heard_now();
		end if;
		if new.tried_at is distinct from old.tried_at then
			new.tried_at := heard_now();
		end if;
	end if;
	return new;
end $$;
--> statement-breakpoint
create trigger intake_keeps_time before update of opened_at, tried_at on public.link
	for each row execute function public.intake_keeps_time();
--> statement-breakpoint

-- One chain of audit events an agency. Runs as the owner: no role may write the tables by itself.
-- hash = SHA-256("heard/audit/1" | len agency | agency | seq | microseconds | len body | body | prev)
create function public.audit_append(p_agency uuid, p_body text) returns bigint
	language plpgsql security definer set search_path = pg_catalog, public as $$
declare
	head public.audit_head%rowtype;
	moment timestamptz := heard_now();
	agency_bytes bytea := convert_to(p_agency::text, 'UTF8');
	body_bytes bytea := convert_to(p_body, 'UTF8');
	next_seq bigint;
	next_hash bytea;
begin
	select * into head from public.audit_head where agency_id = p_agency for update;
	if not found then
		insert into public.audit_head (agency_id, seq, at, hash)
			values (p_agency, 0, '-infinity', '\x') on conflict do nothing;
		select * into head from public.audit_head where agency_id = p_agency for update;
	end if;
	next_seq := head.seq + 1;
	-- time never runs backwards in the chain, whatever a clock did
	if moment <= head.at then
		moment := head.at + interval '1 microsecond';
	end if;
	next_hash := sha256(
		convert_to('heard/audit/1', 'UTF8')
		|| int4send(octet_length(agency_bytes)) || agency_bytes
		|| int8send(next_seq)
		|| int8send((extract(epoch from moment) * 1000000)::bigint)
		|| int4send(octet_length(body_bytes)) || body_bytes
		|| head.hash);
	insert into public.audit_event (agency_id, seq, at, body, prev, hash)
		values (p_agency, next_seq, moment, p_body, head.hash, next_hash);
	update public.audit_head set seq = next_seq, at = moment, hash = next_hash
		where agency_id = p_agency;
	return next_seq;
end $$;
--> statement-breakpoint
revoke all on function public.audit_append(uuid, text), public.link_moves_forward(),
	public.intake_adds_sent_only(), public.intake_files_nothing() from public;
--> statement-breakpoint
grant execute on function public.audit_append(uuid, text) to heard_desk, heard_worker;
--> statement-breakpoint

-- heard_intake: adds, and reads only what a visit needs. No sealed column.
grant select (id, intake_settings) on public.agency to heard_intake;
--> statement-breakpoint
grant select on public.link_lookup to heard_intake;
--> statement-breakpoint
grant select (agency_id, id, pepper_no, case_id, case_public_key, response_id, questionnaire_version,
		place_mac, locale, form_facts, state, expires_at, pin_verifier, tries_left),
	update (state, tries_left, tried_at, opened_at) on public.link to heard_intake;
--> statement-breakpoint
grant select, insert, delete, update (seen_at, state, draft_id, locale) on public.visit to heard_intake;
--> statement-breakpoint
grant select (agency_id, id, link_id, salt, state_box, version, saved_at, due_at), insert, delete,
	update (state_box, version, saved_at, due_at) on public.draft to heard_intake;
--> statement-breakpoint
grant insert on public.response_revision to heard_intake;
--> statement-breakpoint
grant insert on public.audit_pending to heard_intake;
--> statement-breakpoint
grant select, insert, update, delete on public.throttle to heard_intake;
--> statement-breakpoint

-- heard_desk: opens, by agency. Deletes sessions and nothing else.
grant select, insert, update on
	public.agency, public.organisation, public.unit, public.staff, public.sign_in,
	public."case", public.case_key, public.case_facts, public."order", public.programme,
	public.check_in, public.response, public.link, public.link_lookup,
	public.concern, public.concern_lane, public.flag, public.flag_lane, public.concern_event
	to heard_desk;
--> statement-breakpoint
grant select on public.agency_key, public.box_key, public.response_revision, public.visit,
	public.audit_event, public.audit_head, public.heartbeat to heard_desk;
--> statement-breakpoint
grant select, insert, update on public.sign_in_throttle to heard_desk;
--> statement-breakpoint
grant select, insert, update, delete on public.session to heard_desk;
--> statement-breakpoint

-- heard_worker: all agencies; assesses, files, sweeps, deletes what has ended.
grant select on
	public.agency, public.organisation, public.unit, public.staff, public.agency_key, public.box_key,
	public."case", public.case_key, public.case_facts, public."order", public.programme,
	public.check_in, public.response, public.link, public.visit, public.draft,
	public.response_revision, public.response_measure, public.concern, public.concern_lane,
	public.flag, public.flag_lane, public.concern_event, public.audit_event, public.audit_head,
	public.audit_pending, public.heartbeat, public.throttle, public.sign_in_throttle, public.session
	to heard_worker;
--> statement-breakpoint
grant insert on public.response_revision, public.response_measure, public.concern,
	public.concern_lane, public.flag, public.flag_lane, public.concern_event, public.heartbeat
	to heard_worker;
--> statement-breakpoint
grant update on public.check_in, public.link, public.draft, public.response_revision, public.audit_pending,
	public.response_measure, public.concern, public.concern_lane, public.flag, public.flag_lane,
	public.heartbeat to heard_worker;
--> statement-breakpoint
grant delete on public.draft, public.visit, public.audit_pending, public.throttle,
	public.sign_in_throttle, public.session, public.link_lookup, public.response_measure to heard_worker;
--> statement-breakpoint
grant select on public.link_lookup to heard_worker;
--> statement-breakpoint

-- heard_auditor: the chain, to verify it.
grant select on public.audit_event, public.audit_head to heard_auditor;
--> statement-breakpoint

-- Row security: enabled, not forced, on every table with an agency, with policies for the desk only.
-- Unset agency: no rows. `session` and `sign_in` come before the agency is known.
do $$
declare
	t text;
begin
	for t in
		select c.relname from pg_class c
			join pg_namespace n on n.oid = c.relnamespace
			join pg_attribute a on a.attrelid = c.oid and a.attname = 'agency_id' and not a.attisdropped
		where n.nspname = 'public' and c.relkind in ('r', 'p')
			and c.relname not in ('session', 'sign_in')
	loop
		execute format('alter table public.%I enable row level security', t);
		execute format('create policy desk_by_agency on public.%I for all to heard_desk
			using (agency_id = (select nullif(current_setting(''heard.agency'', true), '''')::uuid))
			with check (agency_id = (select nullif(current_setting(''heard.agency'', true), '''')::uuid))', t);
	end loop;
end $$;
--> statement-breakpoint
alter table public.agency enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.agency for all to heard_desk
	using (id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (id = (select nullif(current_setting('heard.agency', true), '')::uuid));
