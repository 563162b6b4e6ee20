import { join } from 'node:path';
import type { ColumnBatch, ColumnDeclaration, Scenario } from '../../sim/index.ts';
import { actorTable } from '../../sim/metrics/actor-columns.ts';
import { attackTable } from '../../sim/metrics/attack-columns.ts';
import { ensureFolder, writeWholeFile } from '../../src/io/run-folder.ts';
import type { RecordedFile } from '../../src/record/manifest.ts';
import { TableWriter } from '../../src/record/table-writer.ts';

const ROWS_PER_BATCH = 16_384;
const ROLES = ['inferers', 'forecasters', 'reputers'] as const;

const float = (name: string, unit: string): ColumnDeclaration => ({ name, type: 'float64', unit, doc: `${name}.` });
const count = (name: string, unit: string): ColumnDeclaration => ({ name, type: 'int32', unit, doc: `${name}.` });
const word = (name: string): ColumnDeclaration => ({ name, type: 'dictionary', unit: '', doc: `${name}.` });

/** Columns like those of the epochs table. */
export const syntheticEpochColumns: readonly ColumnDeclaration[] = [
  word('topic'),
  count('epoch', 'epochs'),
  count('block', 'blocks'),
  word('status'),
  count('regime', 'index'),
  float('feedback', 'epochs'),
  ...['truth', 'combined_inference', 'naive_inference', 'equal_weight_inference'].map((name) =>
    float(name, 'target units'),
  ),
  float('mean_distance', 'target units'),
  ...['combined_loss', 'naive_loss', 'equal_weight_loss', 'best_single_loss', 'median_single_loss'].map((name) =>
    float(name, 'log10 loss'),
  ),
  ...['2_28', '15_87', '50', '84_13', '97_72'].map((name) => float(`percentile_${name}`, 'target units')),
  float('forecaster_task_score', 'log10 loss'),
  ...ROLES.flatMap((role) => [float(`${role}_entropy`, 'nats'), float(`${role}_reward_fraction`, 'share')]),
  float('chi', 'share'),
  float('tau', '1'),
  float('regret_scale', 'log10 loss'),
  float('reputer_score_mean', 'score'),
  float('reputer_score_deviation', 'score'),
  float('reward', 'ALLO'),
  ...ROLES.flatMap((role) => [
    float(`reward_${role}`, 'ALLO'),
    count(`registered_${role}`, role),
    count(`active_${role}`, role),
    count(`replaced_${role}`, role),
    count(`submitted_${role}`, 'payloads'),
    float(`added_ema_score_${role}`, 'score'),
    float(`removed_ema_score_${role}`, 'score'),
  ]),
];

/** What is made up. */
export interface SyntheticOptions {
  readonly name?: string;
  readonly epochs?: number;
  readonly topics?: number;
  readonly inferers?: number;
  readonly forecasters?: number;
  readonly reputers?: number;
  /** Attackers' inferers; 0: no attack and no attacks table. */
  readonly attackers?: number;
  /** Nonces per recorded row of the actors table; 0: no such table. */
  readonly actorsEvery?: number;
  readonly epochsEvery?: number;
  /** Columns of the epochs table that are not recorded. */
  readonly leaveOut?: readonly string[];
  readonly yaml?: string;
  /** Loss method of the first topics, in order; the manifest names no loss of the others. */
  readonly losses?: readonly string[];
}

const SEATS = { inferers: 32, forecasters: 6, reputers: 6 };

/**
 * Records a made-up run under `root` and returns its folder: a small economy of its own with the shape of the real one
 * (specialists of two regimes, weights that learn, seats that change hands), so that the report can be tested without the
 * engine.
 */
