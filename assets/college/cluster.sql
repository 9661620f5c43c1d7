-- The part of the script that belongs to the whole server: roles, the database, the certificate, how it is reached.
-- Run by the administrator of PostgreSQL through psql; a second run changes nothing.
-- Variables: name (of the college), nets (who may come, as in pg_hba.conf, with blanks between; empty: who may already),
-- names (further names of the server for its certificate, as openssl reads them: ,DNS:a,IP:b), anew (true: another certificate).
SELECT format('CREATE ROLE %I %s', name, attributes)
  FROM (VALUES ('college_owner', 'NOLOGIN'), ('college_login', 'NOLOGIN'), ('college_backup', 'NOLOGIN BYPASSRLS')) AS role (name, attributes)
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
SELECT 'CREATE DATABASE college OWNER college_owner TEMPLATE template0 ENCODING ''UTF8'' LC_COLLATE ''C'' LC_CTYPE ''C'''
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'college') \gexec
REVOKE ALL ON DATABASE college FROM PUBLIC;
GRANT CONNECT ON DATABASE college TO college_login, college_backup;

-- The certificate: one that is there stays unless another is asked for, for its hash stands in every join code.
SELECT set_config('college.names', :'names', false), set_config('college.anew', :'anew', false) \g /dev/null
DO $do$
BEGIN
  IF current_setting('college.anew')::boolean OR pg_stat_file('college.crt', true) IS NULL OR pg_stat_file('college.key', true) IS NULL THEN
    EXECUTE format('COPY (SELECT WHERE false) TO PROGRAM %L', format(
      'umask 077; names="DNS:localhost,IP:127.0.0.1,IP:::1%s"; '
      'for name in $({ hostname -f; hostname; }%2$s | uniq); do names="$names,DNS:$name"; done; '
      'for address in $(hostname -I%2$s); do names="$names,IP:$address"; done; '
      'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days 7300 -subj /CN=branchtui-college '
      '-addext "subjectAltName=$names" -keyout college.key.new -out college.crt.new%2$s '
      '&& mv college.key.new college.key && mv college.crt.new college.crt',
      current_setting('college.names'), ' 2>/dev/null'));
  END IF;
EXCEPTION WHEN external_routine_exception THEN
  RAISE '做不出服务器的证书，没有设完。请先在服务器上装 openssl（1.1.1 或更新），再运行一次。';
END $do$;

-- Its names, for whoever set it up: one that was there has not those that are asked for now.
CREATE TEMP TABLE certificate (line text);
COPY certificate FROM PROGRAM 'openssl x509 -in college.crt -noout -ext subjectAltName 2>/dev/null || :';
SELECT coalesce(string_agg(found[1], ' ' ORDER BY place), '') AS certified
  FROM certificate, regexp_matches(line, '(?:DNS|IP Address):([^, ]+)', 'g') WITH ORDINALITY AS one (found, place) \gset

-- Who comes: our lines stand first in pg_hba.conf, once; a login of the college gets in by no other line of it. An upgrade
-- that names no nets leaves those that are there: whoever types it knows no more what was typed years ago.
SELECT coalesce(nullif(:'nets', ''), string_agg(found[1], ' ' ORDER BY place), '10.0.0.0/8') AS nets
  FROM regexp_matches(pg_read_file(current_setting('hba_file')),
                      '^hostssl\s+college\s+\+college_login\s+(\S+)\s+scram-sha-256\s+# branchtui$', 'gn') WITH ORDINALITY AS one (found, place) \gset
SELECT set_config('college.nets', :'nets', false) \g /dev/null
DO $do$
DECLARE
  file text := '''' || replace(current_setting('hba_file'), '''', '''\''''') || '''';
  lines text;
BEGIN
  SELECT string_agg(format('hostssl college +college_login %s scram-sha-256', net), '\n')
         || '\nhost all +college_login all reject\nlocal all +college_login reject\n'
    INTO lines FROM regexp_split_to_table(current_setting('college.nets'), ' ') AS net;
  EXECUTE format('COPY (SELECT WHERE false) TO PROGRAM %L', format(
    'cp -p %1$s %1$s.new && { printf %2$s | sed "s/$/  # branchtui/"; sed "/# branchtui$/d" %1$s; } >%1$s.new && mv %1$s.new %1$s',
    file, '''' || lines || ''''));
EXCEPTION WHEN external_routine_exception THEN
  RAISE '改不了 %，没有设完。请核对这个文件和它的文件夹是否归 postgres 所有，再运行一次。', current_setting('hba_file');
END $do$;

ALTER SYSTEM SET listen_addresses = '*';
ALTER SYSTEM SET ssl = on;
ALTER SYSTEM SET ssl_cert_file = 'college.crt';
ALTER SYSTEM SET ssl_key_file = 'college.key';
ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1.2';
ALTER SYSTEM SET password_encryption = 'scram-sha-256';
ALTER SYSTEM SET lc_messages = 'C';  -- programs tell by the words why they are refused
SELECT 'ALTER SYSTEM SET max_connections = 300' WHERE current_setting('max_connections')::int < 300 \gexec
SELECT pg_reload_conf() \g /dev/null
