-- What does every account's statement come to, from the lines?
-- In: charges (canonical), window_months(month), month_rates(month, currency, rate decimal(19,12)), counted_categories(category).
-- Out: account, counted decimal(38,16), lines. A line's own rate goes before the month's; the product is exact: (18,4) x (19,12); both at 18 digits DuckDB would keep 18.
select
    c.account,
    sum(c.amount * coalesce(cast(c.unit_rate as decimal(19, 12)), r.rate)) as counted,
    count(*) as lines
from charges as c
join month_rates as r on r.month = c.month and r.currency = c.currency
where c.month in (select month from window_months)
    and c.category in (select category from counted_categories)
    and c.attribution = 'own'
    and c.not_counted = ''
    and c.basis in ('billed', 'reported')
group by c.account
