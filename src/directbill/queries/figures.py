"""The figures of one ledger: of a company in a role, as of a day, as each edition computes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from directbill.core import divisions
from directbill.core.edition import Edition, Level, RevenueRule
from directbill.core.evaluation import Divided, DivisionFacts, Facts, Tenure
from directbill.core.parties import Partner, Role
from directbill.core.statement import Prepayment, Statement, StatementLine
from directbill.ledger import statement
from directbill.ledger.rates import RateBook
from directbill.ledger.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Whose ledger is asked, and for which day. Refused for want of a rate, as `ledger.statement` says."""

    store: Store
    partner: Partner
    role: Role
    as_of: date
    rates: RateBook

    def facts(self, edition: Edition) -> Facts:
        """The facts as an edition computes them: the company's figures, and those of each division it asks for."""
        rule = edition.revenue
        return Facts(
            self.partner,
            self.role,
            self.as_of,
            self._statement(rule, self.partner),
            self._tenure(rule, self.partner),
            tuple(self._divided(rule, level) for level in divisions.levels(edition)),
        )

    def prepayments(self, edition: Edition) -> tuple[Prepayment, ...]:
        """What of the edition's figure pays for several months at once."""
        return self._prepayments(edition.revenue, self.partner)

    def lines(self, edition: Edition) -> Iterator[StatementLine]:
        """Every line with its verdict under an edition, streamed."""
        return statement.lines(
            self.store,
            rule=edition.revenue,
            partner=self.partner,
            role=self.role,
            as_of=self.as_of,
            rates=self.rates,
        )

    def _divided(self, rule: RevenueRule, level: Level) -> Divided:
        found = []
        for division in divisions.divide(self.partner, level):
            alone = divisions.alone(self.partner, division)
            figures = self._statement(rule, alone), self._tenure(rule, alone)
            found.append(DivisionFacts(division.key, *figures, self._prepayments(rule, alone)))
        return Divided(level, tuple(found), divisions.unplaced(self.partner, level))

    def _statement(self, rule: RevenueRule, partner: Partner) -> Statement:
        return statement.statement(
            self.store, rule=rule, partner=partner, role=self.role, as_of=self.as_of, rates=self.rates
        )

    def _tenure(self, rule: RevenueRule, partner: Partner) -> Tenure:
        return statement.tenure(self.store, rule=rule, partner=partner, role=self.role, as_of=self.as_of)

    def _prepayments(self, rule: RevenueRule, partner: Partner) -> tuple[Prepayment, ...]:
        return statement.prepayments(
            self.store, rule=rule, partner=partner, role=self.role, as_of=self.as_of, rates=self.rates
        )
