import { join } from 'node:path';
import type { ColumnDeclaration, Scenario } from '../../sim/index.ts';
import { actorTable } from '../../sim/metrics/actor-columns.ts';
import { ensureFolder, writeWholeFile } from '../../src/io/run-folder.ts';
import type { RecordedFile } from '../../src/record/manifest.ts';
import { noChain, plainEconomy } from '../support/plain-economy.ts';
import { type Row, RowWriter } from './row-writer.ts';
import { BLOCKS_PER_MONTH, SyntheticChain, syntheticChainColumns } from './synthetic-chain.ts';
import { ledgerAttackColumns, ledgerOf, plainAttackColumns } from './synthetic-ledger.ts';

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
  ...Object.entries({
    topic_weight: 'weight',
    topic_share: 'share',
    fee_revenue: 'ALLO',
    topic_stake: 'ALLO',
    reward_pool: 'ALLO',
    returned_reward: 'ALLO',
    paid_delegators: 'ALLO',
    consumer_fees: 'ALLO',
    requests: 'requests',
    requests_served: 'requests',
    inference_age: 'blocks',
    inference_error: 'target units',
    late_messages: 'messages',
    dropped_messages: 'messages',
    slashed: 'ALLO',
  }).map(([name, unit]) => float(name, unit)),
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
  /** The attacks table says what the attack costs and brings, and how it could be noticed. */
  readonly ledger?: boolean;
  /** Nonces per recorded row of the actors table; 0: no such table. */
  readonly actorsEvery?: number;
  readonly epochsEvery?: number;
  /** Columns of the epochs table that are not recorded. */
  readonly leaveOut?: readonly string[];
  readonly yaml?: string;
  /** A hub chain: its table has this many rows, and topics have weights, fees and stakes. Left out: none. */
  readonly chainRows?: number;
  /** Loss method of the first topics, in order; the manifest names no loss of the others. */
  readonly losses?: readonly string[];
}

const METADATA = { scenarioHash: 'ab'.repeat(32), engineVersion: '0.1.0' };

const SEATS = { inferers: 32, forecasters: 6, reputers: 6 };

/**
 * Records a made-up run under `root` and returns its folder: a small economy of its own with the shape of the real one
 * (specialists of two regimes, weights that learn, seats that change hands), so that the report can be tested without the
 * engine.
 */
export function syntheticRun(root: string, options: SyntheticOptions = {}): string {
  const { name = 'synthetic', epochs = 300, topics = 1, attackers = 0, actorsEvery = 1, epochsEvery = 1 } = options;
  const { chainRows = 0 } = options;
  const size = {
    inferers: (options.inferers ?? 14) + attackers,
    forecasters: options.forecasters ?? 4,
    reputers: options.reputers ?? 6,
  };
  const folder = join(root, name, 'c0ffee000000');
  ensureFolder(folder);
  const columns = syntheticEpochColumns.filter((column) => !(options.leaveOut ?? []).includes(column.name));
  const attackColumns = options.ledger ? ledgerAttackColumns : plainAttackColumns;
  const tables = {
    epochs: new RowWriter(folder, 'epochs', columns, METADATA),
    ...(actorsEvery > 0 ? { actors: new RowWriter(folder, 'actors', actorTable.columns, METADATA) } : {}),
    ...(attackers > 0 ? { attacks: new RowWriter(folder, 'attacks', attackColumns, METADATA) } : {}),
    ...(chainRows > 0 ? { chain: new RowWriter(folder, 'chain', syntheticChainColumns, METADATA) } : {}),
  };
  const names = Array.from({ length: topics }, (_, t) => (topics === 1 ? 'eth-return' : `topic-${t}`));
  const worlds = names.map((topic, t) => new World(topic, t, size, attackers));
  for (let epoch = 0; epoch < epochs; ++epoch) {
    for (const world of worlds) {
      const { row, actors, attack } = world.step(epoch);
      const standing = chainRows > 0 ? standingOf(worlds.indexOf(world), topics, epoch) : {};
      if (epoch % epochsEvery === 0) tables.epochs.add({ ...row, ...standing });
      if (tables.actors !== undefined && epoch % actorsEvery === 0)
        for (const actor of actors()) tables.actors.add(actor);
      if (epoch % epochsEvery === 0) tables.attacks?.add(attack());
    }
  }
  const chain = new SyntheticChain({ daysPerRow: (60 * epochs * 5.5) / 86_400 / Math.max(1, chainRows), topics });
  for (let r = 0; r < chainRows; ++r) tables.chain?.add(chain.step());
  const files: RecordedFile[] = Object.values(tables).map((table) => table.finish());
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
  const scenario = syntheticScenario(name, epochs, { epochs: epochsEvery, actors: actorsEvery });
  const losses = (options.losses ?? []).map((method, t) => ({ name: names[t], count: 1, loss: { method } }));
  writeRest(
    folder,
    { ...scenario, topics: losses } as unknown as Scenario,
    files,
    { metrics },
    {
      yaml: options.yaml ?? 'name: synthetic # <script>alert("no")</script>\n',
      counts: { epochs, topics },
      ...(attackers > 0 ? { control: { runId: 'deadbeef0000', folder: '../deadbeef0000' } } : {}),
    },
  );
  return folder;
}

