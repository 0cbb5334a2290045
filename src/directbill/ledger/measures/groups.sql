-- What do the lines come to, outranked sources set apart?
-- In: sums, beaten. Out: sums with their final reasons.
select
    s.month, s.document, s.seller, s.stream, s.authority, s.source, s.basis, s.category, s.currency,
    s.unit_rate, s.rate_date, s.early,
    case when b.winner is null then s.late else 'overlap' end as late,
    coalesce(b.winner, s.detail) as detail,
    s.prepaid_months, s.lines, s.amount, s.rest, s.own_usd
from sums as s
left join beaten as b
    on s.early = '' and s.late = ''
    and b.month = s.month and b.seller = s.seller and b.stream = s.stream
    and b.authority = s.authority and b.source = s.source
