-- What do the lines come to, by all that any edition's rule, any rate and any comparison may ask?
-- In: judged. Out: exact sums in ledger currency; never converted, never added across currencies.
select
    month, document, seller, stream, authority, source, basis, category, currency,
    unit_rate, own_usd is not null as stated, early, late, detail, prepaid_months,
    count(*) as lines,
    sum(amount) as amount,
    sum(rest) as rest,
    sum(own_usd) as own_usd,
    max(rate_date) as rate_date
from judged
group by
    month, document, seller, stream, authority, source, basis, category, currency,
    unit_rate, own_usd is not null, early, late, detail, prepaid_months
