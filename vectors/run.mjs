#!/usr/bin/env node
// Feeds the published cases to a program and compares its answers, exactly. Standard library only.
//
//     node vectors/run.mjs                                the reference below: P2, P5 and too little for all
//     node vectors/run.mjs [--only a,b] PROGRAM [ARG…]    a program, on all files or on those named
//     node vectors/run.mjs --answers                      what the reference answers, one line for each case
//
// The program reads one JSON object a line, {"file", "case", "input"}, and writes one a line, {"file", "case", "answer"},
// in any order. An answer has the fields of `expect`; for cash flows `irr_brackets`, a list of [low, high], in place of `irr`
// and `irr_all`. Fractions are strings "p/q". Prints `vectors: N of M`; exits with 1 if N is not M.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const REFERENCE = ["p2_balance", "p3_bankruptcy", "p5_apportion"];
const FILES = ["p2_balance", "p3_bankruptcy", "p3_games", "p4_cashflow", "p5_apportion"];

// ---------------------------------------------------------------- fractions

const abs = (n) => (n < 0n ? -n : n);
const gcd = (a, b) => {
  for (a = abs(a), b = abs(b); b; ) [a, b] = [b, a % b];
  return a;
};
const F = (p, q = 1n) => {
  if (q === 0n) throw new RangeError("a denominator of zero");
  const d = gcd(p, q) * (q < 0n ? -1n : 1n) || 1n;
  return { p: p / d, q: q / d };
};
const add = (a, b) => F(a.p * b.q + b.p * a.q, a.q * b.q);
const sub = (a, b) => F(a.p * b.q - b.p * a.q, a.q * b.q);
const mul = (a, b) => F(a.p * b.p, a.q * b.q);
const div = (a, b) => F(a.p * b.q, a.q * b.p);
const cmp = (a, b) => {
  const d = a.p * b.q - b.p * a.q;
  return d < 0n ? -1 : d > 0n ? 1 : 0;
};
const floor = (a) => (a.p < 0n && a.p % a.q !== 0n ? a.p / a.q - 1n : a.p / a.q);
const ceil = (a) => -floor(F(-a.p, a.q));
const least = (a, b) => (cmp(a, b) < 0 ? a : b);
const most = (a, b) => (cmp(a, b) > 0 ? a : b);
const total = (all) => all.reduce(add, F(0n));
const text = (a) => (a.q === 1n ? `${a.p}` : `${a.p}/${a.q}`);
const big = (x) => BigInt(x);
const bigs = (all) => all.map(big);

/** A fraction "p/q", a decimal or a whole number. */
const read = (x) => {
  const [p, q = "1"] = `${x}`.split("/");
  const [whole, part = ""] = p.split(".");
  return F(BigInt(whole + part), BigInt(q) * 10n ** BigInt(part.length));
};

// ---------------------------------------------------------------- the reference

const toFen = (sum, exact) => {
  const parts = exact.map(floor);
  const rest = exact.map((x, i) => sub(x, F(parts[i])));
  const order = exact.map((_, i) => i).sort((a, b) => cmp(rest[b], rest[a]) || a - b);
  const left = sum - parts.reduce((a, b) => a + b, 0n);
  for (const i of order.slice(0, Number(left))) parts[i] += 1n;
  return parts;
};

