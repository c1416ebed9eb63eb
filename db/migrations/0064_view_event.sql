-- What happens to a view is counted apart from what is changed in it: a pin is one person's affair, and nobody else's edit waits for it.
alter table view add column events integer not null default 1;
update view set events = version;
