-- A seat and its login. Variables: login, person, role, branches (with blanks between; empty: all), verifier (what the
-- password is checked by), fingerprint (how the hash of the server's certificate begins, in hex).
SELECT set_config('college.login', :'login', false), set_config('college.person', :'person', false),
       set_config('college.role', :'role', false), set_config('college.branches', :'branches', false),
       set_config('college.verifier', :'verifier', false), set_config('college.fingerprint', :'fingerprint', false)
\g /dev/null
DO $do$
DECLARE
  who text := current_setting('college.login');
  whose text := current_setting('college.person');
  password text := current_setting('college.verifier');
  wanted int[] := string_to_array(nullif(current_setting('college.branches'), ''), ' ')::int[];
  lacking int;
  there pg_authid;
BEGIN
  IF pg_stat_file('college.crt', true) IS NULL THEN
    RAISE '这台服务器还没有设成学院服务器。请先运行 branchtui college script 输出的 SQL。';
  END IF;
  IF encode(sha256(decode(regexp_replace(pg_read_file('college.crt'), '-----[A-Z ]+-----|\s', '', 'g'), 'base64')), 'hex')
     NOT LIKE current_setting('college.fingerprint') || '%' THEN
    RAISE '加入码里的证书不是这台服务器的：中间可能有人冒充，也可能主机名写错了。没有设席位，加入码不要发出去。';
  END IF;
  SELECT w INTO lacking FROM unnest(wanted) AS w WHERE NOT EXISTS (SELECT FROM college.branch WHERE number = w AND closed_on IS NULL);
  IF FOUND THEN
    RAISE '没有 % 号支部，没有设席位。支部的编号见 branchtui college seat list。', lacking;
  END IF;
  IF EXISTS (SELECT FROM college.seat WHERE login = who AND person <> whose) THEN
    RAISE '席位 % 是“%”的，没有改。请给新的这个人换一个写法，如 %（二）。', who, (SELECT min(person) FROM college.seat WHERE login = who), whose;
  END IF;
  SELECT * INTO there FROM pg_authid WHERE rolname = who;
  IF NOT FOUND THEN
    EXECUTE format('CREATE ROLE %I LOGIN CONNECTION LIMIT 8 IN ROLE college_login PASSWORD %L', who, password);
  ELSIF NOT EXISTS (SELECT FROM pg_auth_members WHERE member = there.oid AND roleid = 'college_login'::regrole) THEN
    RAISE '服务器上已有别的用户 %，没有设席位。请给这个人换一个写法。', who;
  ELSIF there.rolcanlogin AND there.rolpassword IS DISTINCT FROM password
        AND EXISTS (SELECT FROM college.seat WHERE login = who) THEN  -- else it is left of a database that is gone
    RAISE '“%”的席位 % 已经设过，没有改。同一个人的另一台电脑请另给一个名字，如 %-笔记本；加入码丢了、电脑换了，请先 branchtui college seat end %，再重新添加。', whose, who, whose, who;
  ELSIF NOT there.rolcanlogin OR there.rolpassword IS DISTINCT FROM password THEN
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', who, password);
  END IF;
  EXECUTE format('ALTER ROLE %I SET temp_file_limit = ''512MB''', who);  -- nobody fills the disk with a question
  DELETE FROM college.seat WHERE login = who;
  INSERT INTO college.seat (login, branch, role, person)
  SELECT who, w, current_setting('college.role'), whose FROM unnest(coalesce(wanted, '{NULL}')) AS w;
  INSERT INTO college.audit (branch, what, detail)
  SELECT branch, 'seat', format('%s %s %s', login, role, person) FROM college.seat WHERE login = who;
END $do$;
SELECT format('%s 的席位：%s', current_setting('college.person'), current_setting('college.login'));