const fairFees = (given) => {
  const target = F(big(given.target_fen));
  const [floors, caps, reference] = [given.floor_fen, given.cap_fen, given.reference].map((all) => bigs(all).map((x) => F(x)));
  const weight = given.area_c.map((a, i) => F(big(a) * 12n * big(given.collection_bp[i]), 1_000_000n));
  const raised = (rates) => total(rates.map((rate, i) => mul(weight[i], rate)));
  const [low, high] = [raised(floors), raised(caps)];
  if (cmp(target, low) < 0 || cmp(target, high) > 0) {
    const over = (a, b) => `${ceil(most(sub(a, b), F(0n)))}`;
    return { feasible: false, shortfall_fen: over(target, high), excess_at_floor_fen: over(low, target) };
  }
  const at = (L) => reference.map((r, i) => least(most(mul(L, r), floors[i]), caps[i]));
  const points = reference.flatMap((r, i) => [div(floors[i], r), div(caps[i], r)]).sort(cmp);
  let L = points[0];
  if (cmp(raised(at(L)), target) < 0) {
    let [a, b] = [0, points.length - 1];
    while (b - a > 1) {
      const middle = (a + b) >> 1;
      if (cmp(raised(at(points[middle])), target) < 0) a = middle;
      else b = middle;
    }
    const [from, to] = [raised(at(points[a])), raised(at(points[b]))];
    L = add(points[a], mul(sub(points[b], points[a]), div(sub(target, from), sub(to, from))));
  }
  const rates = at(L);
  const ticks = rates.map((rate, i) => least(F(ceil(rate)), caps[i]));
  return {
    feasible: true,
    level: text(L),
    rates: rates.map(text),
    amounts_fen: toFen(target.p, rates.map((rate, i) => mul(weight[i], rate))).map(String),
    tick_rates: ticks.map(text),
    tick_revenue: text(raised(ticks)),
  };
};

const equal = (sum, limits) => {
  if (cmp(sum, total(limits)) === 0) return limits;
  let [left, number] = [sum, BigInt(limits.length)];
  for (const limit of [...limits].sort(cmp)) {
    if (cmp(mul(limit, F(number)), left) > 0) break;
    left = sub(left, limit);
    number -= 1n;
  }
  return limits.map((limit) => least(limit, div(left, F(number))));
};

const tooLittle = (given) => {
  const estate = F(big(given.estate));
  const claims = bigs(given.claims).map((x) => F(x));
  const whole = total(claims);
  const short = sub(whole, estate);
  const half = claims.map((x) => div(x, F(2n)));
  const less = (parts) => claims.map((claim, i) => sub(claim, parts[i]));
  const few = cmp(add(estate, estate), whole) <= 0;
  const rules = {
    proportional: claims.map((claim) => (whole.p ? div(mul(estate, claim), whole) : F(0n))),
    cea: equal(estate, claims),
    cel: less(equal(short, claims)),
    talmud: few ? equal(estate, half) : less(equal(short, half)),
  };
  const answer = {};
  for (const [name, parts] of Object.entries(rules)) {
    answer[name] = parts.map(text);
    answer[`${name}_fen`] = toFen(estate.p, parts).map(String);
  }
  return answer;
};

const RULES = {
  jefferson: [(w) => w, (k) => k + 1n],
  webster: [(w) => w, (k) => 2n * k + 1n],
  adams: [(w) => w, (k) => k],
  huntington_hill: [(w) => w * w, (k) => k * (k + 1n)],
};

/** Unit by unit to the largest priority above(w)/below(k), a divisor of zero first; then to the larger weight, then the earlier. */
const divisor = (sum, weights, above, below) => {
  const parts = weights.map(() => 0n);
  const some = weights.map((_, i) => i).filter((i) => weights[i] > 0n);
  const [tops, downs] = [weights.map(above), weights.map(() => below(0n))];
  for (let left = sum; left > 0n; left -= 1n) {
    let best = some[0];
    for (const i of some.slice(1)) {
      const one = tops[i] * downs[best];
      const other = tops[best] * downs[i];
      if (one > other || (one === other && weights[i] > weights[best] && (downs[i] === 0n) === (downs[best] === 0n))) best = i;
    }
    parts[best] += 1n;
    downs[best] = below(parts[best]);
  }
  return parts;
};

const apportion = (given) => {
  const sum = big(given.total);
  const [sign, units, weights] = [sum < 0n ? -1n : 1n, abs(sum), bigs(given.weights)];
  const whole = weights.reduce((a, b) => a + b, 0n);
  let [run, before] = [0n, 0n];
  const cumulative = weights.map((weight) => {
    run += weight;
    const now = (units * run) / whole;
    const part = now - before;
    before = now;
    return part;
  });
  const parts = { largest_remainder: toFen(units, weights.map((w) => F(units * w, whole))), cumulative };
  // Beyond so many units one by one takes too long, and the cases do not ask.
  if (units <= 5_000n) for (const [name, rule] of Object.entries(RULES)) parts[name] = divisor(units, weights, ...rule);
  return Object.fromEntries(Object.entries(parts).map(([name, all]) => [name, all.map((x) => `${sign * x}`)]));
};

