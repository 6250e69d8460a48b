"""The working parts of one sandbox, made once and handed to whoever needs them."""

from dataclasses import dataclass

from zhijian_sandbox.acts.scene import Desk
from zhijian_sandbox.callbacks import Callbacks
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.faults import Faults
from zhijian_sandbox.identifiers import MessageIds
from zhijian_sandbox.jobs.runner import Jobs
from zhijian_sandbox.log import Logbook
from zhijian_sandbox.phones import Phones
from zhijian_sandbox.practice.running import Practice
from zhijian_sandbox.state.store import Store
from zhijian_sandbox.stream import Hub


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that lives as long as the sandbox does."""

    store: Store
    clock: Clock
    hub: Hub
    faults: Faults
    log: Logbook
    phones: Phones
    callbacks: Callbacks
    ids: MessageIds
    practice: Practice
    jobs: Jobs

    @property
    def desk(self) -> Desk:
        return Desk(self.store, self.clock, self.phones, self.ids)
