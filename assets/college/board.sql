-- What the organiser reads of every branch, each query behind its name. The rules of a branch's own board judge it:
-- here rows are only chosen and counted. All run as who asks: of branches that are none of theirs nothing comes.

-- name: branches
SELECT number, name, n, at FROM college.branch
 WHERE closed_on IS NULL AND (%(one)s::int IS NULL OR number = %(one)s) ORDER BY number;

-- name: own
-- What branches have agreed on of their own about meetings and hours: it changes the rules that they are judged by.
SELECT branch, key, value FROM college.setting WHERE NOT deleted AND (%(one)s::int IS NULL OR branch = %(one)s);

-- name: meetings
SELECT m.branch, m.id, m.kind, m.title, m.place, m.planned_start, m.starts_at, m.group_id, m.state, m.reason,
       EXISTS (SELECT FROM college.report r WHERE r.branch = m.branch AND r.about_id = m.id AND r.about_table = 'meeting'
                  AND NOT r.deleted) AS drafted,
       ARRAY(SELECT s.station FROM college.station s WHERE s.branch = m.branch AND s.meeting_id = m.id AND NOT s.deleted) AS needs_no
  FROM college.meeting m
 WHERE NOT m.deleted AND m.merged_into_id IS NULL AND (%(one)s::int IS NULL OR m.branch = %(one)s)
   AND (m.state IN ('planned', 'held') OR m.starts_at >= %(late)s::timestamp OR m.state = 'recorded' AND m.reason <> '')
   AND m.state <> 'cancelled';

-- name: held
-- The days since `counted` by kind and group; behind them when each kind of the rules was held first.
SELECT m.branch, m.kind, m.group_id, min(m.starts_at)::date, array_agg(m.starts_at::date)
  FROM college.meeting m
 WHERE NOT m.deleted AND m.merged_into_id IS NULL AND m.state = ANY (%(held)s) AND m.starts_at >= %(counted)s::timestamp
   AND (%(one)s::int IS NULL OR m.branch = %(one)s)
 GROUP BY 1, 2, 3
UNION ALL
SELECT b.number, k.kind, NULL, f.starts_at::date, '{}'
  FROM college.branch b CROSS JOIN unnest(%(kinds)s::text[]) k (kind)
 CROSS JOIN LATERAL (SELECT m.starts_at FROM college.meeting m
        WHERE m.branch = b.number AND m.kind = k.kind AND NOT m.deleted AND m.merged_into_id IS NULL
          AND m.state = ANY (%(held)s) AND m.starts_at IS NOT NULL ORDER BY m.starts_at LIMIT 1) f
 WHERE %(one)s::int IS NULL OR b.number = %(one)s;

-- name: reports
SELECT r.branch, r.id, r.title, r.dated, r.outlet, r.state = ANY (%(open)s), r.submitted_on, m.starts_at
  FROM college.report r
  LEFT JOIN college.meeting m ON m.branch = r.branch AND m.id = r.about_id AND r.about_table = 'meeting'
       AND NOT m.deleted AND m.merged_into_id IS NULL
 WHERE NOT r.deleted AND (%(one)s::int IS NULL OR r.branch = %(one)s)
   AND (r.state = ANY (%(open)s)
       OR r.state = ANY (%(handed_in)s) AND r.submitted_on >= %(month)s AND r.submitted_on < %(month_end)s);

-- name: known
SELECT branch, 'silenced', rule, about_table, about_id, NULL::date, NULL::int FROM college.silenced
 WHERE NOT deleted AND (%(one)s::int IS NULL OR branch = %(one)s)
UNION ALL
SELECT branch, 'day', mark, '', NULL, day, NULL FROM college.term_day WHERE NOT deleted AND (%(one)s::int IS NULL OR branch = %(one)s)
UNION ALL
SELECT branch, 'outlet', name, '', NULL, NULL, within_hours FROM college.outlet
 WHERE NOT deleted AND within_hours IS NOT NULL AND (%(one)s::int IS NULL OR branch = %(one)s)
