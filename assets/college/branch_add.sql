-- A branch of the college. Variable: branch_name.
SELECT set_config('college.given', :'branch_name', false) \g /dev/null
INSERT INTO college.branch (name)
SELECT current_setting('college.given')
 WHERE NOT EXISTS (SELECT FROM college.branch WHERE name = current_setting('college.given'));
SELECT format('%s 号：%s%s', number, name, CASE WHEN closed_on IS NOT NULL THEN '（已撤销）' END)
  FROM college.branch WHERE name = current_setting('college.given');
