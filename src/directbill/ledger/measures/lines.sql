-- What became of each line?
-- In: judged, beaten. Out: every line in the order of file and row, with the reasons on both sides of the window.
select
    j.file, j.row, j.document, j.month, j.seller, j.category, j.category_rule, j.amount, j.rest, j.currency,
    j.unit_rate, j.rate_date, j.own_usd, j.early,
    case when b.winner is null then j.late else 'overlap' end as late,
    j.customer, j.subscription, j.product, j.charge_type
from judged as j
left join beaten as b
    on j.early = '' and j.late = ''
    and b.month = j.month and b.seller = j.seller and b.stream = j.stream
    and b.authority = j.authority and b.source = j.source
order by j.file, j.row, j.document
