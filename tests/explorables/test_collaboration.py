"""Same keystrokes, three merges: every order of short logs, an independent RGA, TP1, and known failures."""

from __future__ import annotations

import heapq
import itertools
from typing import Any

import numpy as np
import pytest

from .harness import Compute

VALUES: dict[str, Any] = {
    "method": "crdt", "order": "server", "log": "drawn", "writers": 3, "keys": 10, "spread": 6,
    "delay": 300, "loss": 10, "offline": 3, "hunt": 100, "shown": 1, "seed": 1,
}  # fmt: skip

# All orders of edits and deliveries. A message is [edit, to]; an edit is its number. With `lines`
# true, messages go up to a server and down again, and each line keeps its order.
SCHEDULES = """
function* schedules(edits, writers, lines) {
  const go = function* (done, next, flying) {
    if (next.every((k) => k === null) && flying.length === 0) return void (yield done);
    for (let w = 0; w < writers; w++) {
      if (next[w] === null) continue;
      const k = next[w];
      const rest = edits.findIndex((e, i) => i > k && e[0] === w);
      const after = next.with(w, rest < 0 ? null : rest);
      const others = lines ? [[k, -1]] : [...Array(writers).keys()].filter((v) => v !== w).map((v) => [k, v]);
      yield* go([...done, k], after, [...flying, ...others]);
    }
    for (let i = 0; i < flying.length; i++) {
      const [k, to] = flying[i];
      const line = ([j, t]) => (t < 0 ? `up ${edits[j][0]}` : `down ${t}`);
      if (lines && flying.slice(0, i).some((f) => line(f) === line(flying[i]))) continue;
      const rest = flying.toSpliced(i, 1);
      if (to < 0) for (let v = 0; v < writers; v++) if (v !== edits[k][0]) rest.push([k, v]);
      yield* go([...done, [k, to]], next, rest);
    }
  };
  yield* go([], Array.from({ length: writers }, (_, w) => edits.findIndex((e) => e[0] === w)), []);
}
const play = (make, edits, writers, schedule, serve) => {
  const copies = Array.from({ length: writers }, (_, w) => make(3, w, writers));
  const messages = [];
  const sent = {};
  for (const step of schedule) {
    if (typeof step === 'number') {
      const [w, at, letter] = edits[step];
      const length = copies[w].text.length;
      messages[step] = copies[w].edit(Math.min(at, letter === null ? length - 1 : length), letter, step);
    } else if (step[1] < 0) serve(messages[step[0]], edits[step[0]][0]).forEach((m, v) => (sent[`${step[0]} ${v}`] = m));
    else copies[step[1]].receive(serve ? sent[`${step[0]} ${step[1]}`] : messages[step[0]]);
  }
  return [messages, copies.map((copy) => copy.text)];
};
"""

# [writer, place, letter or None to delete], into a text of the letters 0, 1, 2.
SCRIPTS: list[tuple[int, list[list[int | None]]]] = [
    (2, [[0, 1, 10], [0, 2, 11], [1, 1, 12], [1, 2, 13]]),
    (2, [[0, 1, 10], [0, 1, None], [1, 0, None], [1, 1, 13]]),
    (2, [[0, 3, 10], [0, 3, 11], [1, 2, None], [1, 2, 13]]),
    (2, [[0, 0, None], [0, 0, None], [1, 1, 12], [1, 0, None]]),
    (3, [[0, 2, 10], [1, 1, None], [2, 1, 12]]),
    (3, [[0, 1, 10], [1, 1, 11], [2, 1, 12]]),
    (3, [[0, 1, None], [1, 1, None], [2, 2, 12]]),
]


def tree(messages: list[dict[str, Any]], count: int = 3) -> list[int]:
    """The RGA by its definition as a tree: children of one letter, the latest first, depth first."""
    children: dict[int, list[tuple[int, int]]] = {}
    for j in range(count):
        children.setdefault(4 * j + 3 if j else 0, []).append((4 * j + 7, j))
    gone = {message["gone"] for message in messages if "gone" in message}
    for message in messages:
        if "id" in message:
            children.setdefault(message["after"], []).append((message["id"], message["letter"]))

    def walk(parent: int) -> list[int]:
        found = []
        for name, letter in sorted(children.get(parent, []), reverse=True):
            found += ([] if name in gone else [letter]) + walk(name)
        return found

    return walk(0)