export function syntheticRun(root: string, options: SyntheticOptions = {}): string {
  const { name = 'synthetic', epochs = 300, topics = 1, attackers = 0, actorsEvery = 1, epochsEvery = 1 } = options;
  const size = {
    inferers: (options.inferers ?? 14) + attackers,
    forecasters: options.forecasters ?? 4,
    reputers: options.reputers ?? 6,
  };
  const folder = join(root, name, 'c0ffee000000');
  ensureFolder(folder);
  const columns = syntheticEpochColumns.filter((column) => !(options.leaveOut ?? []).includes(column.name));
  const metadata = { scenarioHash: 'ab'.repeat(32), engineVersion: '0.1.0' };
  const tables = {
    epochs: new RowWriter(folder, 'epochs', columns, metadata),
    ...(actorsEvery > 0 ? { actors: new RowWriter(folder, 'actors', actorTable.columns, metadata) } : {}),
    ...(attackers > 0 ? { attacks: new RowWriter(folder, 'attacks', attackTable.columns, metadata) } : {}),
  };
  const names = Array.from({ length: topics }, (_, t) => (topics === 1 ? 'eth-return' : `topic-${t}`));
  const worlds = names.map((topic, t) => new World(topic, t, size, attackers));
  for (let epoch = 0; epoch < epochs; ++epoch) {
    for (const world of worlds) {
      const { row, actors, attack } = world.step(epoch);
      if (epoch % epochsEvery === 0) tables.epochs.add(row);
      if (tables.actors !== undefined && epoch % actorsEvery === 0)
        for (const actor of actors()) tables.actors.add(actor);
      if (epoch % epochsEvery === 0) tables.attacks?.add(attack());
    }
  }
  const files: RecordedFile[] = Object.values(tables).map((table) => table.finish());
  const yaml = options.yaml ?? 'name: synthetic # <script>alert("no")</script>\n';
  const text = (path: string, content: string): void => {
    files.push({ path, ...writeWholeFile(join(folder, path), content) });
  };
  text('scenario.yaml', yaml);
  const metric = (metricName: string, value: number | null, topic: string): object => ({
    name: metricName,
    value,
    unit: 'log10 loss',
    topic,
  });
  const metrics = names.flatMap((topic) => [
    metric('skill_vs_naive', 0.2134567, topic),
    metric('reputer_effective_number', null, topic),
  ]);
  text('summary.json', JSON.stringify({ metrics }));
  const scenario = syntheticScenario(name, epochs, { epochs: epochsEvery, actors: actorsEvery });
  const losses = (options.losses ?? []).map((method, t) => ({ name: names[t], count: 1, loss: { method } }));
  const manifest = {
    formatVersion: 1,
    engineVersion: '0.1.0',
    codeHash: 'c0de'.repeat(16),
    runId: 'c0ffee000000',
    scenario: { ...scenario, topics: losses },
    scenarioHash: 'ab'.repeat(32),
    seed: 'allora',
    counts: { epochs, topics },
    wallSeconds: 1.25,
    finishedAt: '2026-01-01T00:00:00.000Z',
    nodeVersion: 'v20.19.0',
    ...(attackers > 0 ? { control: { runId: 'deadbeef0000', folder: '../deadbeef0000' } } : {}),
    files,
  };
  writeWholeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

function syntheticScenario(name: string, epochs: number, every: { epochs: number; actors: number }): Scenario {
  return {
    name,
    seed: 'allora',
    protocol: { profile: 'v0.17', weights: 'ratio-mad' },
    epochs,
    topics: [],
    attacks: [],
    record: { epochs: { every: every.epochs }, actors: { every: every.actors } },
    expect: [
      { metric: 'skill_vs_naive', topic: '', sign: 'positive', above: null, below: null, seeds: 1, than: '' },
      { metric: 'skill_vs_naive', topic: '', sign: null, above: 0.5, below: 2, seeds: 1, than: '' },
      {
        metric: 'skill_vs_naive',
        topic: '',
        sign: 'negative',
        above: null,
        below: null,
        seeds: 20,
        than: 'other.yaml',
      },
    ],
  } as unknown as Scenario;
}

type Row = Readonly<Record<string, number | string>>;

/** Takes rows as objects, hands them on in batches. Numbers left out have no value. */
class RowWriter {
  readonly #writer: TableWriter;
  readonly #columns: readonly ColumnDeclaration[];
  readonly #data: (Float64Array | Int32Array)[];
  readonly #table: string;
  readonly #words = new Map<string, string[]>();
  #rows = 0;

  constructor(folder: string, table: string, columns: readonly ColumnDeclaration[], metadata: Record<string, string>) {
    this.#table = table;
    this.#columns = columns;
    this.#writer = new TableWriter(folder, table, columns, metadata);
    this.#data = columns.map(({ type }) =>
      type === 'float64' ? new Float64Array(ROWS_PER_BATCH) : new Int32Array(ROWS_PER_BATCH),
    );
  }

  add(row: Row): void {
    this.#columns.forEach(({ name, type }, c) => {
      const value = row[name];
      if (type === 'dictionary') this.#data[c][this.#rows] = this.#code(name, String(value));
      else this.#data[c][this.#rows] = value === undefined ? Number.NaN : Number(value);
    });
    if (++this.#rows === ROWS_PER_BATCH) this.#flush();
  }

  finish(): RecordedFile {
    this.#flush();
    return this.#writer.finish();
  }

  #code(name: string, value: string): number {
    const words = this.#words.get(name) ?? [];
    this.#words.set(name, words);
    const code = words.indexOf(value);
    return code >= 0 ? code : words.push(value) - 1;
  }

  #flush(): void {
    const batch: ColumnBatch = {
      table: this.#table,
      columns: this.#columns,
      rows: this.#rows,
      data: this.#data,
      dictionaries: Object.fromEntries([...this.#words].map(([name, words]) => [name, [...words]])),
    };
    this.#writer.write(batch);
    this.#rows = 0;
  }
}

