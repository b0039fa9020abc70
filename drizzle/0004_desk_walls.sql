-- The walls around the tables of the desk: grants, and row security as the net below.
-- Source: docs/threat-model.md, section 5.

-- heard_desk: what people write, and what waits for the worker
grant select, insert, update on
	public.passkey, public.totp, public.recovery_code, public.sign_in_step, public.setup_link,
	public.case_block, public.break_glass, public.contact_plan, public.delivery, public.notice,
	public.note, public.task, public.judgement, public.share, public.talk,
	public.programme_session, public.call_request, public.case_closing
	to heard_desk;
--> statement-breakpoint
grant select, insert on public.case_event to heard_desk;
--> statement-breakpoint
-- a talk that is sent is a revision like one over a link
grant insert on public.response_revision to heard_desk;
--> statement-breakpoint

-- heard_worker: delivers, files what people decided, makes tasks, sweeps
grant select on
	public.passkey, public.totp, public.recovery_code, public.sign_in_step, public.setup_link,
	public.case_block, public.break_glass, public.contact_plan, public.delivery, public.notice,
	public.note, public.task, public.judgement, public.share, public.talk,
	public.programme_session, public.call_request, public.case_closing, public.case_event
	to heard_worker;
--> statement-breakpoint
grant insert on public.notice, public.task, public.case_event to heard_worker;
--> statement-breakpoint
grant update on public.delivery, public.notice, public.task, public.judgement, public.share,
	public.talk to heard_worker;
--> statement-breakpoint
grant delete on public.sign_in_step, public.setup_link, public.delivery, public.notice to heard_worker;
--> statement-breakpoint

-- Intake adds neither a talk's revision nor an unsent one. The desk adds what a talk brought, and only that.
create or replace function public.intake_adds_sent_only() returns trigger language plpgsql as $$
begin
	if current_user = 'heard_intake' and (new.kind <> 'sent' or new.assessed_at is not null
			or new.draft_id is not null or new.draft_version is not null
			or new.talk_id is not null or new.talk_version is not null) then
		raise exception 'intake adds sent revisions only' using errcode = 'insufficient_privilege';
	end if;
	if current_user = 'heard_desk' and (new.talk_id is null or new.assessed_at is not null
			or new.draft_id is not null or new.link_id is not null) then
		raise exception 'the desk adds what a talk brought, and only that'
			using errcode = 'insufficient_privilege';
	end if;
	-- a time that no calendar has would break whatever shows it
	if current_user = 'heard_intake' then
		new.saved_at := heard_now();
	end if;
	return new;
end $$;
--> statement-breakpoint

-- setup_link has none: like session and sign_in it comes before the agency is known
alter table public.passkey enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.passkey for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.totp enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.totp for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.recovery_code enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.recovery_code for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.sign_in_step enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.sign_in_step for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.case_block enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.case_block for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.break_glass enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.break_glass for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.contact_plan enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.contact_plan for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.delivery enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.delivery for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.notice enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.notice for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.note enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.note for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.task enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.task for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.judgement enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.judgement for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.share enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.share for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.talk enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.talk for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.programme_session enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.programme_session for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.call_request enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.call_request for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.case_closing enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.case_closing for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
--> statement-breakpoint
alter table public.case_event enable row level security;
--> statement-breakpoint
create policy desk_by_agency on public.case_event for all to heard_desk
	using (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid))
	with check (agency_id = (select nullif(current_setting('heard.agency', true), '')::uuid));
