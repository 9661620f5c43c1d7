-- What PostgreSQL lets everybody do in a database, and a seat has no need of. Run by the administrator in the database.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC;  -- no programs of one's own
GRANT USAGE ON LANGUAGE plpgsql TO college_owner;
-- No large objects, which nobody would count; no locks that others wait for: a branch's turn is college.take_turn.
SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC; GRANT EXECUTE ON FUNCTION %1$s TO college_owner', oid::regprocedure)
  FROM pg_proc
 WHERE pronamespace = 'pg_catalog'::regnamespace
   AND (proname IN ('lo_create', 'lo_creat', 'lo_from_bytea', 'pg_logical_emit_message') OR proname ~ '^pg_(try_)?advisory_(xact_)?lock') \gexec