UNION ALL
SELECT branch, 'group', name, '', id, NULL, NULL FROM college.party_group WHERE NOT deleted AND (%(one)s::int IS NULL OR branch = %(one)s)
UNION ALL
SELECT branch, 'member', name, order_key, id, NULL, NULL FROM college.member
 WHERE NOT deleted AND merged_into_id IS NULL AND (%(one)s::int IS NULL OR branch = %(one)s);

-- name: roster
-- Of everybody who was in a branch on the day `counted` or later what holds from then on; of standings all that there was.
WITH there AS (
  SELECT branch, member_id FROM (
    SELECT DISTINCT ON (branch, member_id) branch, member_id, value FROM college.roster_event
     WHERE aspect = 'membership' AND "on" <= %(counted)s AND NOT deleted AND (%(one)s::int IS NULL OR branch = %(one)s)
      ORDER BY branch, member_id, "on" DESC) e
   WHERE value = 'in'
  UNION
  SELECT branch, member_id FROM college.roster_event WHERE aspect = 'membership' AND "on" > %(counted)s AND NOT deleted AND (%(one)s::int IS NULL OR branch = %(one)s))
(SELECT DISTINCT ON (branch, member_id, aspect, subject) branch, member_id, aspect, subject, "on", value, value_id
   FROM college.roster_event JOIN there USING (branch, member_id)
  WHERE NOT deleted AND "on" <= %(counted)s AND aspect <> 'standing' ORDER BY branch, member_id, aspect, subject, "on" DESC)
UNION ALL
SELECT branch, member_id, aspect, subject, "on", value, value_id
  FROM college.roster_event JOIN there USING (branch, member_id)
 WHERE NOT deleted AND "on" <= %(today)s AND ("on" > %(counted)s OR aspect = 'standing');

-- name: asked
SELECT b.number, count(*), count(*) FILTER (WHERE r.due_on < %(today)s)
  FROM college.request r JOIN college.branch b ON r.branches IS NULL OR b.number = ANY (r.branches)
 WHERE b.closed_on IS NULL AND (%(one)s::int IS NULL OR b.number = %(one)s) AND r.withdrawn IS NULL AND r.kind = 'sheet'
   AND NOT EXISTS (SELECT FROM college.answer a WHERE a.request = r.number AND a.branch = b.number AND a.n > 0)
 GROUP BY 1;

-- name: hours
-- The half hours of everybody: what the rules say that a meeting of each length counts (`lengths`, from 0 minutes on), or
-- one of a kind whose end nobody told (`usual`, from a day to another); what was set by hand in its place; and trainings.
-- There are sets of rules, one behind the other; `ruled` has that of a branch at the place of its number, else it is set 0.
WITH held AS (
  SELECT m.branch, m.id,
         CASE WHEN m.ends_at IS NULL THEN coalesce(k.counts, 0)
              ELSE (%(lengths)s::int[])[1 + coalesce((%(ruled)s::int[])[m.branch], 0) * (%(longest)s + 1)
                   + greatest(0, least(%(longest)s, floor(extract(epoch FROM m.ends_at - m.starts_at) / 60)::int))]
          END AS counts
    FROM college.meeting m
    LEFT JOIN unnest(%(sets)s::int[], %(kinds)s::text[], %(since)s::date[], %(until)s::date[], %(usual)s::int[])
              k (set, kind, since, until, counts)
           ON k.set = coalesce((%(ruled)s::int[])[m.branch], 0) AND k.kind = m.kind AND m.starts_at::date >= k.since AND m.starts_at::date < k.until
   WHERE NOT m.deleted AND m.merged_into_id IS NULL AND m.state = ANY (%(held)s) AND (%(one)s::int IS NULL OR m.branch = %(one)s)
     AND m.starts_at >= %(first)s::timestamp AND m.starts_at < %(end)s::timestamp)
