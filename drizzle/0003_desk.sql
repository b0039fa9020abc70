CREATE TABLE "break_glass" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"note_id" uuid NOT NULL,
	"opened_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"reviewed_by" uuid,
	"reviewed_at" timestamp with time zone,
	"outcome" text,
	"review_note_id" uuid,
	CONSTRAINT "break_glass_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "case_block" (
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"by" uuid NOT NULL,
	"note_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"lifted_by" uuid,
	"lifted_at" timestamp with time zone,
	CONSTRAINT "case_block_agency_id_case_id_staff_id_pk" PRIMARY KEY("agency_id","case_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "call_request" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"caller" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	CONSTRAINT "call_request_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "case_closing" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"note_id" uuid NOT NULL,
	"supervisor_id" uuid,
	"supervisor_at" timestamp with time zone,
	"support_id" uuid,
	"support_at" timestamp with time zone,
	"challenged_by" uuid,
	"challenged_at" timestamp with time zone,
	"challenge_note_id" uuid,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	"answer_note_id" uuid,
	"answer" text,
	"closed_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "case_closing_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "case_event" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"by" uuid,
	"about" uuid,
	"note_id" uuid,
	"at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "case_event_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "programme_session" (
	"agency_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"held_on" date NOT NULL,
	"attended" boolean NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "programme_session_agency_id_programme_id_held_on_pk" PRIMARY KEY("agency_id","programme_id","held_on")
);
--> statement-breakpoint
CREATE TABLE "talk" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"check_in_id" uuid NOT NULL,
	"response_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"questionnaire_version" text NOT NULL,
	"form_facts" jsonb,
	"sealed" "bytea" NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"started_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"saved_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"due_at" timestamp with time zone,
	"filed_version" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "talk_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "contact_plan" (
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"id" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "contact_plan_agency_id_case_id_version_pk" PRIMARY KEY("agency_id","case_id","version")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"cover" text,
	"occasion" text DEFAULT 'first' NOT NULL,
	"locale" text NOT NULL,
	"sealed" "bytea",
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text,
	"due_at" timestamp with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"claimed_at" timestamp with time zone,
	"handed_at" timestamp with time zone,
	"status_at" timestamp with time zone,
	"provider_hash" "bytea",
	"by" uuid,
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "delivery_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"box" "bytea",
	"state" text DEFAULT 'waiting' NOT NULL,
	"due_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"claimed_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "notice_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"credential_id" "bytea" NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] DEFAULT '{}' NOT NULL,
	"name" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"used_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "passkey_agency_id_id_pk" PRIMARY KEY("agency_id","id"),
	CONSTRAINT "passkey_agencyId_credentialId_unique" UNIQUE("agency_id","credential_id")
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_code_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "setup_link" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"agency_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"made_by" uuid,
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_step" (
	"agency_id" uuid NOT NULL,
	"id_hash" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"challenge" "bytea",
	"tries" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "sign_in_step_agency_id_id_hash_pk" PRIMARY KEY("agency_id","id_hash")
);
--> statement-breakpoint
CREATE TABLE "totp" (
	"agency_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"secret_box" "bytea" NOT NULL,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "totp_agency_id_staff_id_pk" PRIMARY KEY("agency_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "judgement" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"by" uuid NOT NULL,
	"severity" text NOT NULL,
	"lanes" text[] NOT NULL,
	"note_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"filed_at" timestamp with time zone,
	"flag_id" uuid,
	CONSTRAINT "judgement_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "note" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"shared_at" timestamp with time zone,
	"at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "note_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "share" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"response_id" uuid NOT NULL,
	"flag_ids" uuid[] NOT NULL,
	"ground" text NOT NULL,
	"asked" text NOT NULL,
	"note_id" uuid NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"signed_by" uuid,
	"signed_at" timestamp with time zone,
	"in_danger_now" boolean DEFAULT false NOT NULL,
	"filed_at" timestamp with time zone,
	"told_at" timestamp with time zone,
	CONSTRAINT "share_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "task" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"lane" text NOT NULL,
	"owner_id" uuid,
	"box" "bytea" NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"done_at" timestamp with time zone,
	"done_by" uuid,
	"once_mac" "bytea",
	CONSTRAINT "task_agency_id_id_pk" PRIMARY KEY("agency_id","id"),
	CONSTRAINT "task_agencyId_onceMac_unique" UNIQUE("agency_id","once_mac")
);
--> statement-breakpoint
ALTER TABLE "case" DROP CONSTRAINT "case_agencyId_reference_unique";--> statement-breakpoint
ALTER TABLE "response_revision" DROP CONSTRAINT "response_revision_over_link";--> statement-breakpoint
ALTER TABLE "link" DROP CONSTRAINT "link_of_response";--> statement-breakpoint
ALTER TABLE "sign_in" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "away_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "away_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "reference_key" text GENERATED ALWAYS AS (upper(regexp_replace(reference, '[^[:alnum:]]', '', 'g'))) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "intervention" text DEFAULT 'other' NOT NULL;--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "parked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "programme" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_id" UNIQUE("agency_id","id");--> statement-breakpoint
ALTER TABLE "programme" ADD COLUMN "reference" text;--> statement-breakpoint
ALTER TABLE "programme" ADD COLUMN "worker_id" uuid;--> statement-breakpoint
ALTER TABLE "programme" ADD COLUMN "referred_on" date;--> statement-breakpoint
ALTER TABLE "programme" ADD COLUMN "ordered_by_court" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "link" ADD COLUMN "way" text DEFAULT 'card' NOT NULL;--> statement-breakpoint
ALTER TABLE "link" ADD COLUMN "address_shown_to" uuid;--> statement-breakpoint
ALTER TABLE "link" ADD COLUMN "address_shown_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "response_revision" ADD COLUMN "talk_id" uuid;--> statement-breakpoint
ALTER TABLE "response_revision" ADD COLUMN "talk_version" integer;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "stepped_up_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_block" ADD CONSTRAINT "case_block_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_block" ADD CONSTRAINT "case_block_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_block" ADD CONSTRAINT "case_block_agency_id_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_request" ADD CONSTRAINT "call_request_agency_id_programme_id_programme_agency_id_id_fk" FOREIGN KEY ("agency_id","programme_id") REFERENCES "public"."programme"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_request" ADD CONSTRAINT "call_request_agency_id_asked_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","asked_by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_request" ADD CONSTRAINT "call_request_agency_id_answered_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","answered_by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_closing" ADD CONSTRAINT "case_closing_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_agency_id_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_agency_id_about_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","about") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_session" ADD CONSTRAINT "programme_session_agency_id_programme_id_programme_agency_id_id_fk" FOREIGN KEY ("agency_id","programme_id") REFERENCES "public"."programme"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_session" ADD CONSTRAINT "programme_session_agency_id_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk" ADD CONSTRAINT "talk_in_response" FOREIGN KEY ("agency_id","response_id","check_in_id","case_id") REFERENCES "public"."response"("agency_id","id","check_in_id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk" ADD CONSTRAINT "talk_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_plan" ADD CONSTRAINT "contact_plan_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_plan" ADD CONSTRAINT "contact_plan_agency_id_made_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","made_by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_agency_id_link_id_link_agency_id_id_fk" FOREIGN KEY ("agency_id","link_id") REFERENCES "public"."link"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_agency_id_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_link" ADD CONSTRAINT "setup_link_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_step" ADD CONSTRAINT "sign_in_step_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp" ADD CONSTRAINT "totp_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judgement" ADD CONSTRAINT "judgement_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judgement" ADD CONSTRAINT "judgement_agency_id_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_agency_id_author_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","author_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share" ADD CONSTRAINT "share_in_response" FOREIGN KEY ("agency_id","response_id","case_id") REFERENCES "public"."response"("agency_id","id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share" ADD CONSTRAINT "share_agency_id_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share" ADD CONSTRAINT "share_agency_id_signed_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","signed_by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_agency_id_owner_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","owner_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_agency_id_done_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","done_by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "break_glass_agency_id_staff_id_until_index" ON "break_glass" USING btree ("agency_id","staff_id","until");--> statement-breakpoint
CREATE INDEX "break_glass_agency_id_case_id_index" ON "break_glass" USING btree ("agency_id","case_id");--> statement-breakpoint
CREATE INDEX "case_block_agency_id_staff_id_index" ON "case_block" USING btree ("agency_id","staff_id");--> statement-breakpoint
CREATE INDEX "call_request_agency_id_programme_id_index" ON "call_request" USING btree ("agency_id","programme_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_closing_one_open" ON "case_closing" USING btree ("agency_id","case_id") WHERE closed_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "case_event_agency_id_case_id_at_index" ON "case_event" USING btree ("agency_id","case_id","at");--> statement-breakpoint
CREATE INDEX "talk_agency_id_check_in_id_index" ON "talk" USING btree ("agency_id","check_in_id");--> statement-breakpoint
CREATE INDEX "talk_due" ON "talk" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "delivery_agency_id_link_id_index" ON "delivery" USING btree ("agency_id","link_id");--> statement-breakpoint
CREATE INDEX "delivery_agency_id_case_id_index" ON "delivery" USING btree ("agency_id","case_id");--> statement-breakpoint
CREATE INDEX "delivery_due" ON "delivery" USING btree ("due_at") WHERE state in ('waiting', 'handing_over') and channel in ('sms', 'email');--> statement-breakpoint
CREATE INDEX "notice_agency_id_staff_id_sent_at_index" ON "notice" USING btree ("agency_id","staff_id","sent_at");--> statement-breakpoint
CREATE INDEX "notice_due" ON "notice" USING btree ("due_at") WHERE state in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "passkey_agency_id_staff_id_index" ON "passkey" USING btree ("agency_id","staff_id");--> statement-breakpoint
CREATE INDEX "recovery_code_agency_id_staff_id_index" ON "recovery_code" USING btree ("agency_id","staff_id");--> statement-breakpoint
CREATE INDEX "setup_link_agency_id_staff_id_index" ON "setup_link" USING btree ("agency_id","staff_id");--> statement-breakpoint
CREATE INDEX "judgement_unfiled" ON "judgement" USING btree ("at") WHERE filed_at is null;--> statement-breakpoint
CREATE INDEX "note_agency_id_case_id_kind_at_index" ON "note" USING btree ("agency_id","case_id","kind","at");--> statement-breakpoint
CREATE INDEX "share_agency_id_case_id_index" ON "share" USING btree ("agency_id","case_id");--> statement-breakpoint
CREATE INDEX "share_unfiled" ON "share" USING btree ("at") WHERE filed_at is null;--> statement-breakpoint
CREATE INDEX "task_agency_id_case_id_index" ON "task" USING btree ("agency_id","case_id");--> statement-breakpoint
CREATE INDEX "task_open" ON "task" USING btree ("agency_id","lane","owner_id","due_at") WHERE done_at is null;--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_agency_id_worker_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","worker_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "case_reference" ON "case" USING btree ("agency_id","reference") WHERE parked_at is null;--> statement-breakpoint
CREATE INDEX "case_reference_begins" ON "case" USING btree ("agency_id",reference_key text_pattern_ops);--> statement-breakpoint
CREATE INDEX "case_reference_ends" ON "case" USING btree ("agency_id",reverse(reference_key) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "case_by_reference" ON "case" USING btree ("agency_id","reference","id");--> statement-breakpoint
CREATE INDEX "case_by_intervention" ON "case" USING btree ("agency_id","intervention_on" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "case_parked" ON "case" USING btree ("agency_id","parked_at") WHERE parked_at is not null;--> statement-breakpoint
CREATE INDEX "programme_agency_id_organisation_id_worker_id_index" ON "programme" USING btree ("agency_id","organisation_id","worker_id");--> statement-breakpoint
ALTER TABLE "response_revision" ADD CONSTRAINT "response_revision_agencyId_talkId_talkVersion_unique" UNIQUE("agency_id","talk_id","talk_version");--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "lead_id" uuid;--> statement-breakpoint
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_agency_id_lead_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","lead_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "audit_denied" ON "audit_event" USING btree ("agency_id","seq") WHERE body like '{"event":"access.denied"%';
CREATE INDEX "case_of_organisation" ON "case" USING btree ("agency_id","support_organisation_id") WHERE support_worker_id is null;
