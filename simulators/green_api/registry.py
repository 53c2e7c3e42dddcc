"""The instances that exist, and who may use them."""

from simulators.green_api.instance import STATES, Instance
from simulators.green_api.media import MediaStore
from simulators.runtime import Runtime

SHORTEST_TOKEN = 10
HEX = frozenset("0123456789abcdefABCDEF")


class UnknownInstance(Exception):
    """No instance has this id."""


class WrongToken(Exception):
    """The instance exists, its token is another one."""


class Registry:
    def __init__(self, runtime: Runtime) -> None:
        self.media = MediaStore()
        self._runtime = runtime
        self._instances: dict[int, Instance] = {}

    def create(self, id_instance: int, token: str, *, wid: str | None = None) -> Instance:
        """Replaces an instance of the same id."""
        if id_instance in self._instances:
            self._instances[id_instance].close()
        own = wid or f"49{id_instance % 10**9:09d}@c.us"
        if "@" not in own:
            own = f"{own}@c.us"
        instance = Instance(id_instance, token, own, self._runtime)
        self._instances[id_instance] = instance
        return instance

    def get(self, id_instance: int) -> Instance:
        """Raises UnknownInstance."""
        found = self._instances.get(id_instance)
        if found is None:
            raise UnknownInstance(id_instance)
        return found

    def access(self, id_instance: int, token: str) -> Instance:
        """The instance for the holder of its token, created at first use when that is allowed."""
        found = self._instances.get(id_instance)
        if found is None:
            return self._create_at_first_use(id_instance, token)
        if found.token != token:
            raise WrongToken(id_instance)
        return found

    def all(self) -> list[Instance]:
        return list(self._instances.values())

    def clear(self) -> None:
        for instance in self._instances.values():
            instance.close()
        self._instances.clear()
        self.media.clear()

    def _create_at_first_use(self, id_instance: int, token: str) -> Instance:
        if not self._runtime.knobs.auto_create:
            raise UnknownInstance(id_instance)
        if len(token) < SHORTEST_TOKEN or not set(token) <= HEX:
            raise WrongToken(id_instance)
        instance = self.create(id_instance, token)
        state = self._runtime.knobs.auto_create_state
        instance.state = state if state in STATES else "authorized"
        return instance
