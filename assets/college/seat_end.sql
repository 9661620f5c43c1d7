-- A seat ends today: nothing is read or written by it any more, now and later. Variable: login.
SELECT set_config('college.login', :'login', false) \g /dev/null
DO $do$
DECLARE who text := current_setting('college.login');
BEGIN
  IF NOT EXISTS (SELECT FROM college.seat WHERE login = who) THEN
    RAISE '没有席位 %，没有改什么。席位的登录名见 branchtui college seat list。', who;
  END IF;
  UPDATE college.seat SET until = least(until, current_date - 1) WHERE login = who;
  INSERT INTO college.audit (branch, what, detail) SELECT branch, 'end seat', login FROM college.seat WHERE login = who;
  EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', who);
END $do$;
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_setting('college.login') \g /dev/null
SELECT format('席位 %s 已停用', current_setting('college.login'));
