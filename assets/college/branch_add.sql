-- A branch of the college. Variable: branch_name.
SELECT set_config('college.given', :'branch_name', false) \g /dev/null
WITH made AS (
  INSERT INTO college.branch (name)
  SELECT current_setting('college.given')
   WHERE NOT EXISTS (SELECT FROM college.branch WHERE name = current_setting('college.given'))
  RETURNING number, name),
kept AS (INSERT INTO college.audit (branch, what, detail) SELECT number, 'add', name FROM made)
SELECT format('%s 号：%s', number, name) FROM made
UNION ALL  -- which does not see what is made beside it
SELECT format('%s 号：%s%s。已经有这个支部，没有再添加。%s', number, name, CASE WHEN closed_on IS NOT NULL THEN '（已撤销）' END,
              CASE WHEN closed_on IS NOT NULL THEN format('要恢复请用 branchtui college branch reopen %s。', number) END)
  FROM college.branch WHERE name = current_setting('college.given');
