-- What is taken out of a register, and a baseline that is thrown away, can be brought back.
alter table baseline add column deleted_at timestamptz;
grant update (deleted_at) on baseline to {{app}};
revoke delete on baseline from {{app}};

alter table register_entry add column deleted_at timestamptz;
revoke delete on register_entry from {{app}};
