-- What did each account's lines of one month come to, of those one rule counts?
-- In: wide (rollup_wide) of one month, counted_categories(category). Out: sums by account, month, currency and own rate; narrow types read faster, and a cast that does not fit fails, it never rounds whole digits.
select
    account, month, currency,
    cast(unit_rate as decimal(18, 12)) as unit_rate,
    cast(sum(amount) as decimal(18, 4)) as amount,
    cast(sum(lines) as bigint) as lines
from wide
where category in (select category from counted_categories)
    and attribution = 'own'
    and not_counted = ''
    and basis in ('billed', 'reported')
group by account, month, currency, unit_rate
order by account
