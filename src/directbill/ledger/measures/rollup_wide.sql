-- What did each account's lines of one month come to, by all that any edition's rule may ask?
-- In: charges of one month. Out: sums in ledger currency, never converted, so that a corrected rate costs nothing.
select
    account, month, currency, category, unit_rate, attribution, basis, not_counted,
    sum(amount) as amount,
    count(*) as lines
from charges
group by account, month, currency, category, unit_rate, attribution, basis, not_counted
order by account
