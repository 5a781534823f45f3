"""Worker processes that can be ended: a task that runs over its time is given up, alone.

Workers are fresh interpreters, not forks, and answer by JSON lines. One that hangs or dies is
ended and replaced; only its task is lost, and the answer says why.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Queue
from threading import Lock, Thread, Timer
from types import TracebackType
from typing import Any, Literal, Self

from symq.paper.locate import Source
from symq.paper.verdict import Findings

# How much a report holds: what a table of verdicts needs, the data of `--json`, or all.
Detail = Literal["table", "data", "document"]
LOADING = 60.0
# The workers share the processors among themselves; threads inside one would only compete.
# sympy remembers so many results of each of its functions, by default a thousand.
ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "SYMPY_CACHE_SIZE": "50000"}


def command(**desk: bool | Detail) -> tuple[str, ...]:
    """How a worker is started; the arguments are those of `symq.paper.worker.Desk`."""
    return (sys.executable, "-P", "-c",
            f"from symq.paper.worker import Desk, main; main(Desk(**{desk!r}))")


@dataclass(frozen=True)
class Task:
    """Examine one claim, or with id "" load the paper and tell its header.

    `part` chooses a part of the work on a claim, for workers that know parts.
    """

    source: Source
    id: str = ""
    part: int | None = None


Told = Callable[[Task, dict[str, Any]], None]


class Worker:
    """One process and the clock that watches it."""

    def __init__(self, command: Sequence[str], time_limit: float) -> None:
        self.command = tuple(command)
        self.time_limit = time_limit
        self.process: subprocess.Popen[str] | None = None
        self.loaded: set[Source] = set()    # the papers that the process has met
        self.late = False

    def ask(self, task: Task) -> dict[str, Any]:
        """The worker's answer, or a finding that says why there is none."""
        process = self.process or self._start()
        self.process, self.late = process, False
        # the limit is one for claims; loading a paper on a busy machine may take longer
        limit = self.time_limit if task.id else max(self.time_limit, LOADING)
        clock = Timer(limit, self._give_up)
        clock.daemon = True
        clock.start()
        try:
            assert process.stdin is not None and process.stdout is not None
            request = {"source": task.source.data(), "id": task.id, "part": task.part,
                       "limit": limit}
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except (BrokenPipeError, ValueError):
            line = ""
        finally:
            clock.cancel()
            clock.join()
        if self.late:       # the process was killed, perhaps just after it answered
            self.end()
        if line.endswith("\n"):
            answer: dict[str, Any] = json.loads(line)
            self.loaded.add(task.source)
            return answer
        process.kill()
        self.end()
        code = process.returncode
        reason = f"stopped after {limit:g} s" if self.late else \
            f"the worker process died ({_died(code)})"
        return lost(task, reason)

    def _start(self) -> subprocess.Popen[str]:
        path = os.pathsep.join(p or os.getcwd() for p in sys.path)
        return subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                text=True, encoding="utf-8", start_new_session=True,
                                env={**os.environ, **ALONE, "PYTHONPATH": path})

    def _give_up(self) -> None:
        self.late = True
        if self.process is not None:
            self.process.kill()

    def end(self) -> None:
        """End the process at once."""
        process, self.process, self.loaded = self.process, None, set()
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        continue


def _died(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"


def lost(task: Task, reason: str) -> dict[str, Any]:
    """The answer for a task that its worker could not finish."""
    if not task.id:
        return {"error": {"type": "InputError",
                          "message": f"{task.source.slug} could not be loaded: {reason}"}}
    return {"findings": Findings(crash=reason).data(), "report": {}, "rests": {},
            "certificates": [], "archive": {}}


class Shares:
    """Tasks dealt to workers so that each sees whole papers, in the order of the claims.

    What the claims of a paper share, its module first of all, is computed once by every process
    that meets the paper. A worker that is done takes over half of what the busiest has left.
    """

    def __init__(self, tasks: Sequence[Task], workers: Sequence[Worker]) -> None:
        self.lock = Lock()
        self.left: list[deque[int]] = [deque() for _ in workers]
        self.busy = [False for _ in workers]
        owners: dict[Source, int] = {}
        for number, task in enumerate(tasks):
            if task.id:
                place = owners.setdefault(task.source, self._owner(task.source, workers))
            else:       # a paper is opened by as many processes as are asked to
                place = number % len(workers)
            self.left[place].append(number)

    def _owner(self, source: Source, workers: Sequence[Worker]) -> int:
        """The worker with the least to do among those that have loaded the paper, or all."""
        places = range(len(workers))
        known = [p for p in places if source in workers[p].loaded]
        return min(known or places, key=lambda p: len(self.left[p]))

    def take(self, place: int) -> int | None:
        """The number of the worker's next task, None if there is nothing left for it."""
        with self.lock:
            mine = self.left[place]
            if not mine:
                rich = max(range(len(self.left)), key=lambda p: len(self.left[p]))
                others = self.left[rich]
                # the last task of a worker that is about to begin stays with it
                count = (len(others) + self.busy[rich]) // 2
                mine.extend(reversed([others.pop() for _ in range(count)]))
            self.busy[place] = bool(mine)
            return mine.popleft() if mine else None


class Pool:
    """Several workers and a queue of tasks; leaving the context ends all processes.

    Args:
        jobs: number of processes.
        time_limit: seconds for one task.
        command: how a worker is started.
    """

    def __init__(self, jobs: int, time_limit: float, command: Sequence[str]) -> None:
        self.workers = [Worker(command, time_limit) for _ in range(jobs)]
        self.open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.open = False
        for worker in self.workers:
            worker.end()

    def run(self, tasks: Sequence[Task], told: Told | None = None) -> list[dict[str, Any]]:
        """Answers in the order of the tasks; `told` hears each as it comes, in this thread."""
        shares = Shares(tasks, self.workers)
        answers: Queue[tuple[int, dict[str, Any]]] = Queue()

        def work(place: int) -> None:
            while self.open and (number := shares.take(place)) is not None:
                answers.put((number, self.workers[place].ask(tasks[number])))

        for place in range(len(self.workers)):
            Thread(target=work, args=(place,), daemon=True).start()
        result: list[dict[str, Any]] = [{}] * len(tasks)
        for _ in tasks:
            number, answer = answers.get()
            result[number] = answer
            if told is not None:
                told(tasks[number], answer)
        return result


__all__ = ["Pool", "Task", "Worker", "command", "lost"]
