-- Which sources are outranked, where, and by which?
-- In: sums. A source wins over another in the same month, of the same seller, in a stream both may show, if its authority is better;
-- of two cost exports (2), or two of the owner's reports (3), the one first by name wins. The best winner is named.
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
    and w.seller = l.seller
    and (w.stream = l.stream or w.stream = 'any' or l.stream = 'any')
    and (
        w.authority < l.authority
        or (w.authority = l.authority and l.authority in (2, 3) and w.source < l.source)
    )
group by l.month, l.seller, l.stream, l.authority, l.source
