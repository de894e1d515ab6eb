#!/usr/bin/env python3
"""Feeds the published cases to a program and compares its answers, exactly. Standard library only.

    python3 vectors/run.py                                the reference below: P2, P5 and too little for all
    python3 vectors/run.py [--only a,b] PROGRAM [ARG…]    a program, on all files or on those named
    python3 vectors/run.py --answers                      what the reference answers, one line for each case

The program reads one JSON object a line, {"file", "case", "input"}, and writes one a line, {"file", "case", "answer"}, in
any order. An answer has the fields of `expect`; for cash flows `irr_brackets`, a list of [low, high], in place of `irr` and
`irr_all`. Fractions are strings "p/q". Prints `vectors: N of M`; exits with 1 if N is not M.
"""
import heapq
import json
import math
import os
import subprocess
import sys
from fractions import Fraction as F

HERE = os.path.dirname(os.path.abspath(__file__))
REFERENCE = ["p2_balance", "p3_bankruptcy", "p5_apportion"]
FILES = ["p2_balance", "p3_bankruptcy", "p3_games", "p4_cashflow", "p5_apportion"]


# ---------------------------------------------------------------- the reference


def text(x):
    return str(x.numerator) if x.denominator == 1 else f"{x.numerator}/{x.denominator}"


def to_fen(total, exact):
    parts = [math.floor(x) for x in exact]
    order = sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def level(total, weight, reference, least, most):
    """The least L at which clamp(L·reference, least, most), weighed, comes to the total."""
    at = lambda L: [min(max(L * b, l), h) for b, l, h in zip(reference, least, most)]
    raised = lambda L: sum(k * r for k, r in zip(weight, at(L)))
    points = sorted({F(x) / b for b, l, h in zip(reference, least, most) for x in (l, h)})
    low, high = 0, len(points) - 1
    if raised(points[0]) >= total:
        return points[0], at(points[0])
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if raised(points[middle]) < total else (low, middle)
    a, b = points[low], points[high]
    L = a + (b - a) * (total - raised(a)) / (raised(b) - raised(a))
    return L, at(L)


def fair_fees(case):
    target, floor, cap = case["target_fen"], case["floor_fen"], case["cap_fen"]
    weight = [F(a * 12 * c, 1_000_000) for a, c in zip(case["area_c"], case["collection_bp"])]
    least, most = (sum(k * r for k, r in zip(weight, rates)) for rates in (floor, cap))
    if not least <= target <= most:
        short, over = max(0, math.ceil(target - most)), max(0, math.ceil(least - target))
        return {"feasible": False, "shortfall_fen": short, "excess_at_floor_fen": over}
    L, rates = level(target, weight, case["reference"], floor, cap)
    ticks = [min(h, math.ceil(r)) for r, h in zip(rates, cap)]
    return {
        "feasible": True,
        "level": text(L),
        "rates": [text(F(r)) for r in rates],
        "amounts_fen": to_fen(target, [k * r for k, r in zip(weight, rates)]),
        "tick_rates": ticks,
        "tick_revenue": text(sum(k * r for k, r in zip(weight, ticks))),
    }


def equal(total, limits):
    """Everyone the same, nobody more than the limit."""
    if total == sum(limits):
        return [F(x) for x in limits]
    left, number = F(total), len(limits)
    for limit in sorted(limits):
        if limit * number > left:
            break
        left, number = left - limit, number - 1
    return [min(F(x), left / number) for x in limits]


def too_little(case):
    estate, claims = case["estate"], case["claims"]
    whole, half = sum(claims), [F(x, 2) for x in claims]
    less = lambda parts: [c - x for c, x in zip(claims, parts)]
    rules = {
        "proportional": [F(estate * c, whole) if whole else F(0) for c in claims],
        "cea": equal(estate, claims),
        "cel": less(equal(whole - estate, claims)),
        "talmud": equal(estate, half) if 2 * estate <= whole else less(equal(whole - estate, half)),
    }
    answer = {name: [text(x) for x in parts] for name, parts in rules.items()}
    answer.update({name + "_fen": to_fen(estate, parts) for name, parts in rules.items()})
    return answer


# Two different priorities are further apart than this resolves, so their floors compare as they do.
FINE = 1 << 160


