-- Who people are: per installation, not per workspace, because a person is one identity in many workspaces.
--
-- Exempt from the wall between workspaces, and listed here for the test of it: every table of the schema "identity".
-- None has a workspace's row-level security (an API key names its workspace, but is looked up before one is known).
-- What stands in its place is the role: {{identity}} alone reads and writes here; {{app}} sees the four columns of
-- "person" that a screen needs to show a name, and reaches them by joining a membership that is behind the wall.
--
-- What is secret is not kept: session and reset tokens, API keys and one-time tokens are SHA-256 digests (they are
-- random, 128 bits and more, so that a slow hash would add nothing), passwords are scrypt, and what must be read back
-- (TOTP secrets, recovery codes, a provider's client secret) is sealed with the installation's secret.

create schema identity;
grant usage on schema identity to {{identity}}, {{app}};

create table identity.person (
  id                 uuid        primary key,
  name               text        not null,
  email              text        not null unique,
  email_verified     boolean     not null default false,
  image              text,
  locale             text,
  two_factor_enabled boolean     not null default false,
  erased_at          timestamptz,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);
comment on column identity.person.email is 'Canonical: NFKC, lower case. The row of an erased person stays, nameless, for the journal to point at.';

create table identity.session (
  id         uuid        primary key,
  person_id  uuid        not null references identity.person on delete cascade,
  token_hash text        not null unique,
  expires_at timestamptz not null,
  seen_at    timestamptz not null default now(),
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_of_person on identity.session (person_id);
comment on column identity.session.expires_at is 'The absolute limit. The idle limit is counted from seen_at, which is written at most every few minutes.';

create table identity.account (
  id                       uuid        primary key,
  person_id                uuid        not null references identity.person on delete cascade,
  provider_id              text        not null,
  account_id               text        not null,
  password                 text,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index account_of_person on identity.account (person_id);
comment on table identity.account is 'A way in: provider "credential" is a password; "oidc:<provider>" a subject of that provider, whose tokens are not kept.';

create table identity.verification (
  id         text        primary key,
  identifier text        not null,
  value      text        not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_by_identifier on identity.verification (identifier);
create index verification_by_expiry on identity.verification (expires_at);
comment on column identity.verification.identifier is 'Hashed: it is the token that a mail or a cookie carries.';

create table identity.two_factor (
  id                        uuid    primary key,
  person_id                 uuid    not null unique references identity.person on delete cascade,
  secret                    text    not null,
  backup_codes              text    not null,
  verified                  boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until              timestamptz
);

create table identity.passkey (
  id            uuid        primary key,
  person_id     uuid        not null references identity.person on delete cascade,
  name          text,
  public_key    text        not null,
  credential_id text        not null unique,
  counter       bigint      not null,
  device_type   text        not null,
  backed_up     boolean     not null,
  transports    text,
  aaguid        text,
  created_at    timestamptz not null default now()
);
create index passkey_of_person on identity.passkey (person_id);

create table identity.provider (
  id             text        primary key,
  name           text        not null,
  issuer         text        not null,
  client_id      text        not null,
  sealed_secret  text        not null,
  creates_people boolean     not null default false,
  created_at     timestamptz not null default now()
);
comment on table identity.provider is 'OIDC sign-in providers, set up in the browser. sealed_secret is AES-256-GCM under the installation''s secret.';

create table identity.oidc_flow (
  state_hash    text        primary key,
  browser_hash  text        not null,
  provider_id   text        not null references identity.provider on delete cascade,
  nonce         text        not null,
  code_verifier text        not null,
  return_to     text        not null,
  linking       uuid        references identity.person on delete cascade,
  expires_at    timestamptz not null
);
comment on table identity.oidc_flow is 'A sign-in under way at a provider; deleted by the one callback that uses it.';

create table identity.api_key (
  id           uuid        primary key,
  person_id    uuid        not null references identity.person on delete cascade,
  workspace_id uuid        not null,
  name         text        not null,
  secret_hash  text        not null unique,
  start        text        not null,
  scopes       text[]      not null,
  expires_at   timestamptz,
  last_used_at timestamptz,
  created_at   timestamptz not null default now()
);
create index api_key_of_person on identity.api_key (person_id, workspace_id);

create table identity.one_time_token (
  hash       text        primary key,
  purpose    text        not null,
  expires_at timestamptz,
  used_at    timestamptz,
  created_at timestamptz not null default now()
);

create table identity.attempt (
  key        text        primary key,
  count      integer     not null,
  ends_at    timestamptz not null
);
create index attempt_by_end on identity.attempt (ends_at);
comment on table identity.attempt is 'How often a secret was tried, by hashed account and address; rows past their end mean nothing.';

grant select, insert, update, delete on all tables in schema identity to {{identity}};
grant select (id, name, email, image) on identity.person to {{app}};
