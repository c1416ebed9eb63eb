-- Processes that are kept to be placed in others: they are written, published and shared as all are, and stand apart in the directory.

alter table process add column is_block boolean not null default false;