@pytest.mark.parametrize(("writers", "edits"), SCRIPTS)
def test_crdt_converges_in_every_order_and_equals_the_tree(
    compute: Compute, writers: int, edits: Any
) -> None:
    body = """
    const out = {};
    let count = 0;
    for (const schedule of schedules(given.edits, given.writers, false)) {
      count++;
      const [messages, texts] = play(merges.sequence, given.edits, given.writers, schedule);
      out[JSON.stringify([messages, texts])] = 1;
    }
    return plain([count, Object.keys(out).map((key) => JSON.parse(key))]);
    """
    given = {"edits": edits, "writers": writers}
    count, outcomes = compute(SCHEDULES + body, "collaboration/merges", given=given)
    # The hook formula for forests: 9! / 3^3 and 8! / (4 · 2)^2 orders.
    assert count == (13_440 if writers == 3 else 630)
    for messages, texts in outcomes:
        assert texts == [tree(messages)] * writers
        typed = {letter for _, _, letter in edits if letter is not None}
        assert typed <= set(texts[0]) or any("gone" in message for message in messages)


@pytest.mark.parametrize(("writers", "edits"), SCRIPTS)
def test_transformation_over_a_server_converges_in_every_order(
    compute: Compute, writers: int, edits: Any
) -> None:
    body = """
    let [count, bad] = [0, 0];
    for (const schedule of schedules(given.edits, given.writers, true)) {
      count++;
      const serve = merges.server(given.writers);
      const [, texts] = play(merges.client, given.edits, given.writers, schedule, serve);
      if (texts.some((text) => String(text) !== String(texts[0]))) bad++;
    }
    return plain([count, bad]);
    """
    given = {"edits": edits, "writers": writers}
    count, bad = compute(SCHEDULES + body, "collaboration/merges", given=given)
    assert count > 300
    assert bad == 0


def applied(text: list[int], operation: dict[str, Any]) -> list[int]:
    at = operation["at"]
    if operation["letter"] is not None:
        return [*text[:at], operation["letter"], *text[at:]]
    return text if at < 0 else text[:at] + text[at + 1 :]


def operations(length: int, writer: int) -> list[dict[str, Any]]:
    inserts = [{"at": at, "letter": 10 + writer, "writer": writer} for at in range(length + 1)]
    removes = [{"at": at, "letter": None, "writer": writer} for at in range(length)]
    return inserts + removes


TRANSFORM = "return plain(given.map(([a, b]) => merges.transform(a, b)))"


def test_tp1_exhaustively(compute: Compute) -> None:
    cases = [
        (list(range(length)), a, b)
        for length in range(5)
        for w, v in [(0, 1), (1, 0), (2, 1)]
        for a, b in itertools.product(operations(length, w), operations(length, v))
    ]
    pairs = [[a, b] for _, a, b in cases] + [[b, a] for _, a, b in cases]
    found = compute(TRANSFORM, "collaboration/merges", given=pairs)
    assert len(cases) == 3 * sum((2 * length + 1) ** 2 for length in range(5))
    for (text, a, b), a_after_b, b_after_a in zip(
        cases, found[: len(cases)], found[len(cases) :], strict=True
    ):
        one = applied(applied(text, a), b_after_a)
        assert one == applied(applied(text, b), a_after_b)
        # Nothing is lost but what one of them deleted.
        gone = {text[o["at"]] for o in (a, b) if o["letter"] is None}
        added = {o["letter"] for o in (a, b)} - {None}
        assert sorted(one) == sorted((set(text) - gone) | added)


def test_known_tp2_failure(compute: Compute) -> None:
    """x after the deleted letter, y before it: the order of transformation decides."""
    x = {"at": 2, "letter": 10, "writer": 0}
    delete = {"at": 1, "letter": None, "writer": 1}
    y = {"at": 1, "letter": 12, "writer": 2}

    def t(*pairs: Any) -> Any:
        return compute(TRANSFORM, "collaboration/merges", given=[list(pair) for pair in pairs])

    y_d, x_d, y_x, d_x = t([y, delete], [x, delete], [y, x], [delete, x])
    first, second = t([y_d, x_d], [y_x, d_x])
    assert (first["at"], second["at"]) == (2, 1)
    text = applied(applied([0, 1, 2], delete), x_d)
    assert applied(text, first) == [0, 10, 12, 2]
    assert applied(text, second) == [0, 12, 10, 2]


