-- What people can do, in their own words.

create table member_skill (
  workspace_id uuid not null,
  person_id    uuid not null,
  skill        text not null check (skill <> ''),
  primary key (workspace_id, person_id, skill),
  foreign key (workspace_id, person_id) references membership on delete cascade
);
call raise_wall('member_skill');
grant select, insert, delete on member_skill to {{app}};
