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
from typing import Any, Self

from symq.paper.locate import Source
from symq.paper.verdict import Findings

LOADING = 60.0
# The workers share the processors among themselves; threads inside one would only compete.
ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def command(**desk: bool) -> tuple[str, ...]:
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
        process, self.process = self.process, None
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
        waiting = deque(enumerate(tasks))
        lock: Lock = Lock()
        answers: Queue[tuple[int, dict[str, Any]]] = Queue()

        def work(worker: Worker) -> None:
            while self.open:
                with lock:
                    if not waiting:
                        return
                    number, task = waiting.popleft()
                answers.put((number, worker.ask(task)))

        for worker in self.workers[:len(tasks)]:
            Thread(target=work, args=(worker,), daemon=True).start()
        result: list[dict[str, Any]] = [{}] * len(tasks)
        for _ in tasks:
            number, answer = answers.get()
            result[number] = answer
            if told is not None:
                told(tasks[number], answer)
        return result


__all__ = ["Pool", "Task", "Worker", "command", "lost"]
