-- The branches with their seats, the organisers of all branches last. It changes nothing.
\pset format aligned
\pset border 0
\pset footer off
\pset tuples_only off
SELECT coalesce(b.number::text, '') AS "号",
       coalesce(b.name || CASE WHEN b.closed_on IS NOT NULL THEN '（已撤销）' ELSE '' END, '全部支部') AS "支部",
       coalesce(to_char(b.at, 'YYYY-MM-DD'), '') AS "最后同步",
       coalesce(s.login, '') AS "席位",
       coalesce(s.person, '') AS "谁",
       coalesce(CASE s.role WHEN 'secretary' THEN '书记' WHEN 'member' THEN '支委' WHEN 'organiser' THEN '组织员' END
                || CASE WHEN s.until < current_date THEN '（已停用）' ELSE '' END, '还没有席位') AS "能做什么"
  FROM college.branch b FULL JOIN college.seat s ON s.branch = b.number
 ORDER BY b.number NULLS LAST, s.login;
