-- Tables of the college, who may see which row, and nothing that writes: that is in functions.sql.
-- A second run changes nothing. What branches publish (meeting, member, …) is made from the models of the program.
CREATE SCHEMA IF NOT EXISTS college;
GRANT USAGE ON SCHEMA college TO college_login, college_backup;

CREATE TABLE IF NOT EXISTS college.hub (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  layout int NOT NULL,      -- of these tables
  min_client int NOT NULL,  -- the least layout that a program must know
  photos boolean NOT NULL DEFAULT false,
  backed_up timestamptz);   -- when the last backup was done, told by the command that makes it

CREATE TABLE IF NOT EXISTS college.branch (
  number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id bytea UNIQUE,          -- of the branch's own file, from its first push on
  name text NOT NULL UNIQUE,
  closed_on date,
  key bytea,                -- the branch's key, locked by its passphrase
  n bigint NOT NULL DEFAULT 0,
  link bytea NOT NULL DEFAULT '',
  at timestamptz,           -- of the last push
  app text,
  schema_no int);

CREATE TABLE IF NOT EXISTS college.seat (
  login name NOT NULL,
  branch int REFERENCES college.branch,  -- NULL: all
  role text NOT NULL CHECK (role IN ('secretary', 'member', 'organiser')),
  until date,
  person text NOT NULL DEFAULT '',
  CHECK (branch IS NOT NULL OR role = 'organiser'));
CREATE UNIQUE INDEX IF NOT EXISTS seat_once ON college.seat (login, coalesce(branch, 0));

CREATE TABLE IF NOT EXISTS college.package (
  branch int NOT NULL REFERENCES college.branch,
  n bigint NOT NULL,
  link bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('delta', 'snapshot')),
  sha bytea NOT NULL,
  schema_no int NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  login name NOT NULL DEFAULT session_user,
  device text NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (branch, n));
ALTER TABLE college.package ALTER bytes SET STORAGE EXTERNAL;  -- sealed bytes do not get smaller

CREATE TABLE IF NOT EXISTS college.file (
  branch int NOT NULL REFERENCES college.branch,
  sha bytea NOT NULL,  -- of what is sealed in it
  bytes bytea NOT NULL CHECK (octet_length(bytes) <= 20 * 1024 * 1024),
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (branch, sha));
ALTER TABLE college.file ALTER bytes SET STORAGE EXTERNAL;

CREATE TABLE IF NOT EXISTS college.request (
  number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('notice', 'sheet')),
  title text NOT NULL CHECK (title <> ''),
  body text NOT NULL DEFAULT '',
  due_on date CHECK (due_on BETWEEN '0001-01-01' AND '9999-12-31'),
  columns jsonb,
  branches int[],        -- NULL: all, those that are made later too
  login name NOT NULL DEFAULT session_user,
  at timestamptz NOT NULL DEFAULT now(),
  withdrawn timestamptz);
ALTER TABLE college.request
  ADD COLUMN IF NOT EXISTS reminds int REFERENCES college.request,  -- a reminder: of what
  ADD COLUMN IF NOT EXISTS changed timestamptz;                     -- its words, or its day

CREATE TABLE IF NOT EXISTS college.answer (
  request int NOT NULL REFERENCES college.request,
  branch int NOT NULL REFERENCES college.branch,
  n int NOT NULL,        -- 0: received; 1 and more: handed in, never overwritten
  rows jsonb,
  sha bytea,
  at timestamptz NOT NULL DEFAULT now(),
  login name NOT NULL DEFAULT session_user,
  PRIMARY KEY (request, branch, n));

CREATE TABLE IF NOT EXISTS college.audit (
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  login name NOT NULL DEFAULT session_user,
  addr inet DEFAULT inet_client_addr(),
  branch int,
  what text NOT NULL,
  detail text NOT NULL DEFAULT '');

-- Whose seats are asked for by session_user, which no SET ROLE changes, and by the day here, which no SET timezone does.
CREATE OR REPLACE FUNCTION college.mine(wanted text[]) RETURNS int[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog SET timezone = 'Asia/Shanghai' AS $$
  SELECT coalesce(array_agg(branch), '{}') FROM college.seat
   WHERE login = session_user AND role = ANY (wanted) AND branch IS NOT NULL AND (until IS NULL OR until >= current_date)
$$;

CREATE OR REPLACE FUNCTION college.sees_all() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog SET timezone = 'Asia/Shanghai' AS $$
  SELECT EXISTS (SELECT FROM college.seat
   WHERE login = session_user AND role = 'organiser' AND branch IS NULL AND (until IS NULL OR until >= current_date))
$$;

-- A policy calls them as (SELECT …): once for a statement, not for each row.
CREATE OR REPLACE PROCEDURE college.let_read(of text, rule text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE college.%I ENABLE ROW LEVEL SECURITY', of);
  EXECUTE format('DROP POLICY IF EXISTS reading ON college.%I', of);
  EXECUTE format('CREATE POLICY reading ON college.%I FOR SELECT TO college_login USING (%s)', of, rule);
END $$;

CALL college.let_read('branch', $$(SELECT college.sees_all()) OR number = ANY ((SELECT college.mine('{secretary,member,organiser}'))::int[])$$);
CALL college.let_read('seat', $$(SELECT college.sees_all()) OR login = session_user OR branch = ANY ((SELECT college.mine('{secretary,member,organiser}'))::int[])$$);
CALL college.let_read('package', $$branch = ANY ((SELECT college.mine('{secretary,member}'))::int[])$$);
CALL college.let_read('file', $$branch = ANY ((SELECT college.mine('{secretary,member}'))::int[])$$);
-- To all branches is to each that has a seat: a seat that has ended has none.
CALL college.let_read('request', $$(SELECT college.sees_all()) OR (SELECT college.mine('{secretary,member,organiser}'))::int[] && coalesce(branches, (SELECT college.mine('{secretary,member,organiser}'))::int[])$$);
CALL college.let_read('answer', $$(SELECT college.sees_all()) OR branch = ANY ((SELECT college.mine('{secretary,member,organiser}'))::int[])$$);
ALTER TABLE college.audit ENABLE ROW LEVEL SECURITY;  -- read by its owner only

GRANT SELECT ON college.hub, college.seat, college.package, college.file, college.request, college.answer TO college_login;
GRANT UPDATE (backed_up) ON college.hub TO college_backup;
GRANT SELECT (number, id, name, closed_on, n, link, at, app, schema_no) ON college.branch TO college_login;
