-- A branch is called otherwise from now on: whoever asks the server for its name gets this one. Variables: number, branch_name.
SELECT set_config('college.number', :'number', false), set_config('college.given', :'branch_name', false) \g /dev/null
DO $do$
DECLARE
  which int := current_setting('college.number');
  given text := current_setting('college.given');
  was text;
  other college.branch;
BEGIN
  SELECT name INTO was FROM college.branch WHERE number = which FOR UPDATE;
  IF NOT FOUND THEN
    RAISE '没有 % 号支部，没有改什么。支部的编号见 branchtui college seat list。', which;
  END IF;
  SELECT * INTO other FROM college.branch WHERE name = given AND number <> which;
  IF FOUND THEN  -- a closed one keeps its name, too: it stands beside what it has handed in
    RAISE '% 号支部%已经叫“%”，没有改什么。%', other.number, CASE WHEN other.closed_on IS NOT NULL THEN '（已撤销）' ELSE '' END, given,
          CASE WHEN other.closed_on IS NOT NULL THEN format('确实要用这个名称，请先给 %s 号改名，如“%s（已撤销）”。', other.number, given)
               ELSE '请换一个名称。' END;
  END IF;
  PERFORM set_config('college.former', CASE WHEN was <> given THEN was ELSE '' END, false);
  IF was <> given THEN
    UPDATE college.branch SET name = given WHERE number = which;
    INSERT INTO college.audit (branch, what, detail) VALUES (which, 'rename', format('%s → %s', was, given));
  END IF;
END $do$;
SELECT format('%s 号：%s%s%s', number, name, CASE WHEN closed_on IS NOT NULL THEN '（已撤销）' END, '（以前叫“' || nullif(current_setting('college.former'), '') || '”）')
  FROM college.branch WHERE number = current_setting('college.number')::int;