RUN = """
const steps = model.run(given);
let step = steps.next();
while (!step.done) step = steps.next();
return plain(step.value);
"""


def run(compute: Compute, **changes: Any) -> Any:
    return compute(RUN, "collaboration/model", given=VALUES | changes)


def test_puzzle_diverges_without_a_server_only(compute: Compute) -> None:
    quiet = {"log": "puzzle", "delay": 500, "loss": 0, "offline": 0, "hunt": 200}
    found = run(compute, order="peers", **quiet)
    words = {one["method"]: one["words"] for one in found["shown"]}
    assert words["peers"] == ["ayxc", "axyc", "ayxc"]
    assert words["crdt"] == ["ayxc"] * 3
    lww, peers, crdt = found["hunt"]
    assert peers["diverged"] > 190 and lww["diverged"] == crdt["diverged"] == 0
    server = run(compute, **quiet)["hunt"][1]
    assert server["method"] == "ot" and server["diverged"] == server["losing"] == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cat_becomes_chats_and_the_register_loses_a_letter(compute: Compute, seed: int) -> None:
    found = run(compute, log="cat", delay=500, loss=0, offline=0, seed=seed)
    lww, ot, crdt = found["shown"]
    assert lww["words"] == ["cats", "cats"] and lww["lost"] == [3]
    assert ot["words"] == crdt["words"] == ["chats", "chats"]
    assert found["hunt"][0]["losing"] >= 98 and found["hunt"][0]["range"][1] == 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_peers_need_no_server_and_no_delay_needs_no_merge(compute: Compute, seed: int) -> None:
    peers = run(compute, writers=2, order="peers", seed=seed, spread=3)["hunt"][1]
    assert peers["method"] == "peers" and peers["failed"] == 0
    still = run(compute, delay=0, loss=0, offline=0, seed=seed)
    assert [one["failed"] for one in still["hunt"]] == [0, 0, 0]
    assert len({word for one in still["shown"] for word in one["words"]}) == 1


class Register:
    """Last writer wins."""

    def __init__(self, count: int, writer: int) -> None:
        self.text, self.stamp, self.writer = list(range(count)), (-1, -1), writer

    def edit(self, text: list[int], _: int, __: int | None, time: int) -> Any:
        self.text, self.stamp = text, (time, self.writer)
        return text, self.stamp

    def receive(self, message: Any) -> None:
        if message[1] > self.stamp:
            self.text, self.stamp = message


