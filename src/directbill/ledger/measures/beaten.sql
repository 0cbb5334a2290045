-- Which sources are outranked, where, and by which?
-- In: sums. A source wins over another in the same month, of the same seller, in a stream both may show (core.ledger.may_hold),
-- if its authority is better; of two cost exports (2), or two of the owner's reports (3), the one first by name wins. The best
-- winner is named. Lines without a seller may be the sales of any.
-- Out: month, seller, stream, authority, source of the outranked, and winner.
with shown as (
    select distinct month, seller, stream, authority, source
    from sums
    where early = '' and late = ''
)
select
    l.month, l.seller, l.stream, l.authority, l.source,
    substr(min(concat(cast(w.authority as varchar(1)), w.source)), 2) as winner
from shown as l
join shown as w
    on w.month = l.month
    and (w.seller = l.seller or l.seller = '')
    and (
        w.stream = l.stream
        or 'any' in (w.stream, l.stream)
        or (l.stream in ('licenses', 'usage') and w.authority = 1 and w.stream in ('commerce', 'azure'))
        or (l.stream = 'licenses' and w.stream in ('commerce', 'legacy_license'))
        or (w.stream = 'licenses' and l.stream in ('commerce', 'legacy_license'))
        or (l.stream = 'usage' and w.stream in ('azure', 'legacy_usage'))
        or (w.stream = 'usage' and l.stream in ('azure', 'legacy_usage'))
    )
    and (
        w.authority < l.authority
        or (w.authority = l.authority and l.authority in (2, 3) and w.source < l.source)
    )
group by l.month, l.seller, l.stream, l.authority, l.source
