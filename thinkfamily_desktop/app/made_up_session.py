"""A session over a made-up family that writes nowhere: for the self-test, benchmarks and pictures."""

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from thinkfamily_desktop.app.demo import made_up_families
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.domain.records import Receipt, Save
from thinkfamily_desktop.session.desk import FIRST_FORM
from thinkfamily_desktop.session.session import Session


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still."""

    moment: datetime

    def now(self) -> datetime:
        """Always the same moment."""
        return self.moment


class NowhereStore:
    """Takes every save and keeps nothing: nothing made up here can reach a vault."""

    def save(self, save: Save) -> Future[Receipt]:
        """Done at once."""
        done: Future[Receipt] = Future()
        done.set_result(Receipt(0, save.at))
        return done


def made_up_session(house: House, number: int) -> Session:
    """An open assessment of one of the made-up families, on its own fixed day."""
    made_up = made_up_families(house)[number]
    return Session(
        form=house.forms[FIRST_FORM],
        family=made_up.family,
        assessment=made_up.assessment,
        worker=made_up.worker,
        store=NowhereStore(),  # type: ignore[arg-type]  # only `save` is ever asked of it
        clock=FixedClock(made_up.now),
    )
