-- A branch is closed from today on, or open again. Variables: number, closed (true or false).
SELECT set_config('college.number', :'number', false), set_config('college.closed', :'closed', false) \g /dev/null
DO $do$
DECLARE
  which int := current_setting('college.number');
  closed boolean := current_setting('college.closed');
BEGIN
  IF NOT EXISTS (SELECT FROM college.branch WHERE number = which) THEN
    RAISE '没有 % 号支部，没有改什么。支部的编号见 branchtui college seat list。', which;
  END IF;
  UPDATE college.branch SET closed_on = CASE WHEN closed THEN current_date END
   WHERE number = which AND (closed_on IS NOT NULL) <> closed;
  IF FOUND THEN
    INSERT INTO college.audit (branch, what) VALUES (which, CASE WHEN closed THEN 'close' ELSE 'reopen' END);
  END IF;
END $do$;
SELECT format('%s 号：%s%s', number, name, CASE WHEN closed_on IS NOT NULL THEN '（已撤销）' END)
  FROM college.branch WHERE number = current_setting('college.number')::int;
