CREATE TABLE "agency_key" (
	"agency_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"public_key" "bytea" NOT NULL,
	"private_box" "bytea" NOT NULL,
	"recovery_sealed" "bytea",
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "agency_key_agency_id_number_pk" PRIMARY KEY("agency_id","number")
);
--> statement-breakpoint
CREATE TABLE "agency" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"intake_settings" jsonb NOT NULL,
	"desk_settings" jsonb NOT NULL,
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "box_key" (
	"agency_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"key_box" "bytea" NOT NULL,
	"recovery_sealed" "bytea",
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "box_key_agency_id_number_pk" PRIMARY KEY("agency_id","number")
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"confidential" boolean DEFAULT false NOT NULL,
	CONSTRAINT "organisation_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"unit_id" uuid,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"languages" text[] DEFAULT '{"en"}' NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "staff_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"supervisor_id" uuid,
	CONSTRAINT "unit_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"agency_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"body" text NOT NULL,
	"prev" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_event_agency_id_seq_pk" PRIMARY KEY("agency_id","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"agency_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_pending" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "audit_pending_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "heartbeat" (
	"agency_id" uuid NOT NULL,
	"part" text NOT NULL,
	"at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "heartbeat_agency_id_part_pk" PRIMARY KEY("agency_id","part")
);
--> statement-breakpoint
CREATE TABLE "case_facts" (
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"changed_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "case_facts_agency_id_case_id_pk" PRIMARY KEY("agency_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "case_key" (
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"agency_key_number" integer NOT NULL,
	"public_key" "bytea" NOT NULL,
	"private_sealed" "bytea" NOT NULL,
	CONSTRAINT "case_key_agency_id_case_id_pk" PRIMARY KEY("agency_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "case" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reference" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"responsible_officer_id" uuid NOT NULL,
	"deputy_officer_id" uuid,
	"support_organisation_id" uuid,
	"support_worker_id" uuid,
	"intervention_on" date NOT NULL,
	"opened_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "case_agency_id_id_pk" PRIMARY KEY("agency_id","id"),
	CONSTRAINT "case_agencyId_reference_unique" UNIQUE("agency_id","reference")
);
--> statement-breakpoint
CREATE TABLE "order" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone,
	CONSTRAINT "order_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "programme" (
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"status" text NOT NULL,
	"status_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"sessions_due" integer DEFAULT 0 NOT NULL,
	"sessions_attended" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "programme_agency_id_case_id_pk" PRIMARY KEY("agency_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "check_in" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"point" text NOT NULL,
	"state" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"made_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "check_in_agency_id_id_pk" PRIMARY KEY("agency_id","id"),
	CONSTRAINT "check_in_of_case" UNIQUE("agency_id","id","case_id")
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"salt" "bytea" NOT NULL,
	"state_box" "bytea" NOT NULL,
	"key_sealed" "bytea" NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"saved_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"due_at" timestamp with time zone,
	"filed_version" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "draft_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "link" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"pepper_no" smallint NOT NULL,
	"check_in_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"case_public_key" "bytea" NOT NULL,
	"response_id" uuid NOT NULL,
	"questionnaire_version" text NOT NULL,
	"place_mac" "bytea" NOT NULL,
	"locale" text NOT NULL,
	"form_facts" jsonb,
	"state" text DEFAULT 'open' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"pin_verifier" "bytea",
	"tries_left" smallint DEFAULT 5 NOT NULL,
	"tried_at" timestamp with time zone,
	"opened_at" timestamp with time zone,
	"one_hand" boolean DEFAULT false NOT NULL,
	"issued_by" uuid,
	"issued_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "link_agency_id_id_pk" PRIMARY KEY("agency_id","id"),
	CONSTRAINT "link_of_response" UNIQUE("agency_id","id","response_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "link_lookup" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"agency_id" uuid NOT NULL,
	"link_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "response" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"check_in_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	CONSTRAINT "response_agency_id_id_pk" PRIMARY KEY("agency_id","id"),
	CONSTRAINT "response_agencyId_checkInId_unique" UNIQUE("agency_id","check_in_id"),
	CONSTRAINT "response_of_case" UNIQUE("agency_id","id","case_id"),
	CONSTRAINT "response_of_check_in" UNIQUE("agency_id","id","check_in_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "response_measure" (
	"agency_id" uuid NOT NULL,
	"response_id" uuid NOT NULL,
	"box" "bytea" NOT NULL,
	CONSTRAINT "response_measure_agency_id_response_id_pk" PRIMARY KEY("agency_id","response_id")
);
--> statement-breakpoint
CREATE TABLE "response_revision" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"response_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"questionnaire_version" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"link_id" uuid,
	"draft_id" uuid,
	"draft_version" integer,
	"saved_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"assessed_at" timestamp with time zone,
	CONSTRAINT "response_revision_agency_id_id_pk" PRIMARY KEY("agency_id","id"),
	CONSTRAINT "response_revision_agencyId_draftId_draftVersion_unique" UNIQUE("agency_id","draft_id","draft_version"),
	CONSTRAINT "response_revision_kind" CHECK (kind in ('sent', 'unsent')),
	CONSTRAINT "response_revision_size" CHECK (octet_length(sealed) in (1092, 4164, 16452, 65604))
);
--> statement-breakpoint
CREATE TABLE "visit" (
	"secret_hash" "bytea" PRIMARY KEY NOT NULL,
	"agency_id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"key_box" "bytea" NOT NULL,
	"locale" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"state" text DEFAULT 'open' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "concern" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"opened_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "concern_agency_id_id_pk" PRIMARY KEY("agency_id","id"),
	CONSTRAINT "concern_of_case" UNIQUE("agency_id","id","case_id")
);
--> statement-breakpoint
CREATE TABLE "concern_event" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"lane" text NOT NULL,
	"kind" text NOT NULL,
	"staff_id" uuid,
	"ruleset_version" text,
	"at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	CONSTRAINT "concern_event_agency_id_id_pk" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "concern_lane" (
	"agency_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"lane" text NOT NULL,
	"case_id" uuid NOT NULL,
	"severity" text NOT NULL,
	"severity_rank" smallint NOT NULL,
	"state" text NOT NULL,
	"owner_id" uuid,
	"deputy_id" uuid,
	"see_by" timestamp with time zone,
	"act_by" timestamp with time zone,
	"next_limit_at" timestamp with time zone NOT NULL,
	"filed_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"headline_box" "bytea" NOT NULL,
	"technical" boolean DEFAULT false NOT NULL,
	CONSTRAINT "concern_lane_agency_id_concern_id_lane_pk" PRIMARY KEY("agency_id","concern_id","lane")
);
--> statement-breakpoint
CREATE TABLE "flag" (
	"agency_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"concern_id" uuid,
	"case_id" uuid NOT NULL,
	"revision_id" uuid,
	"severity" text NOT NULL,
	"ruleset_version" text NOT NULL,
	"sealed" "bytea",
	"filed_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"once_mac" "bytea",
	CONSTRAINT "flag_agency_id_id_pk" PRIMARY KEY("agency_id","id"),
	CONSTRAINT "flag_agencyId_onceMac_unique" UNIQUE("agency_id","once_mac")
);
--> statement-breakpoint
CREATE TABLE "flag_lane" (
	"agency_id" uuid NOT NULL,
	"flag_id" uuid NOT NULL,
	"lane" text NOT NULL,
	"concern_id" uuid NOT NULL,
	"see_by" timestamp with time zone,
	"act_by" timestamp with time zone,
	"seen_at" timestamp with time zone,
	"acted_at" timestamp with time zone,
	CONSTRAINT "flag_lane_agency_id_flag_id_lane_pk" PRIMARY KEY("agency_id","flag_id","lane")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"handle" uuid NOT NULL,
	"agency_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT heard_now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT heard_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in" (
	"email_hash" "bytea" PRIMARY KEY NOT NULL,
	"agency_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"password_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_throttle" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "throttle" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agency_key" ADD CONSTRAINT "agency_key_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "box_key" ADD CONSTRAINT "box_key_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_agency_id_organisation_id_organisation_agency_id_id_fk" FOREIGN KEY ("agency_id","organisation_id") REFERENCES "public"."organisation"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_agency_id_unit_id_unit_agency_id_id_fk" FOREIGN KEY ("agency_id","unit_id") REFERENCES "public"."unit"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_agency_id_organisation_id_organisation_agency_id_id_fk" FOREIGN KEY ("agency_id","organisation_id") REFERENCES "public"."organisation"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_agency_id_supervisor_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","supervisor_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_pending" ADD CONSTRAINT "audit_pending_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD CONSTRAINT "heartbeat_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_facts" ADD CONSTRAINT "case_facts_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_key" ADD CONSTRAINT "case_key_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_key" ADD CONSTRAINT "case_key_agency_id_agency_key_number_agency_key_agency_id_number_fk" FOREIGN KEY ("agency_id","agency_key_number") REFERENCES "public"."agency_key"("agency_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_agency_id_unit_id_unit_agency_id_id_fk" FOREIGN KEY ("agency_id","unit_id") REFERENCES "public"."unit"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_agency_id_responsible_officer_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","responsible_officer_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_agency_id_deputy_officer_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","deputy_officer_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_agency_id_support_organisation_id_organisation_agency_id_id_fk" FOREIGN KEY ("agency_id","support_organisation_id") REFERENCES "public"."organisation"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_agency_id_support_worker_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","support_worker_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order" ADD CONSTRAINT "order_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_agency_id_organisation_id_organisation_agency_id_id_fk" FOREIGN KEY ("agency_id","organisation_id") REFERENCES "public"."organisation"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_agency_id_link_id_link_agency_id_id_fk" FOREIGN KEY ("agency_id","link_id") REFERENCES "public"."link"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link" ADD CONSTRAINT "link_in_response" FOREIGN KEY ("agency_id","response_id","check_in_id","case_id") REFERENCES "public"."response"("agency_id","id","check_in_id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link" ADD CONSTRAINT "link_agency_id_issued_by_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","issued_by") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_lookup" ADD CONSTRAINT "link_lookup_agency_id_link_id_link_agency_id_id_fk" FOREIGN KEY ("agency_id","link_id") REFERENCES "public"."link"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "response" ADD CONSTRAINT "response_in_check_in" FOREIGN KEY ("agency_id","check_in_id","case_id") REFERENCES "public"."check_in"("agency_id","id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "response_measure" ADD CONSTRAINT "response_measure_agency_id_response_id_response_agency_id_id_fk" FOREIGN KEY ("agency_id","response_id") REFERENCES "public"."response"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "response_revision" ADD CONSTRAINT "response_revision_in_response" FOREIGN KEY ("agency_id","response_id","case_id") REFERENCES "public"."response"("agency_id","id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "response_revision" ADD CONSTRAINT "response_revision_over_link" FOREIGN KEY ("agency_id","link_id","response_id","case_id") REFERENCES "public"."link"("agency_id","id","response_id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_agency_id_link_id_link_agency_id_id_fk" FOREIGN KEY ("agency_id","link_id") REFERENCES "public"."link"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern" ADD CONSTRAINT "concern_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_event" ADD CONSTRAINT "concern_event_agency_id_concern_id_concern_agency_id_id_fk" FOREIGN KEY ("agency_id","concern_id") REFERENCES "public"."concern"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_event" ADD CONSTRAINT "concern_event_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_lane" ADD CONSTRAINT "concern_lane_in_concern" FOREIGN KEY ("agency_id","concern_id","case_id") REFERENCES "public"."concern"("agency_id","id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_lane" ADD CONSTRAINT "concern_lane_agency_id_owner_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","owner_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_lane" ADD CONSTRAINT "concern_lane_agency_id_deputy_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","deputy_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag" ADD CONSTRAINT "flag_agency_id_case_id_case_agency_id_id_fk" FOREIGN KEY ("agency_id","case_id") REFERENCES "public"."case"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag" ADD CONSTRAINT "flag_in_concern" FOREIGN KEY ("agency_id","concern_id","case_id") REFERENCES "public"."concern"("agency_id","id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag" ADD CONSTRAINT "flag_agency_id_revision_id_response_revision_agency_id_id_fk" FOREIGN KEY ("agency_id","revision_id") REFERENCES "public"."response_revision"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag_lane" ADD CONSTRAINT "flag_lane_agency_id_flag_id_flag_agency_id_id_fk" FOREIGN KEY ("agency_id","flag_id") REFERENCES "public"."flag"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag_lane" ADD CONSTRAINT "flag_lane_agency_id_concern_id_concern_agency_id_id_fk" FOREIGN KEY ("agency_id","concern_id") REFERENCES "public"."concern"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_agency_id_staff_id_staff_agency_id_id_fk" FOREIGN KEY ("agency_id","staff_id") REFERENCES "public"."staff"("agency_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_agency_id_responsible_officer_id_index" ON "case" USING btree ("agency_id","responsible_officer_id");--> statement-breakpoint
CREATE INDEX "case_agency_id_deputy_officer_id_index" ON "case" USING btree ("agency_id","deputy_officer_id");--> statement-breakpoint
CREATE INDEX "case_agency_id_support_worker_id_index" ON "case" USING btree ("agency_id","support_worker_id");--> statement-breakpoint
CREATE INDEX "case_agency_id_unit_id_index" ON "case" USING btree ("agency_id","unit_id");--> statement-breakpoint
CREATE INDEX "order_agency_id_case_id_index" ON "order" USING btree ("agency_id","case_id");--> statement-breakpoint
CREATE INDEX "check_in_agency_id_case_id_due_at_index" ON "check_in" USING btree ("agency_id","case_id","due_at");--> statement-breakpoint
CREATE INDEX "draft_agency_id_link_id_index" ON "draft" USING btree ("agency_id","link_id");--> statement-breakpoint
CREATE INDEX "draft_due" ON "draft" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "link_agency_id_check_in_id_index" ON "link" USING btree ("agency_id","check_in_id");--> statement-breakpoint
CREATE INDEX "link_out_of_tries" ON "link" USING btree ("tried_at") WHERE state = 'open' and tries_left <= 0;--> statement-breakpoint
CREATE INDEX "link_with_form_facts" ON "link" USING btree ("expires_at") WHERE form_facts is not null;--> statement-breakpoint
CREATE INDEX "link_lookup_agency_id_link_id_index" ON "link_lookup" USING btree ("agency_id","link_id");--> statement-breakpoint
CREATE INDEX "response_agency_id_case_id_index" ON "response" USING btree ("agency_id","case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "response_revision_one_sent" ON "response_revision" USING btree ("agency_id","response_id") WHERE kind = 'sent';--> statement-breakpoint
CREATE INDEX "response_revision_unassessed" ON "response_revision" USING btree ("saved_at") WHERE assessed_at is null;--> statement-breakpoint
CREATE INDEX "response_revision_agency_id_case_id_saved_at_index" ON "response_revision" USING btree ("agency_id","case_id","saved_at");--> statement-breakpoint
CREATE INDEX "visit_agency_id_link_id_index" ON "visit" USING btree ("agency_id","link_id");--> statement-breakpoint
CREATE UNIQUE INDEX "concern_one_open" ON "concern" USING btree ("agency_id","case_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "concern_event_agency_id_concern_id_lane_at_index" ON "concern_event" USING btree ("agency_id","concern_id","lane","at");--> statement-breakpoint
CREATE INDEX "concern_lane_queue" ON "concern_lane" USING btree ("agency_id","lane","owner_id","technical" DESC NULLS LAST,"severity_rank" DESC NULLS LAST,"next_limit_at","concern_id") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "concern_lane_deputy" ON "concern_lane" USING btree ("agency_id","lane","deputy_id","technical" DESC NULLS LAST,"severity_rank" DESC NULLS LAST,"next_limit_at","concern_id") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "concern_lane_agency_id_case_id_index" ON "concern_lane" USING btree ("agency_id","case_id");--> statement-breakpoint
CREATE INDEX "flag_agency_id_concern_id_index" ON "flag" USING btree ("agency_id","concern_id");--> statement-breakpoint
CREATE INDEX "flag_agency_id_case_id_index" ON "flag" USING btree ("agency_id","case_id");--> statement-breakpoint
CREATE INDEX "flag_lane_agency_id_concern_id_lane_index" ON "flag_lane" USING btree ("agency_id","concern_id","lane");