SELECT branch, member_id, sum(counts) FROM (
  SELECT a.branch, a.member_id, sum(h.counts) AS counts
    FROM held h JOIN college.attendance a ON a.branch = h.branch AND a.meeting_id = h.id
   WHERE NOT a.deleted AND a.state = ANY (%(here)s)
   GROUP BY 1, 2
  UNION ALL
  SELECT o.branch, o.member_id, o.half_hours - CASE WHEN a.id IS NULL THEN 0 ELSE h.counts END
    FROM college.hours_override o JOIN held h ON h.branch = o.branch AND h.id = o.meeting_id
    LEFT JOIN college.attendance a ON a.branch = o.branch AND a.meeting_id = o.meeting_id AND a.member_id = o.member_id
         AND NOT a.deleted AND a.state = ANY (%(here)s)
   WHERE NOT o.deleted
  UNION ALL
  SELECT g.branch, g.member_id, g.half_hours
    FROM college.growth g
   WHERE NOT g.deleted AND g.counted AND g.half_hours > 0 AND (%(one)s::int IS NULL OR g.branch = %(one)s)
     AND g.from_day >= %(first)s AND g.from_day < %(end)s) counted
 GROUP BY 1, 2;

-- name: year
-- The meetings of some days with how many were expected and there, of one branch or (NULL) of all.
SELECT m.branch, m.id, m.kind, m.title, m.place, m.planned_start, m.starts_at, m.ends_at, m.state,
       coalesce(h.name, m.host_name), coalesce(w.name, m.recorder_name),
       coalesce(i.titles, '{}'), coalesce(c.states, '{}')
  FROM college.meeting m
  LEFT JOIN college.member h ON h.branch = m.branch AND h.id = m.host_id
  LEFT JOIN college.member w ON w.branch = m.branch AND w.id = m.recorder_id
  LEFT JOIN LATERAL (SELECT array_agg(a.title ORDER BY a.order_key, a.id) AS titles FROM college.agenda_item a
        WHERE a.branch = m.branch AND a.meeting_id = m.id AND NOT a.deleted) i ON true
  LEFT JOIN LATERAL (SELECT array_agg(a.state) AS states FROM college.attendance a
        WHERE a.branch = m.branch AND a.meeting_id = m.id AND NOT a.deleted) c ON true
 WHERE NOT m.deleted AND m.merged_into_id IS NULL AND m.state <> 'cancelled' AND (%(one)s::int IS NULL OR m.branch = %(one)s)
   AND coalesce(m.starts_at, m.planned_start) >= %(first)s::timestamp
   AND coalesce(m.starts_at, m.planned_start) < %(end)s::timestamp
 ORDER BY m.branch, coalesce(m.starts_at, m.planned_start), m.id;

-- name: figures
-- Of the meetings that were held in some days, by kind: how many, and how many were there of those expected.
SELECT m.branch, m.kind, count(*), coalesce(sum(c.present), 0), coalesce(sum(c.expected), 0)
  FROM college.meeting m
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE a.state = ANY (%(here)s)) AS present, count(*) FILTER (WHERE a.state <> 'exempt') AS expected
      FROM college.attendance a WHERE a.branch = m.branch AND a.meeting_id = m.id AND NOT a.deleted
    HAVING count(*) FILTER (WHERE a.state = 'unmarked') = 0) c ON true
 WHERE NOT m.deleted AND m.merged_into_id IS NULL AND m.state = ANY (%(held)s) AND m.starts_at >= %(first)s::timestamp AND m.starts_at < %(end)s::timestamp
 GROUP BY 1, 2;

-- name: handed
SELECT branch, count(*) FROM college.report
 WHERE NOT deleted AND state = ANY (%(handed_in)s) AND submitted_on >= %(first)s AND submitted_on < %(end)s GROUP BY 1;

-- name: requests
SELECT r.number, r.id, r.kind, r.title, r.body, r.due_on, r.columns, r.at, r.withdrawn IS NOT NULL, r.branches,
       ARRAY(SELECT b.number FROM college.branch b
              WHERE b.closed_on IS NULL AND (r.branches IS NULL OR b.number = ANY (r.branches)) ORDER BY b.number)
  FROM college.request r ORDER BY r.number DESC;

-- name: given
-- What each branch did last with each request: 0 received, 1 and more handed in.
SELECT DISTINCT ON (request, branch) request, branch, n, at FROM college.answer ORDER BY request, branch, n DESC;

-- name: answers
-- The sheets that were handed in last for a request.
SELECT DISTINCT ON (a.branch) a.branch, a.rows FROM college.answer a
 WHERE a.request = %(number)s AND a.n > 0 ORDER BY a.branch, a.n DESC;

-- name: names
-- Also of the branches that are closed: what they have answered stays.
SELECT number, name FROM college.branch;
