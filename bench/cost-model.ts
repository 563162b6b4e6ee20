import type { CostCase, CostTask } from './cost-case.ts';
import { fitNonNegative, sumOfTerms } from './least-squares.ts';

/** What a topic costs by its size, in words and as a number. Sizes: K inferers, F forecasters, R reputers with a seat. */
interface Term {
  readonly what: string;
  readonly of: (size: CostTask['size']) => number;
}

const seatsOf = (size: CostTask['size']) => size.seats ?? size;
const seated = (size: CostTask['size']): number => {
  const { inferers, forecasters, reputers } = seatsOf(size);
  return inferers + forecasters + reputers;
};
const registered = ({ inferers, forecasters, reputers }: CostTask['size']): number => inferers + forecasters + reputers;
/** Weights of the network's one-outs and one-ins, and regrets behind them: K(K+F) + F(K+F) + F(K+1). */
const weights = (size: CostTask['size']): number => {
  const { inferers: K, forecasters: F } = seatsOf(size);
  return K * (K + F) + F * (K + F) + F * (K + 1);
};
/** Values that are judged: V = 2 + 2K + 3F. */
const values = (size: CostTask['size']): number => 2 + 2 * seatsOf(size).inferers + 3 * seatsOf(size).forecasters;

/** From so many topics on, what they remember does not fit into the processor's caches. */
const manyTopics = 100;

/** Microseconds of one topic's epoch. */
export const timeTerms: readonly Term[] = [
  { what: 'topic-epoch', of: () => 1 },
  { what: 'seated actor', of: seated },
  { what: 'weight: K(K+F) + F(K+F) + F(K+1)', of: weights },
  { what: 'reported loss: R V, V = 2 + 2K + 3F', of: (size) => seatsOf(size).reputers * values(size) },
  { what: 'pair of reputers and value: R² V', of: (size) => seatsOf(size).reputers ** 2 * values(size) },
  { what: 'topic-epoch on the hub chain', of: ({ hub }) => (hub ? 1 : 0) },
  { what: 'seated actor on the hub chain', of: (size) => (size.hub ? seated(size) : 0) },
  { what: 'registered actor without a seat', of: (size) => registered(size) - seated(size) },
  { what: 'weight, from 100 topics on', of: (size) => (size.topics >= manyTopics ? weights(size) : 0) },
];

/** Bytes that one topic holds; the process itself (compiled code, what the compiler has learnt) comes first, once. */
export const memoryTerms: readonly Term[] = [
  { what: 'topic', of: () => 1 },
  { what: 'registered actor', of: registered },
  { what: 'registered actor on the hub chain', of: (size) => (size.hub ? registered(size) : 0) },
  {
    what: 'pair of registered workers: K² + 3KF + F²',
    of: ({ inferers: K, forecasters: F }) => K * K + 3 * K * F + F * F,
  },
];

/** One case: what was measured and what the model says. */
export interface Compared {
  readonly size: CostTask['size'];
  readonly measured: CostCase;
  /** Microseconds per topic-epoch; bytes in all. */
  readonly time: number;
  readonly memory: number;
}

/** Factors of the terms above; those of memory begin with the bytes of the process. */
export interface CostFactors {
  readonly time: readonly number[];
  readonly memory: readonly number[];
}

export interface CostModel {
  readonly factors: CostFactors;
  readonly cases: readonly Compared[];
}

/** Objects and columns of a case. */
export function memoryOf({ heap, buffers }: CostCase): number {
  return Math.max(1, heap + buffers);
}

export function fitCosts(measured: readonly { size: CostTask['size']; result: CostCase }[]): CostModel {
  const factors = {
    time: fitNonNegative(
      measured.map(({ size }) => timeRow(size)),
      measured.map(({ result }) => result.time),
    ),
    memory: fitNonNegative(
      measured.map(({ size }) => memoryRow(size)),
      measured.map(({ result }) => memoryOf(result)),
    ),
  };
  return {
    factors,
    cases: measured.map(({ size, result }) => ({ size, measured: result, ...modelled(factors, size) })),
  };
}

/** Microseconds per topic-epoch and bytes in all. */
export function modelled(factors: CostFactors, size: CostTask['size']): { time: number; memory: number } {
  return {
    time: sumOfTerms(factors.time, timeRow(size)),
    memory: sumOfTerms(factors.memory, memoryRow(size)),
  };
}

function timeRow(size: CostTask['size']): number[] {
  return timeTerms.map(({ of }) => of(size));
}

function memoryRow(size: CostTask['size']): number[] {
  return [1, ...memoryTerms.map(({ of }) => size.topics * of(size))];
}
