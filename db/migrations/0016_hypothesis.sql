-- What somebody hopes that a revision does, by one measure.

create table hypothesis (
  workspace_id uuid        not null,
  process_id   uuid        not null,
  revision     integer     not null,
  measure      text        not null check (measure in ('leadTime', 'firstResponse', 'onTime', 'again', 'completion')),
  aim          text        not null check (aim in ('less', 'more')),
  reason       text        not null,
  stated_by    uuid        references identity.person (id),
  stated_at    timestamptz not null default now(),
  primary key (workspace_id, process_id, revision),
  foreign key (workspace_id, process_id, revision) references revision
);
call raise_wall('hypothesis');
grant select, insert, update, delete on hypothesis to {{app}};
