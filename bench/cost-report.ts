import { cpus } from 'node:os';
import { type Costs, describeSize } from './cost.ts';
import type { CostTask } from './cost-case.ts';
import { memoryOf, memoryTerms, modelled, timeTerms } from './cost-model.ts';

/** Tables of the cost model, in Markdown: docs/scaling.md holds them between two marks. */
export function costReport({ model, recording }: Costs, day: string): string {
  const machine = `${cpus().length}-core ${cpus()[0].model.trim()} machine, Node ${process.versions.node}, ${day}`;
  return [
    `Measured on a ${machine}, one thread.`,
    '### The model',
    table(
      ['Time of one topic-epoch, per', 'ns'],
      timeTerms.map(({ what }, t) => [what, (1000 * model.factors.time[t]).toFixed(1)]),
    ),
    table(
      ['Memory, per', 'bytes'],
      ['process, once', ...memoryTerms.map(({ what }) => what)].map((what, t) => [
        what,
        model.factors.memory[t].toFixed(0),
      ]),
    ),
    table(
      ['Recording, per row of', 'µs', 'bytes on disk'],
      (['epochs', 'actors', 'chain'] as const).map((name) => [
        `\`${name}\``,
        recording[name].microseconds.toFixed(1),
        recording[name].bytes.toFixed(0),
      ]),
    ),
    '### Measured against modelled',
    table(
      ['Topics x seats', 'µs per topic-epoch', 'model', 'error', 'MB held', 'model', 'error', 'process MB', 'set-up s'],
      model.cases.map(({ size, measured, time, memory }) => {
        const held = memoryOf(measured);
        return [
          describeSize(size),
          measured.time.toFixed(1),
          time.toFixed(1),
          percent(time / measured.time - 1),
          (held / 1e6).toFixed(1),
          (memory / 1e6).toFixed(1),
          percent(memory / held - 1),
          (measured.resident / 1e6).toFixed(0),
          measured.setUp.toFixed(2),
        ];
      }),
    ),
    '### Extrapolated',
    extrapolated({ model, recording }),
  ].join('\n\n');
}

const networks: readonly { name: string; size: CostTask['size'] }[] = [
  { name: '1 topic x 44 actors', size: { topics: 1, inferers: 32, forecasters: 6, reputers: 6, hub: true } },
  { name: '1 000 topics x 44', size: { topics: 1000, inferers: 32, forecasters: 6, reputers: 6, hub: true } },
  { name: '10 000 topics x 44', size: { topics: 10_000, inferers: 32, forecasters: 6, reputers: 6, hub: true } },
  { name: '10 000 topics x 100', size: crowd(10_000, 100) },
  { name: '1 000 topics x 1 000', size: crowd(1000, 1000) },
];

/** Seats of 32/6/6, a tenth of the actors forecasters and a tenth reputers. */
function crowd(topics: number, actors: number): CostTask['size'] {
  const tenth = actors / 10;
  const seats = { inferers: 32, forecasters: 6, reputers: 6 };
  return { topics, inferers: actors - 2 * tenth, forecasters: tenth, reputers: tenth, seats, hub: true };
}

const secondsPerDay = 86_400;
/** Of mainnet: blocks of 5.5 s, epochs of 60 blocks. */
const secondsPerEpoch = 60 * 5.5;
const epochsPerDay = secondsPerDay / secondsPerEpoch;
const spans = [
  { name: 'day', days: 1 },
  { name: 'week', days: 7 },
  { name: 'year', days: 365 },
] as const;

/** Hub chain, epochs of 60 blocks of 5.5 s, one core. */
function extrapolated({ model, recording }: Costs): string {
  const rows = networks.flatMap(({ name, size }) => {
    const { time, memory } = modelled(model.factors, size);
    const actors = size.inferers + size.forecasters + size.reputers;
    return spans.map(({ name: span, days }) => {
      const epochs = size.topics * epochsPerDay * days;
      const bare = epochs * time * 1e-6;
      const withEpochs = bare + epochs * recording.epochs.microseconds * 1e-6;
      const withActors = withEpochs + epochs * actors * recording.actors.microseconds * 1e-6;
      return [
        span === 'day' ? name : '',
        span,
        magnitude(epochs),
        duration(bare),
        duration(withActors),
        span === 'day' ? bytes(memory) : '',
        bytes(epochs * recording.epochs.bytes),
        bytes(epochs * actors * recording.actors.bytes),
      ];
    });
  });
  return table(
    ['Network', 'Simulated', 'Topic-epochs', 'Time', 'Time, all recorded', 'Memory', '`epochs`', '`actors`'],
    rows,
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = `|${heads.map((_, n) => (n === 0 ? '---|' : '---:|')).join('')}`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}

function percent(share: number): string {
  return `${share < 0 ? '-' : '+'}${Math.abs(100 * share).toFixed(0)} %`;
}

function magnitude(count: number): string {
  return count < 1e6 ? count.toFixed(0) : `${(count / 1e6).toPrecision(3)} million`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Number(seconds.toPrecision(2))} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(0)} min`;
  if (seconds < 2 * secondsPerDay) return `${(seconds / 3600).toFixed(1)} h`;
  return `${(seconds / secondsPerDay).toFixed(1)} days`;
}

function bytes(count: number): string {
  if (count >= 1e12) return `${places(count / 1e12)} TB`;
  return count >= 1e9 ? `${places(count / 1e9)} GB` : `${places(count / 1e6)} MB`;
}

function places(amount: number): string {
  return amount.toFixed(amount < 10 ? 1 : 0);
}
