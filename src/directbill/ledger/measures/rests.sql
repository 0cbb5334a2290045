-- Which lines carry digits beyond four places (or an amount too large for the fast column), and at which rate?
-- In: charges, window_months, month_rates, counted_categories. Out: account, rate, sum of rest: multiplied outside, exactly.
select
    c.account,
    coalesce(cast(c.unit_rate as decimal(19, 12)), r.rate) as rate,
    sum(c.rest) as rest
from charges as c
join month_rates as r on r.month = c.month and r.currency = c.currency
where c.rest is not null
    and c.month in (select month from window_months)
    and c.category in (select category from counted_categories)
    and c.attribution = 'own'
    and c.not_counted = ''
    and c.basis in ('billed', 'reported')
group by c.account, coalesce(cast(c.unit_rate as decimal(19, 12)), r.rate)
