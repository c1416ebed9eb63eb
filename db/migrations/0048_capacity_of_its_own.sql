-- What is told of somebody's capacity had the person as its subject, as what is told of the member has, and each counts its own
-- versions: whoever had said their skills could not say their leave.

alter table capacity add column capacity_id uuid not null default gen_random_uuid();
