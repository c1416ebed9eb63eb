-- Whoever opens a link that a newer one took the place of is told so, and not that it leads nowhere.

alter table outsider_link add column replaced uuid[] not null default '{}';
create index outsider_link_replaced on outsider_link using gin (replaced);