/** Uniform on [0, 1), a function of its arguments. */
function uniform(a: number, b: number, c: number): number {
  let x = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b) ^ Math.imul(c + 1, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}

/** Standard normal, by Box and Muller. */
function normal(a: number, b: number, c: number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform(a, b, 2 * c))) * Math.cos(2 * Math.PI * uniform(a, b, 2 * c + 1));
}

const POLICIES = {
  inferers: ['specialist', 'honest', 'noisy'],
  forecasters: ['regime-ema', 'noisy-ema'],
  reputers: ['honest', 'lazy'],
};

interface Key {
  readonly name: string;
  readonly policy: string;
  readonly owner: string;
  readonly spread: number;
  ema: number;
  regret: number;
  seat: boolean;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const logLoss = (error: number): number => Math.log10(Math.max(error * error, 1e-12));

function quantile(sorted: readonly number[], q: number): number {
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

/** One topic of the made-up economy. */
class World {
  readonly #topic: string;
  readonly #t: number;
  readonly #keys: Readonly<Record<(typeof ROLES)[number], Key[]>>;
  readonly #stakes: readonly number[];
  #regime = 0;
  #level = 0;

  constructor(topic: string, t: number, size: Readonly<Record<(typeof ROLES)[number], number>>, attackers: number) {
    this.#topic = topic;
    this.#t = t;
    const keys = (role: (typeof ROLES)[number]): Key[] =>
      Array.from({ length: size[role] }, (_, k) => {
        const attacking = role === 'inferers' && k >= size.inferers - attackers;
        const policy = attacking ? 'sybil' : POLICIES[role][k % POLICIES[role].length];
        return {
          name: `${policy}-${role}-${k}`,
          policy,
          owner: attacking ? 'mallory' : `owner-${k % 10}`,
          spread: 10 ** (0.25 * normal(t, k, role.length)) * (policy.startsWith('noisy') ? 3 : 1),
          ema: Number.NaN,
          regret: 0,
          seat: false,
        };
      });
    this.#keys = { inferers: keys('inferers'), forecasters: keys('forecasters'), reputers: keys('reputers') };
    this.#stakes = this.#keys.reputers.map((_, m) => 1e5 * Math.exp(normal(t, m, 77)));
  }

  step(epoch: number): { row: Row; actors: () => Row[]; attack: () => Row } {
    const salt = 7_919 * this.#t + epoch;
    if (uniform(salt, 1, 1) < 0.05) this.#regime = 1 - this.#regime;
    this.#level = 0.9 * this.#level + 0.02 * normal(salt, 2, 2);
    const truth = this.#level;
    const seats = Object.fromEntries(ROLES.map((role) => [role, this.#seat(role, epoch)]));
    const { inferers, forecasters, reputers } = this.#keys;
    const active = inferers.filter(({ seat }) => seat);
    const spread = (key: Key, k: number): number =>
      key.spread * (key.policy === 'specialist' ? (k % 2 === this.#regime ? 0.3 : 2) : 1);
    const values = inferers.map((key, k) => truth + 0.02 * spread(key, k) * normal(salt, k, 5));
    const losses = values.map((value) => logLoss(value - truth));
    const weigh = (worth: (key: Key, k: number) => number): number[] => {
      const raw = inferers.map((key, k) => (key.seat ? Math.exp(2 * worth(key, k)) : 0));
      const sum = raw.reduce((total, weight) => total + weight, 0);
      return raw.map((weight) => weight / sum);
    };
    const naiveWeights = weigh((key) => key.regret);
    const combine = (weights: readonly number[]): number =>
      weights.reduce((sum, weight, k) => sum + weight * values[k], 0);
    const naive = combine(naiveWeights);
    const implied = forecasters.map((forecaster, f) =>
      combine(weigh((key, k) => -Math.log10(spread(key, k)) * 2 + 0.3 * forecaster.spread * normal(salt, k, 11 + f))),
    );
    const impliedMean = implied.length > 0 ? mean(implied) : naive;
    const combined = 0.4 * naive + 0.6 * impliedMean;
    const seated = values.filter((_, k) => inferers[k].seat);
    const sorted = [...seated].sort((a, b) => a - b);
    const equal = mean(seated);
    const sortedLosses = losses.filter((_, k) => inferers[k].seat).sort((a, b) => a - b);
    const best = inferers.reduce((found, key, k) => (key.seat && key.regret > inferers[found].regret ? k : found), 0);
    const combinedLoss = logLoss(combined - truth);
    const scores = reputers.map((key, m) => 100 - 5 * key.spread * Math.abs(normal(salt, m, 21)));
    const listening = reputers.map((key, m) => Math.max(0, Math.min(1, 1.05 - 0.1 * key.spread * uniform(salt, m, 3))));
    inferers.forEach((key, k) => {
      if (!key.seat) return;
      key.regret = 0.95 * key.regret + 0.05 * (combinedLoss - losses[k]);
      key.ema = Number.isNaN(key.ema) ? -losses[k] : 0.9 * key.ema - 0.1 * losses[k];
    });
    reputers.forEach((key, m) => {
      if (key.seat) key.ema = Number.isNaN(key.ema) ? scores[m] : 0.9 * key.ema + 0.1 * scores[m];
    });
    forecasters.forEach((key, f) => {
      key.regret = 0.95 * key.regret + 0.05 * (combinedLoss - logLoss(implied[f] - truth));
      key.ema = Number.isNaN(key.ema) ? 0 : 0.9 * key.ema + 0.1 * normal(salt, f, 8);
    });
    const judged = epoch % 50 !== 49;
    const share = { inferers: 0.6 + 0.05 * Math.sin(epoch / 40), forecasters: 0.15 + 0.05 * Math.cos(epoch / 60) };
    const paid = judged ? 100 : 0;
    const reward = {
      inferers: paid * share.inferers,
      forecasters: paid * share.forecasters,
      reputers: paid * (1 - share.inferers - share.forecasters),
    };
    const score = mean(scores);
    const row: Record<string, number | string> = {
      topic: this.#topic,
      epoch,
      block: 60 * (epoch + 1),
      status: judged ? 'paid' : 'no-loss',
      regime: this.#regime,
      ...(epoch > 0 ? { feedback: epoch === 1 ? 1 : 2 } : {}),
      truth,
      combined_inference: combined,
      naive_inference: naive,
      equal_weight_inference: equal,
      mean_distance: mean(seated.map((value) => Math.abs(value - equal))),
      percentile_2_28: quantile(sorted, 0.0228),
      percentile_15_87: quantile(sorted, 0.1587),
      percentile_50: quantile(sorted, 0.5),
      percentile_84_13: quantile(sorted, 0.8413),
      percentile_97_72: quantile(sorted, 0.9772),
      combined_loss: combinedLoss,
      naive_loss: logLoss(naive - truth),
      equal_weight_loss: logLoss(equal - truth),
      best_single_loss: losses[best],
      median_single_loss: quantile(sortedLosses, 0.5),
    };
    for (const role of ROLES) Object.assign(row, seats[role]);
    if (judged) {
      const deviation = Math.sqrt(mean(scores.map((each) => (each - score) ** 2)));
      Object.assign(row, {
        forecaster_task_score: Number(row.naive_loss) - combinedLoss + 0.02 * normal(salt, 9, 9),
        inferers_entropy: Math.log(active.length) * 0.9 + 0.05 * normal(salt, 10, 1),
        forecasters_entropy: Math.log(Math.max(1, forecasters.length)) * 0.9 + 0.05 * normal(salt, 10, 2),
        reputers_entropy: Math.log(reputers.length) * 0.9 + 0.05 * normal(salt, 10, 3),
        inferers_reward_fraction: share.inferers,
        forecasters_reward_fraction: share.forecasters,
        reputers_reward_fraction: 1 - share.inferers - share.forecasters,
        chi: 0.1 + 0.02 * Math.sin(epoch / 30),
        tau: 0.2 * Math.sin(epoch / 50),
        regret_scale: 0.3,
        reputer_score_mean: score,
        reputer_score_deviation: deviation,
      });
    }
    row.reward = paid;
    for (const role of ROLES) row[`reward_${role}`] = reward[role];
    const actors = (): Row[] => {
      const base = { topic: this.#topic, epoch, block: 60 * (epoch + 1) };
      const about = ({ name, policy, owner, ema, seat }: Key, role: string): Record<string, number | string> => {
        return { ...base, actor: name, role, policy, owner, active: Number(seat), ema_score: ema };
      };
      const divided = (role: (typeof ROLES)[number], worth: readonly number[]): number[] => {
        const powers = worth.map((each, k) => (this.#keys[role][k].seat ? 10 ** each : 0));
        const sum = powers.reduce((total, each) => total + each, 0);
        return powers.map((each) => (reward[role] * each) / sum);
      };
      const infererRewards = divided(
        'inferers',
        inferers.map(({ regret }) => 2 * regret),
      );
      const forecasterRewards = divided(
        'forecasters',
        forecasters.map(({ regret }) => regret),
      );
      const reputerRewards = divided(
        'reputers',
        this.#stakes.map((stake, m) => Math.log10(stake) - 0.05 * reputers[m].spread),
      );
      return [
        ...inferers.map((key, k) => ({
          ...about(key, 'inferer'),
          regret: key.regret,
          reward: infererRewards[k],
          ...(key.seat ? { value: values[k], loss: losses[k], weight: 0.4 * naiveWeights[k], score: -losses[k] } : {}),
        })),
        ...forecasters.map((key, f) => ({
          ...about(key, 'forecaster'),
          regret: key.regret,
          reward: forecasterRewards[f],
          ...(key.seat
            ? {
                value: implied[f],
                loss: logLoss(implied[f] - truth),
                weight: (0.6 / forecasters.length) * Math.exp(0.2 * key.regret),
                score: 0.1 * normal(salt, f, 30),
              }
            : {}),
        })),
        ...reputers.map((key, m) => ({
          ...about(key, 'reputer'),
          reward: reputerRewards[m],
          stake: this.#stakes[m],
          listening_coefficient: listening[m],
          ...(key.seat
            ? {
                loss: 0.1 * key.spread,
                weight: this.#stakes[m] / this.#stakes.reduce((sum, stake) => sum + stake, 0),
                score: scores[m],
              }
            : {}),
        })),
      ];
    };
    const attack = (): Row => {
      const held = inferers.map((key, k) => (key.policy === 'sybil' && key.seat ? 0.4 * naiveWeights[k] : 0));
      const phase = epoch < 50 ? 'waiting' : epoch < 250 ? 'attacking' : 'over';
      const keys = inferers.filter(({ policy }) => policy === 'sybil').length;
      const harm = phase === 'attacking' ? 0.1 : 0;
      const controlLoss = combinedLoss - harm + 0.05 * normal(salt, 3, 40);
      const earned = phase === 'over' ? 0 : 10 + 3 * uniform(salt, 3, 41);
      return {
        attack: 'sybil-copies',
        topic: this.#topic,
        owner: 'mallory',
        epoch,
        block: 60 * (epoch + 1),
        phase,
        keys: phase === 'over' ? 0 : keys,
        seats: phase === 'over' ? 0 : held.filter((weight) => weight > 0).length,
        stake: 0,
        spent: epoch === 0 ? 10 : 0,
        earned,
        earned_per_key: earned / Math.max(1, keys),
        honest_per_key: 0.6 + 0.1 * uniform(salt, 3, 42),
        honest_reward: paid - earned,
        control_honest_reward: paid,
        dilution: paid > 0 ? earned / paid : Number.NaN,
        weight: held.reduce((sum, weight) => sum + weight, 0),
        combined_loss: combinedLoss,
        control_combined_loss: controlLoss,
        damage: combinedLoss - controlLoss,
      };
    };
    return { row, actors, attack };
  }

  /** The best by smoothed score have seats; newcomers first. Returns the head counts of the role. */
  #seat(role: (typeof ROLES)[number], epoch: number): Row {
    const keys = this.#keys[role];
    const limit = SEATS[role];
    const before = keys.map(({ seat }) => seat);
    const noise = (k: number): number => 0.4 * normal(epoch, k, 50);
    const order = keys
      .map((key, k) => ({ key, worth: Number.isNaN(key.ema) ? 100 - k : key.ema + noise(k) }))
      .sort((a, b) => b.worth - a.worth);
    order.forEach(({ key }, place) => {
      key.seat = place < limit;
    });
    const added = keys.filter((key, k) => key.seat && !before[k]);
    const removed = keys.filter((key, k) => !key.seat && before[k]);
    const scoreOf = (some: readonly Key[]): number => mean(some.map(({ ema }) => (Number.isNaN(ema) ? 0 : ema)));
    return {
      [`registered_${role}`]: keys.length,
      [`active_${role}`]: Math.min(limit, keys.length),
      [`replaced_${role}`]: added.length,
      [`submitted_${role}`]: keys.length,
      ...(added.length > 0 ? { [`added_ema_score_${role}`]: scoreOf(added) } : {}),
      ...(removed.length > 0 ? { [`removed_ema_score_${role}`]: scoreOf(removed) } : {}),
    };
  }
}