/** What goes with the tables into the folder of a run. */
function writeRest(
  folder: string,
  scenario: Scenario,
  tables: readonly RecordedFile[],
  summary: object,
  { yaml, ...about }: { readonly yaml: string; readonly counts: object; readonly control?: object },
): void {
  const text = (path: string, content: string): RecordedFile => ({
    path,
    ...writeWholeFile(join(folder, path), content),
  });
  const manifest = {
    formatVersion: 1,
    engineVersion: '0.1.0',
    codeHash: 'c0de'.repeat(16),
    runId: 'c0ffee000000',
    scenario,
    scenarioHash: METADATA.scenarioHash,
    seed: 'allora',
    wallSeconds: 1.25,
    finishedAt: '2026-01-01T00:00:00.000Z',
    nodeVersion: 'v20.19.0',
    ...about,
    files: [...tables, text('scenario.yaml', yaml), text('summary.json', JSON.stringify(summary))],
  };
  writeWholeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

/** What is made up of a run of months. */
export interface MacroOptions {
  readonly name?: string;
  readonly months?: number;
}

/** Records a made-up run of months without topics under `root` and returns its folder. */
export function syntheticMacroRun(root: string, { name = 'macro', months = 48 }: MacroOptions = {}): string {
  const folder = join(root, name, 'c0ffee000000');
  ensureFolder(folder);
  const chainTable = new RowWriter(folder, 'chain', syntheticChainColumns, METADATA);
  const chain = new SyntheticChain({ daysPerRow: 30, topics: 0 });
  for (let month = 0; month < months; ++month) chainTable.add(chain.step());
  const summary = { metrics: [{ name: 'staker_yield_at_end', value: 0.04, unit: 'share per year', topic: '' }] };
  const scenario = { ...syntheticScenario(name, 0, { epochs: 1, actors: 1 }), months, expect: [] };
  writeRest(folder, scenario, [chainTable.finish()], summary, {
    yaml: '# Who gets the emission in the first years?\nname: macro\n',
    counts: { months },
  });
  return folder;
}

/** A topic's standing in the hub chain: the first are heavy and fade, later ones grow. */
function standingOf(t: number, topics: number, epoch: number): Row {
  const weightOf = (other: number): number => (1 + 0.3 * Math.sin(epoch / 40 + other)) * 0.8 ** other * 1e4;
  const weights = Array.from({ length: topics }, (_, other) => weightOf(other));
  const share = weights[t] / weights.reduce((sum, weight) => sum + weight, 0);
  const unpaid = epoch % 50 === 49;
  return {
    topic_weight: weights[t],
    topic_share: share,
    fee_revenue: 300 + 100 * Math.sin(epoch / 60),
    topic_stake: 6e5 * (1 + epoch / 1_000),
    reward_pool: 100 * share,
    returned_reward: unpaid ? 100 * share : 0,
    paid_delegators: unpaid ? 0 : 8 * share,
    consumer_fees: 3 + Math.sin(epoch / 10),
    requests: 12 + (epoch % 5),
    requests_served: 11 + (epoch % 5),
    inference_age: 30 + (epoch % 7),
    inference_error: 0.01 + 0.001 * (epoch % 3),
    late_messages: epoch % 4,
    dropped_messages: epoch % 9 === 0 ? 1 : 0,
    slashed: 0,
  };
}

function syntheticScenario(name: string, epochs: number, every: { epochs: number; actors: number }): Scenario {
  return {
    name,
    seed: 'allora',
    protocol: { profile: 'v0.17', weights: 'ratio-mad' },
    epochs,
    topics: [],
    ...plainEconomy,
    tokenomics: { preset: 'mainnet', blocksPerMonth: BLOCKS_PER_MONTH },
    attacks: [],
    record: { epochs: { every: every.epochs }, actors: { every: every.actors }, ...noChain },
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

function pearson(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const products = (a: readonly number[], ma: number, b: readonly number[], mb: number): number =>
    a.reduce((sum, value, n) => sum + (value - ma) * (b[n] - mb), 0);
  return products(x, mx, y, my) / Math.sqrt(products(x, mx, x, mx) * products(y, my, y, my));
}

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
    const forecastOf = ({ spread: blur }: Key, f: number): Row => {
      const seatedPlaces = inferers.flatMap((key, k) => (key.seat ? [k] : []));
      const said = seatedPlaces.map((k) => losses[k] + 0.4 * blur * normal(salt, k, 60 + f));
      const observed = seatedPlaces.map((k) => losses[k]);
      const correlation = seatedPlaces.length < 3 ? Number.NaN : pearson(said, observed);
      return { forecast_loss: mean(said), observed_loss: mean(observed), forecast_correlation: correlation };
    };
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
                ...(judged ? forecastOf(key, f) : {}),
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
        ...ledgerOf(epoch, phase === 'attacking', earned),
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
