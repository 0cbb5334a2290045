-- What does each line say by itself: whose sale is it, and what keeps it from counting under any edition?
-- In: charges (canonical), known_documents(document, state, source, void), own_ids(account), valid_ids(month, account),
--     role_months(month, direct, only_direct, played), asked(divided). `void`: the document is void, or is the note that voids one; `divided`:
--     one division is asked, and a line that names no account may be another's.
-- Out: the columns of charges, and seller, source, early and late (the reasons to the left and right of the window), detail.
with sold as (
    select
        c.*,
        coalesce(d.source, '') as source,
        coalesce(d.state, '') as state,
        coalesce(d.void, false) as void,
        r.only_direct as only_direct,
        r.played as played,
        a.divided as asked_divided,
        o.account is not null as billed_to_itself,
        r.direct and o.account is not null and c.attribution in ('blank', 'zero') as direct
    from charges as c
    cross join asked as a
    join role_months as r on r.month = c.month
    left join known_documents as d on d.document = c.document
    left join own_ids as o on o.account = c.owner
),
placed as (
    select s.*, case when s.direct then s.owner else s.account end as seller from sold as s
),
first as (
    select
        p.*,
        case
            when p.authority = 9 or p.not_counted = 'breakdown' then 'breakdown'
            when p.state = 'unbilled' or p.not_counted = 'unbilled' then 'unbilled'
            when p.state = 'test' or p.not_counted = 'test_document' then 'test_document'
            when p.void or p.not_counted = 'void_document' then 'void_document'
            when p.not_counted = 'outside_window' then 'outside_window'
            else ''
        end as early,
        case
            when (p.attribution <> 'own' and not p.direct) or p.not_counted = 'unattributed' then 'unattributed'
            when (p.seller <> '' and v.account is null) or (p.seller = '' and p.asked_divided) or p.not_counted = 'id_not_valid' then 'id_not_valid'
            when not p.played
                or (p.only_direct and p.owner <> '' and not p.billed_to_itself)
                or p.not_counted = 'other_role' then 'other_role'
            when p.not_counted in ('influenced', 'duplicate_row', 'tax', 'other_vendor') then p.not_counted
            when p.basis in ('customer_price', 'retail') then 'price_basis'
            else p.not_counted
        end as late_alone
    from placed as p
    left join valid_ids as v on v.account = p.seller and v.month = p.month
)
select
    f.*,
    case when f.early = '' then f.late_alone else '' end as late,
    case
        when f.early <> '' then ''
        when f.late_alone = 'unattributed' then f.attribution
        when f.late_alone = 'id_not_valid' then f.seller
        else ''
    end as detail
from first as f
