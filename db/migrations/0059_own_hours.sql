-- When somebody works, by weekday: seven days from Monday, each with its shifts; null: by the workspace's calendar.

alter table capacity add column hours jsonb;