const SOLVERS = { p2_balance: fairFees, p3_bankruptcy: tooLittle, p5_apportion: apportion };

// ---------------------------------------------------------------- comparing

/** Whether two values are the same; a number and text that says it are. */
const same = (a, b) => {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i]));
  if (a === null || typeof a === "boolean") return a === b;
  if (typeof a === "object") return b !== null && typeof b === "object" && Object.keys(a).every((key) => same(a[key], b[key]));
  if (b === null || b === undefined || typeof b === "boolean" || typeof b === "object") return false;
  return cmp(read(a), read(b)) === 0;
};

const sameFlow = (expect, answer) => {
  const plain = ["npv_fen_floor", "sign_changes", "min_term_years", "min_annual_extra_fen", "min_upfront_subsidy_fen"];
  const parts = { payback: ["year", "exact"], discounted_payback: ["year"] };
  const alike = (key) =>
    expect[key] === null || answer[key] === null
      ? expect[key] === answer[key]
      : parts[key].every((part) => same(expect[key][part], answer[key][part]));
  if (!plain.every((key) => same(expect[key], answer[key])) || !Object.keys(parts).every(alike)) return false;
  if (expect.npv !== null && !same(expect.npv, answer.npv)) return false;
  // The published roots are those between −0.99 and 10, to 30 decimals.
  const brackets = answer.irr_brackets.map((ends) => ends.map(read));
  const inside = brackets.filter(([low, high]) => cmp(low, F(-99n, 100n)) > 0 && cmp(low, high) <= 0 && cmp(high, F(10n)) < 0);
  const narrow = ([low, high]) => cmp(sub(high, low), F(1n, 10n ** 9n)) < 0;
  const held = (root) => inside.filter(([low, high]) => cmp(low, root) <= 0 && cmp(root, high) <= 0).length === 1;
  return inside.length === expect.irr_all.length && inside.every(narrow) && expect.irr_all.map(read).every(held);
};

const right = (file, expect, answer) => {
  try {
    return file === "p4_cashflow" ? sameFlow(expect, answer) : same(expect, answer);
  } catch {
    return false;
  }
};

/** Whole numbers of more digits than a double holds are read as text. */
const parse = (json) => JSON.parse(json.replace(/([:,[])(-?\d{16,})(?=[,\]}])/g, '$1"$2"'));

const load = (files) =>
  files.flatMap((file) => {
    const all = parse(readFileSync(new URL(`${file}.json`, import.meta.url), "utf8")).cases;
    return all.map(({ expect, ...given }) => ({ file, number: given.case, given, expect }));
  });

const main = (args) => {
  let files = null;
  if (args[0] === "--only") [files, args] = [args[1].split(","), args.slice(2)];
  const own = args.length === 0 || (args.length === 1 && args[0] === "--answers");
  const cases = load(files ?? (own ? REFERENCE : FILES));
  const name = (file, number) => `${file} case ${number}`;
  const answers = new Map();
  if (own) {
    for (const { file, number, given } of cases) answers.set(name(file, number), SOLVERS[file](given));
    if (args.length) {
      for (const { file, number } of cases) {
        console.log(JSON.stringify({ file, case: number, answer: answers.get(name(file, number)) }));
      }
      return 0;
    }
  } else {
    const input = cases.map(({ file, number, given }) => JSON.stringify({ file, case: number, input: given }) + "\n").join("");
    const told = spawnSync(args[0], args.slice(1), { input, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "inherit"] });
    for (const row of (told.stdout ?? "").split("\n").filter(Boolean)) {
      const line = parse(row);
      answers.set(name(line.file, line.case), line.answer);
    }
  }
  const wrong = cases.filter(({ file, number, expect }) => !right(file, expect, answers.get(name(file, number))));
  for (const { file, number } of wrong.slice(0, 20)) console.error(`mismatch: ${name(file, number)}`);
  console.log(`vectors: ${cases.length - wrong.length} of ${cases.length}`);
  return wrong.length || !cases.length ? 1 : 0;
};

process.exitCode = main(process.argv.slice(2));
