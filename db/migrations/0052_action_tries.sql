-- What each attempt but the last came to, with its moment: [{ number, at, failure }]. The last is the row's own failure.
alter table action add column tries jsonb;
