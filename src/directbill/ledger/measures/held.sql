-- What does each customer hold, billed last in which month, and paid ahead from when for how many months?
-- In: charges. Of several sources of a month the best speaks. Lines without a customer are one row, without one.
-- Out: customer, subscription, product, currency, last month, what was billed in it, the month of the last payment ahead, its
--     months and amount (0 months where there is none), and whether anything was credited since.
with shown as (
    select
        c.*,
        coalesce(cast(c.amount as decimal(38, 15)), 0) + coalesce(c.rest, 0) as value,
        min(c.authority) over (partition by c.customer, c.subscription, c.month) as best
    from charges as c
    where c.not_counted = '' and c.basis in ('billed', 'reported')
),
billed as (
    select
        customer,
        case when customer = '' then '' else subscription end as subscription,
        currency, month,
        max(prepaid_months) as prepaid_months,
        max(product) as product,
        sum(value) as value,
        sum(case when prepaid_months > 1 then value else 0 end) as ahead,
        min(value) as least,
        count(*) as lines
    from shown
    where authority = best
    group by customer, case when customer = '' then '' else subscription end, currency, month
),
paid as (
    select customer, subscription, currency, max(month) as month
    from billed
    where ahead > 0
    group by customer, subscription, currency
),
last as (
    select customer, subscription, currency, max(month) as month, sum(lines) as lines
    from billed
    group by customer, subscription, currency
)
select
    l.customer, l.subscription, b.product, l.currency, l.month, b.value, p.month as paid_from,
    coalesce(a.prepaid_months, 0) as paid_months, coalesce(a.ahead, 0) as paid,
    exists (
        select 1
        from billed as c
        where c.customer = l.customer and c.subscription = l.subscription and c.currency = l.currency
            and c.least < 0 and c.month >= coalesce(p.month, l.month)
    ) as credited,
    l.lines
from last as l
join billed as b
    on b.customer = l.customer and b.subscription = l.subscription and b.currency = l.currency and b.month = l.month
left join paid as p
    on p.customer = l.customer and p.subscription = l.subscription and p.currency = l.currency
left join billed as a
    on a.customer = p.customer and a.subscription = p.subscription and a.currency = p.currency and a.month = p.month
order by l.customer, l.subscription, l.currency
