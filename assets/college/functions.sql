-- All that writes. Each runs as the owner of the tables and asks first who has the seat.
-- What an older script made goes first: under other arguments it would stay callable beside the new one.
DO $do$
DECLARE old regprocedure;
BEGIN
  FOR old IN SELECT oid FROM pg_proc
              WHERE pronamespace = 'college'::regnamespace AND prokind = 'f' AND proname NOT IN ('mine', 'sees_all') LOOP
    EXECUTE format('DROP FUNCTION %s', old);
  END LOOP;
END $do$;

CREATE OR REPLACE FUNCTION college.push(b int, base bigint, base_link bytea, p jsonb, bytes bytea)
RETURNS TABLE (n bigint, link bytea, ok boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
-- p: kind, layout, schema, app, device, branch (hex), sha (hex), rows {table: [{column: value}]}
DECLARE
  cur college.branch;
  of text;
  rows jsonb;
  columns jsonb;
  listed text;
  written text;
  next bigint;
  new_link bytea := sha256(base_link || sha256(bytes));
BEGIN
  IF NOT b = ANY (college.mine('{secretary}')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'no seat';
  END IF;
  IF octet_length(bytes) > 64 * 1024 * 1024 THEN
    RAISE program_limit_exceeded USING MESSAGE = 'package too large';
  END IF;
  IF sha256(bytes) <> decode(p->>'sha', 'hex') THEN
    RAISE data_corrupted USING MESSAGE = 'package damaged';
  END IF;
  IF (p->>'layout')::int < (SELECT min_client FROM college.hub) THEN
    RAISE feature_not_supported USING MESSAGE = 'program too old';
  END IF;
  PERFORM pg_advisory_xact_lock(77, b);  -- behind whoever has taken his turn
  SELECT * INTO cur FROM college.branch WHERE number = b AND closed_on IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'branch closed';
  END IF;
  IF cur.id IS NULL THEN
    UPDATE college.branch SET id = decode(p->>'branch', 'hex') WHERE number = b;
  ELSIF cur.id <> decode(p->>'branch', 'hex') THEN
    RAISE check_violation USING MESSAGE = 'another branch';
  END IF;
  IF cur.n = base + 1 AND cur.link = new_link THEN  -- the answer got lost, and the same push comes again
    RETURN QUERY SELECT cur.n, cur.link, true;
    RETURN;
  END IF;
  IF cur.n <> base OR cur.link <> base_link THEN  -- behind: pull, merge, push again
    RETURN QUERY SELECT cur.n, cur.link, false;
    RETURN;
  END IF;
  next := cur.n + 1;
  INSERT INTO college.package (branch, n, link, kind, sha, schema_no, device, bytes)
  VALUES (b, next, new_link, p->>'kind', sha256(bytes), (p->>'schema')::int, p->>'device', bytes);
  FOR of, rows IN SELECT * FROM jsonb_each(p->'rows') LOOP  -- each taken out once: a whole branch has 40 MB of them
    columns := rows->0;
    SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum),
           string_agg(format('%1$I = excluded.%1$I', attname), ', ') FILTER (WHERE attname <> 'id')
      INTO listed, written
      FROM pg_attribute
     WHERE attrelid = to_regclass(format('college.%I', of)) AND attnum > 0 AND NOT attisdropped AND attname <> 'branch'
       AND of IN (SELECT published FROM college.publishable) AND columns ? attname::text;
    IF listed IS NULL THEN  -- a table that these do not know yet: it is in the package
      CONTINUE;
    END IF;
    EXECUTE format('INSERT INTO college.%1$I (branch, %2$s) SELECT $1, %2$s FROM jsonb_populate_recordset(NULL::college.%1$I, $2) '
                   'ON CONFLICT (branch, id) DO UPDATE SET %3$s', of, listed, written) USING b, rows;
  END LOOP;
  IF p->>'kind' = 'snapshot' THEN
    DELETE FROM college.package k WHERE k.branch = b AND k.n < next AND k.at < now() - interval '30 days';
  END IF;
  UPDATE college.branch x SET n = next, link = new_link, at = now(), app = p->>'app', schema_no = (p->>'schema')::int WHERE number = b;
  INSERT INTO college.audit (branch, what, detail)
  VALUES (b, 'push', format('n=%s bytes=%s device=%s', next, octet_length(bytes), left(p->>'device', 200)));
  PERFORM pg_notify('college_' || b, '');  -- anybody may listen, so it says no more
  RETURN QUERY SELECT next, new_link, true;
END $$;

-- Everything that a branch needs since n, in one round trip, as who asks may see it. `fork`: the server does not know
-- the state (n, link); then ask again from 0. `snapshot` is the number of the newest one, 0 where there is none.
CREATE OR REPLACE FUNCTION college.pull(b int, since bigint, since_link bytea, last_request int)
RETURNS TABLE (what text, n bigint, link bytea, head jsonb, bytes bytea)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
-- plpgsql, which plans it once for a connection: one in SQL is planned at each pull, and takes longer over that than to answer
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT 'head', x.n, x.link,
         jsonb_build_object(
           'fork', NOT (since = 0 OR x.n = since AND x.link = since_link
                        OR EXISTS (SELECT FROM college.package k WHERE k.branch = b AND k.n = since AND k.link = since_link)),
           'college', h.id, 'name', h.name, 'layout', h.layout, 'min_client', h.min_client, 'photos', h.photos,
           'closed', x.closed_on IS NOT NULL,
           'snapshot', coalesce((SELECT max(k.n) FROM college.package k WHERE k.branch = b AND k.kind = 'snapshot'), 0),
           'days', coalesce((SELECT extract(day FROM now() - max(k.at))::int FROM college.package k WHERE k.branch = b AND k.kind = 'snapshot'), 0),
           'oldest', coalesce((SELECT min(k.n) FROM college.package k WHERE k.branch = b), 0)),
         NULL::bytea
    FROM college.branch x, college.hub h WHERE x.number = b
  UNION ALL
  (SELECT k.kind, k.n, k.link,
          jsonb_build_object('device', k.device, 'login', k.login, 'schema', k.schema_no, 'sha', encode(k.sha, 'hex')),
          CASE WHEN k.kind = 'delta' OR since = 0 THEN k.bytes END  -- a snapshot holds nothing new for who follows
     FROM college.package k
    WHERE k.branch = b AND k.n > since
      AND (since > 0 OR k.n >= coalesce((SELECT max(q.n) FROM college.package q WHERE q.branch = b AND q.kind = 'snapshot'), 0))
    ORDER BY k.n)
  UNION ALL
  (SELECT 'request', r.number, NULL, to_jsonb(r) || jsonb_build_object('answered',
          (SELECT max(a.n) FROM college.answer a WHERE a.request = r.number AND a.branch = b)), NULL
     FROM college.request r
    WHERE (r.number > last_request OR greatest(r.changed, r.withdrawn) > now() - interval '90 days')  -- who was told must hear that
      AND (r.branches IS NULL OR b = ANY (r.branches)) ORDER BY r.number);
END $$;

-- The organiser writes a notice or asks for a sheet; with the id of one that is there: changes its words, or withdraws it.
CREATE OR REPLACE FUNCTION college.ask(p jsonb) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE got int;
BEGIN
  IF NOT college.sees_all() THEN
    RAISE insufficient_privilege USING MESSAGE = 'organisers only';
  END IF;
  INSERT INTO college.request (id, kind, title, body, due_on, columns, branches, reminds)
  SELECT r.id, r.kind, r.title, coalesce(r.body, ''), r.due_on, r.columns, r.branches, r.reminds
    FROM jsonb_populate_record(NULL::college.request, p - 'withdrawn') r
  ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body, due_on = excluded.due_on,
     changed = CASE WHEN (excluded.title, excluded.body, excluded.due_on) IS DISTINCT FROM (request.title, request.body, request.due_on)
                    THEN now() ELSE request.changed END,
     withdrawn = CASE WHEN (p->>'withdrawn')::boolean THEN coalesce(request.withdrawn, now()) END
  RETURNING number INTO got;
  PERFORM pg_notify('college_' || x.number, '') FROM college.branch x JOIN college.request r ON r.number = got
    WHERE x.closed_on IS NULL AND (r.branches IS NULL OR x.number = ANY (r.branches));
  INSERT INTO college.audit (what, detail) VALUES ('ask', got || ' ' || left(p->>'title', 200));
  RETURN got;
END $$;

-- A branch hands in a sheet; with NULL it only says that it has received the request, also one that was withdrawn meanwhile.
CREATE OR REPLACE FUNCTION college.hand_in(q int, b int, sheet jsonb) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE got int;
BEGIN
  IF NOT b = ANY (college.mine('{secretary}')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'no seat';
  END IF;
  IF octet_length(sheet::text) > 16 * 1024 * 1024 THEN
    RAISE program_limit_exceeded USING MESSAGE = 'sheet too large';
  END IF;
  PERFORM FROM college.request r WHERE r.number = q AND (r.branches IS NULL OR b = ANY (r.branches));
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'not asked';
  END IF;
  IF sheet IS NOT NULL AND EXISTS (SELECT FROM college.request r WHERE r.number = q AND r.withdrawn IS NOT NULL) THEN
    RAISE insufficient_privilege USING MESSAGE = 'withdrawn';
  END IF;
  PERFORM FROM college.branch WHERE number = b AND closed_on IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'branch closed';
  END IF;
  SELECT coalesce(max(n), -1) + 1 INTO got FROM college.answer WHERE request = q AND branch = b;
  IF sheet IS NULL AND got > 0 THEN
    RETURN got - 1;
  END IF;
  IF sheet IS NOT NULL AND got = 0 THEN
    INSERT INTO college.answer (request, branch, n) VALUES (q, b, 0);
    got := 1;
  END IF;
  INSERT INTO college.answer (request, branch, n, rows, sha) VALUES (q, b, got, sheet, sha256(convert_to(sheet::text, 'UTF8')));
  INSERT INTO college.audit (branch, what, detail) VALUES (b, 'hand in', q || '#' || got);
  RETURN got;
END $$;

-- The organiser's program says that one branch's people or sheet were looked at.
CREATE OR REPLACE FUNCTION college.looked(b int, what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT (college.sees_all() OR b = ANY (college.mine('{organiser}'))) THEN
    RAISE insufficient_privilege USING MESSAGE = 'organisers only';
  END IF;
  INSERT INTO college.audit (branch, what, detail) VALUES (b, 'look', left(looked.what, 200));
END $$;

-- The turn of a branch, until the session ends or unlocks it: others wait. Nobody else may take it.
CREATE OR REPLACE FUNCTION college.take_turn(b int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT b = ANY (college.mine('{secretary}')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'no seat';
  END IF;
  PERFORM pg_advisory_lock(77, b);
END $$;

-- The locked key of the branch: `locked` where there is none yet; the one that stands.
CREATE OR REPLACE FUNCTION college.keep_key(b int, locked bytea) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE got bytea;
BEGIN
  IF NOT b = ANY (college.mine('{secretary,member}')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'no seat';
  END IF;
  IF locked IS NOT NULL AND b = ANY (college.mine('{secretary}')) AND octet_length(locked) < 65536 THEN
    UPDATE college.branch SET key = locked WHERE number = b AND key IS NULL;
  END IF;
  SELECT key INTO got FROM college.branch WHERE number = b;
  RETURN got;
END $$;

-- After people were purged: what was packed before goes, once a snapshot is the newest package, and with it all pictures and
-- attachments but those to keep, which are what that still names. How many packages went.
CREATE OR REPLACE FUNCTION college.forget(b int, keep bytea[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE gone int;
BEGIN
  IF NOT b = ANY (college.mine('{secretary}')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'no seat';
  END IF;
  PERFORM pg_advisory_xact_lock(77, b);
  DELETE FROM college.package k USING college.package newest
   WHERE newest.branch = b AND newest.kind = 'snapshot' AND k.branch = b AND k.n < newest.n
     AND newest.n = (SELECT n FROM college.branch WHERE number = b);
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM college.file f USING college.branch x, college.package newest
   WHERE x.number = b AND newest.branch = b AND newest.n = x.n AND newest.kind = 'snapshot' AND f.branch = b
     AND keep IS NOT NULL AND NOT EXISTS (SELECT FROM unnest(keep) AS kept (sha) WHERE kept.sha = f.sha);
  INSERT INTO college.audit (branch, what, detail) VALUES (b, 'forget', gone::text);
  RETURN gone;
END $$;

-- A sealed picture or attachment; whether it was not there yet.
CREATE OR REPLACE FUNCTION college.put_file(b int, sha bytea, bytes bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT b = ANY (college.mine('{secretary}')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'no seat';
  END IF;
  IF NOT (SELECT photos FROM college.hub) THEN
    RAISE feature_not_supported USING MESSAGE = 'no photos';
  END IF;
  PERFORM FROM college.branch WHERE number = b AND closed_on IS NULL;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'branch closed';
  END IF;
  INSERT INTO college.file (branch, sha, bytes) VALUES (b, put_file.sha, put_file.bytes) ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA college FROM PUBLIC;
REVOKE EXECUTE ON ALL PROCEDURES IN SCHEMA college FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA college TO college_login;
GRANT SELECT ON ALL TABLES IN SCHEMA college TO college_backup;