class Tree:
    """The RGA that keeps all messages and reads the text off the tree."""

    def __init__(self, count: int, writer: int) -> None:
        self.count, self.writer, self.clock = count, writer, count
        self.messages: list[dict[str, Any]] = []
        self.names = {j: 4 * j + 7 for j in range(count)}

    @property
    def text(self) -> list[int]:
        return tree(self.messages, self.count)

    def edit(self, _: list[int], at: int, letter: int | None, __: int) -> dict[str, Any]:
        old = self.text
        if letter is None:
            message = {"gone": self.names[old[at]]}
        else:
            after = self.names[old[at - 1]] if at else 0
            message = {"id": 4 * (self.clock + 1) + self.writer, "letter": letter, "after": after}
        self.receive(message)
        return message

    def receive(self, message: dict[str, Any]) -> None:
        self.messages.append(message)
        # Letters that hang on an unknown one do not count yet.
        known = set(self.names.values()) | {0}
        while True:
            ready = [
                m
                for m in self.messages
                if "id" in m and m["after"] in known and m["id"] not in known
            ]
            if not ready:
                break
            for m in ready:
                self.names[m["letter"]] = m["id"]
                known.add(m["id"])
                self.clock = max(self.clock, m["id"] // 4)


def replay(kind: Any, log: dict[str, Any], net: dict[str, Any]) -> tuple[list[list[int]], set[int]]:
    """The simulation written anew: keystrokes, cursors, offline times and messages."""
    size = len(log["start"])
    copies = [kind(size, w) for w in range(log["writers"])]
    left: list[list[int]] = [[] for _ in copies]  # the letters left of each cursor
    deleted: set[int] = set()
    events: list[Any] = [(key["time"], k, None, None) for k, key in enumerate(log["keys"])]
    heapq.heapify(events)
    tie = itertools.count(len(events))

    def online(w: int, time: int) -> int:
        begin, end = net["windows"][w]
        return end if begin <= time < end else time

    while events:
        time, number, to, message = heapq.heappop(events)
        if to is not None:
            copies[to].receive(message)
            text = copies[to].text
            while left[to] and left[to][-1] not in text:
                left[to].pop()
            left[to] = text[: text.index(left[to][-1]) + 1] if left[to] else []
            continue
        key = log["keys"][number]
        w = key["writer"]
        text = copies[w].text
        if key["click"] is not None:
            there = [j for j in range(key["click"]) if j in text]
            left[w] = text[: text.index(there[-1]) + 1] if there else []
        at = len(left[w])
        if key["letter"]:
            letter = size + number
            sent = copies[w].edit([*text[:at], letter, *text[at:]], at, letter, time)
            left[w] = [*left[w], letter]
        elif at:
            deleted.add(left[w][-1])
            sent = copies[w].edit(text[: at - 1] + text[at:], at - 1, None, time)
            left[w] = left[w][:-1]
        else:
            continue
        for v in range(log["writers"]):
            if v != w:
                travel = net["messages"][number]["straight"][v]
                arrives = online(v, online(w, time) + travel)
                heapq.heappush(events, (arrives, next(tie), v, sent))
    return [copy.text for copy in copies], deleted


REPLAY = """
const log = model.keystrokes(given);
const nets = given.numbers.map((number) => model.network(given, log, number));
return plain([log, nets, nets.map((net) => given.methods.map((method) => model.simulate(method, log, net)))]);
"""


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("changes", [{}, {"spread": 1, "offline": 8, "loss": 40, "keys": 14}])
def test_whole_simulation_against_python(
    compute: Compute, seed: int, changes: dict[str, Any]
) -> None:
    more = {"numbers": [1, 2, 3, 4, 5], "methods": ["lww", "crdt", "ot", "peers"], "seed": seed}
    log, nets, outcomes = compute(REPLAY, "collaboration/model", given=VALUES | changes | more)
    letters = [*log["start"], *(key["letter"] for key in log["keys"])]
    for net, (lww, crdt, ot, peers) in zip(nets, outcomes, strict=True):
        for found, kind in ((lww, Register), (crdt, Tree)):
            texts, deleted = replay(kind, log, net)
            assert found["texts"] == texts
            assert found["words"] == ["".join(letters[j] for j in text) for text in texts]
            typed = {len(log["start"]) + k for k, key in enumerate(log["keys"]) if key["letter"]}
            kept = set.intersection(*map(set, texts))
            assert set(found["lost"]) == typed - deleted - kept
            assert set(found["returned"]) == deleted & {j for text in texts for j in text}
        assert not crdt["diverged"] and not crdt["lost"] and not crdt["returned"]
        assert not ot["diverged"] and not ot["lost"] and not ot["returned"]
        assert len(lww["lost"]) > 0 and not lww["diverged"]
        assert crdt["sent"] == lww["sent"] and peers["sent"] > 0


def test_log_and_network(compute: Compute) -> None:
    given = VALUES | {"keys": 16, "delay": 400, "loss": 20, "offline": 5}
    given |= {"numbers": list(range(1, 101)), "methods": []}
    log, nets, _ = compute(REPLAY, "collaboration/model", given=given)
    times = [key["time"] for key in log["keys"]]
    assert times == sorted(set(times)) and len(times) == 3 * 16
    clicks = [key["click"] for key in log["keys"] if key["click"] is not None]
    assert max(clicks) - min(clicks) < VALUES["spread"]
    straight = np.array([[m["straight"] for m in net["messages"]] for net in nets]).ravel()
    up = np.array([[m["up"] for m in net["messages"]] for net in nets]).ravel()
    # Exponential delays, and one second for each loss: 0.2 / 0.8 losses on average.
    assert abs(straight.mean() - (400 + 250)) < 25
    assert abs(up.mean() - (200 + 250)) < 30
    assert all(end - begin == 5000 for net in nets for begin, end in net["windows"])
    assert len({str(net) for net in nets}) == 100
