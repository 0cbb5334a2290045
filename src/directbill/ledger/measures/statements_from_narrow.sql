-- What does every account's statement come to, from one rule's monthly view?
-- In: narrow, window_months, month_rates.
select
    n.account,
    sum(n.amount * coalesce(cast(n.unit_rate as decimal(19, 12)), r.rate)) as counted,
    cast(sum(n.lines) as bigint) as lines
from narrow as n
join month_rates as r on r.month = n.month and r.currency = n.currency
where n.month in (select month from window_months)
group by n.account
