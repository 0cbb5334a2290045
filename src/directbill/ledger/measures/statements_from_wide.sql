-- What does every account's statement come to, from the wide rollup?
-- In: wide, window_months, month_rates, counted_categories. Sums are cast to decimal(18,4) before the product: Spark would cut digits of a wider one.
select
    w.account,
    sum(cast(w.amount as decimal(18, 4)) * coalesce(cast(w.unit_rate as decimal(19, 12)), r.rate)) as counted,
    cast(sum(w.lines) as bigint) as lines
from wide as w
join month_rates as r on r.month = w.month and r.currency = w.currency
where w.month in (select month from window_months)
    and w.category in (select category from counted_categories)
    and w.attribution = 'own'
    and w.not_counted = ''
    and w.basis in ('billed', 'reported')
group by w.account
