-- What is so now, in one line for whoever ran the script. Variables: former (the college's name before, where it was another),
-- nets, names, anew, as in cluster.sql, and certified (the names in the certificate, with blanks between).
WITH lacking AS (
  SELECT string_agg(asked[2], '、' ORDER BY place) AS hosts
    FROM regexp_matches(:'names', '(DNS|IP):([^,]+)', 'g') WITH ORDINALITY AS one (asked, place)
   WHERE :'certified' <> '' AND NOT EXISTS (
                     SELECT FROM regexp_split_to_table(:'certified', ' ') AS there
                      WHERE CASE WHEN asked[1] = 'DNS' THEN lower(there) = asked[2]
                                 WHEN there ~ '^([0-9.]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)$' THEN there::inet = asked[2]::inet END))
SELECT format('已设好：%s%s；可连的网段：%s；证书里的名字：%s%s%s', name, '（以前叫“' || nullif(:'former', '') || '”）',
              replace(:'nets', ' ', '、'), coalesce(nullif(replace(:'certified', ' ', '、'), ''), '读不出来'),
              '；证书是以前做的，没有换，里面没有 ' || lacking.hosts || '，要写进去请加 --new-certificate 再运行一次',
              CASE WHEN :'anew'::boolean THEN '；证书是新做的，各台电脑要用新的加入码重新加入' END)
  FROM college.hub, lacking;
