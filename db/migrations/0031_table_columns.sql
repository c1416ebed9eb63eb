-- What somebody chose the columns of a table to be; used again for every table with the same column names.
create table table_columns (
  workspace_id uuid        not null references workspace,
  columns_id   uuid        not null,
  -- Of the column names in their order.
  signature    bytea       not null,
  header       jsonb       not null,
  columns      jsonb       not null,
  chosen_by    uuid        references identity.person (id),
  chosen_at    timestamptz not null default now(),
  version      integer     not null default 1,
  primary key (workspace_id, columns_id),
  unique (workspace_id, signature)
);
call raise_wall('table_columns');
grant select, insert, update on table_columns to {{app}};
