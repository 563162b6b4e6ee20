import type { Observation } from './observation.ts';

/** B with the name that A gives to its topic, where each side has one topic and they are called differently. */
export function alignedTopics(
  a: readonly Observation[],
  b: readonly Observation[],
): { readonly b: readonly Observation[]; readonly notices: readonly string[] } {
  const [ofA, ofB] = [topicsOf(a), topicsOf(b)];
  if (ofA.length !== 1 || ofB.length !== 1 || ofA[0] === ofB[0]) return { b, notices: [] };
  const [[nameA], [nameB]] = [ofA, ofB];
  const renamed = b.map((run) => ({
    ...run,
    metrics: run.metrics?.map((metric) => (metric.topic === nameB ? { ...metric, topic: nameA } : metric)) ?? null,
  }));
  return { b: renamed, notices: [`Topic ${nameA} of A is compared with topic ${nameB} of B.`] };
}

function topicsOf(runs: readonly Observation[]): string[] {
  const names = runs.flatMap(({ metrics }) => metrics?.map(({ topic }) => topic) ?? []);
  return [...new Set(names)].filter((topic) => topic !== '');
}
