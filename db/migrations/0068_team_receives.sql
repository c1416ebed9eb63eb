-- A handover goes to a process or to a team. A team can be deleted: what was planned for it keeps its name.
alter table handover
  alter column process_id drop not null,
  add column team_id uuid,
  add column former_team text,
  add foreign key (workspace_id, team_id) references team,
  add check (num_nonnulls(process_id, team_id, former_team) = 1);
create index handover_team on handover (workspace_id, team_id) where team_id is not null;
