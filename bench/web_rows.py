"""A large installation, made by SQL: partners, applications in every state, and the two people who look at lists."""

import psycopg

APPLICATIONS = 100_000
A_PARTNER = 5
"""Applications of one partner; the first partner, whose pages are measured, has a page's worth."""
MANY = 200

PARTNERS = """
INSERT INTO records_partner (id, reference, name, language, registered_at)
SELECT gen_random_uuid(), 'P-BENCH-' || n, 'Bench company ' || n || ' (generated)', 'en', now() - interval '3 years'
FROM generate_series(1, %(partners)s) n
"""
ROWS = """
INSERT INTO records_application (id, reference, partner_id, program, edition, edition_digest, form_digest, state,
  revision, begun_at, begun_by_id, touched_at, first_submitted_at, submitted_at, closed_at, reason, kept_edition)
SELECT gen_random_uuid(), 'APP-BENCH-' || n, p.id, %(program)s, %(edition)s, %(digest)s, %(form)s, s.state, 1,
  s.at, %(person)s, s.at,
  CASE WHEN s.state = 'submitted' THEN s.at END, CASE WHEN s.state = 'submitted' THEN s.at END,
  CASE WHEN s.state IN ('withdrawn', 'lapsed') THEN s.at END, '', ''
FROM generate_series(1, %(applications)s) n
CROSS JOIN LATERAL (SELECT
  CASE WHEN n <= %(many)s THEN 'submitted' WHEN n %% 10 < 4 THEN 'draft' WHEN n %% 10 < 8 THEN 'submitted'
       WHEN n %% 10 = 8 THEN 'withdrawn' ELSE 'lapsed' END AS state,
  now() - n * interval '10 minutes' AS at) s
JOIN records_partner p ON p.reference =
  'P-BENCH-' || CASE WHEN n <= %(many)s THEN 1 ELSE 1 + (n / %(a_partner)s) %% %(partners)s END
"""
REPRESENTATIVE = """
INSERT INTO records_representative (id, partner_id, person_id, role, since)
SELECT gen_random_uuid(), id, %(person)s, 'global_administrator', now() FROM records_partner
WHERE reference = 'P-BENCH-1'
"""


def fill(url: str, *, person: object, edition: dict[str, str], applications: int = APPLICATIONS) -> None:
    """All rows in one transaction, and the statistics the planner goes by. `url` is the owner's."""
    values = {
        "partners": max(2, applications // A_PARTNER),
        "applications": applications,
        "a_partner": A_PARTNER,
        "many": min(MANY, applications),
        "person": person,
        **edition,
    }
    with psycopg.connect(url) as connection:
        connection.execute("SELECT set_config('directbill.scope', 'all', true)")
        for statement in (PARTNERS, ROWS, REPRESENTATIVE):
            connection.execute(statement, values)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