def divisor(total, weights, above, below):
    """Unit by unit to the largest priority above(w)/below(k); then to the larger weight, then to the earlier."""
    key = lambda i, k: (-(above(weights[i]) * FINE // below(k)) if below(k) else -math.inf, -weights[i], i)
    parts = [0] * len(weights)
    heap = [key(i, 0) for i, w in enumerate(weights) if w > 0]
    heapq.heapify(heap)
    for _ in range(total):
        i = heap[0][2]
        parts[i] += 1
        heapq.heapreplace(heap, key(i, parts[i]))
    return parts


RULES = {
    "jefferson": (lambda w: w, lambda k: k + 1),
    "webster": (lambda w: w, lambda k: 2 * k + 1),
    "adams": (lambda w: w, lambda k: k),
    "huntington_hill": (lambda w: w * w, lambda k: k * (k + 1)),
}


def apportion(case):
    sign, total, weights = (-1 if case["total"] < 0 else 1), abs(case["total"]), case["weights"]
    whole, run, cumulative, before = sum(weights), 0, [], 0
    for weight in weights:
        run += weight
        cumulative.append(total * run // whole - before)
        before = total * run // whole
    parts = {"largest_remainder": to_fen(total, [F(total * w, whole) for w in weights]), "cumulative": cumulative}
    # Beyond so many units one by one takes too long, and the cases do not ask.
    if total <= 5_000:
        parts.update({name: divisor(total, weights, *rule) for name, rule in RULES.items()})
    return {name: [sign * x for x in part] for name, part in parts.items()}


SOLVERS = {"p2_balance": fair_fees, "p3_bankruptcy": too_little, "p5_apportion": apportion}


# ---------------------------------------------------------------- comparing


def value(x):
    """Fractions as numbers, all else as it is."""
    if isinstance(x, list):
        return [value(y) for y in x]
    if isinstance(x, dict):
        return {k: value(y) for k, y in x.items()}
    if isinstance(x, str):
        return F(x)
    return x


def same_flow(expect, answer):
    plain = ["npv_fen_floor", "sign_changes", "min_term_years", "min_annual_extra_fen", "min_upfront_subsidy_fen"]
    right = all(answer[key] == expect[key] for key in plain)
    right &= expect["npv"] is None or F(answer["npv"]) == F(expect["npv"])
    for key, parts in (("payback", ["year", "exact"]), ("discounted_payback", ["year"])):
        if expect[key] is None or answer[key] is None:
            right &= expect[key] is answer[key]
        else:
            right &= all(value(answer[key][part]) == value(expect[key][part]) for part in parts)
    # The published roots are those between −0.99 and 10, to 30 decimals.
    brackets = [(F(low), F(high)) for low, high in answer["irr_brackets"]]
    inside = [(low, high) for low, high in brackets if F(-99, 100) < low <= high < 10]
    roots = [F(root) for root in expect["irr_all"]]
    right &= len(inside) == len(roots) and all(high - low < F(1, 10**9) for low, high in inside)
    return right and all(sum(low <= root <= high for low, high in inside) == 1 for root in roots)


def same(file, expect, answer):
    try:
        if file == "p4_cashflow":
            return same_flow(expect, answer)
        return all(key in answer and value(answer[key]) == value(expect[key]) for key in expect)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return False


def load(files):
    for file in files:
        with open(os.path.join(HERE, file + ".json"), encoding="utf-8") as opened:
            for case in json.load(opened)["cases"]:
                expect = case.pop("expect")
                yield file, case["case"], case, expect


def line(**fields):
    return json.dumps(fields, separators=(",", ":"))


def main(arguments):
    files = None
    if arguments[:1] == ["--only"]:
        files, arguments = arguments[1].split(","), arguments[2:]
    own = not arguments or arguments == ["--answers"]
    cases = list(load(files or (REFERENCE if own else FILES)))
    if own:
        answers = {(file, case): SOLVERS[file](given) for file, case, given, _ in cases}
        if arguments:
            for (file, case), answer in answers.items():
                print(line(file=file, case=case, answer=answer))
            return 0
    else:
        asked = "".join(line(file=file, case=case, input=given) + "\n" for file, case, given, _ in cases)
        told = subprocess.run(arguments, input=asked, stdout=subprocess.PIPE, encoding="utf-8", check=False)
        answers = {}
        for row in filter(None, told.stdout.splitlines()):
            read = json.loads(row)
            answers[(read["file"], read["case"])] = read["answer"]
    wrong = [(file, case) for file, case, _, expect in cases if not same(file, expect, answers.get((file, case)))]
    for file, case in wrong[:20]:
        print(f"mismatch: {file} case {case}", file=sys.stderr)
    print(f"vectors: {len(cases) - len(wrong)} of {len(cases)}")
    return 1 if wrong or not cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
