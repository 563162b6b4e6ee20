import { type ResolvedExperiment, resolveExperiment } from '../../../src/config/experiment/resolve-experiment.ts';
import { formatProblem } from '../../../src/config/problem.ts';
import { fakeFiles } from '../fake-files.ts';
import { fakeRegistries } from '../fake-registries.ts';
import { small } from '../resolve.ts';

/** An experiment file with all that there can be; tests change one thing in it. */
export const validExperiment = `# Does noise matter,
# and how much?
# It seems so.
name: noise
scenario: ../small.yaml
set: { epochs: 20, topics.0.inferers.0.count: 6 }
seed: 007
factors:
  - { path: protocol.seats, values: [4, 8] }
  - { name: noise, path: topics.0.inferers.1.factor, from: 1, to: 10, scale: log, steps: 3 }
  - { name: attack, path: attacks, values: [[], [{ attack: sybil }]], labels: [none, sybil] }
design: grid
replicates: 5
commonRandomNumbers: false
stop: { metric: skill_vs_naive, topic: eth, halfWidth: 0.01, most: 50 }
metrics: [skill_vs_naive, epochs]
onFailure: stop
`;

export const experimentFile = 'experiments/noise.yaml';

const files = fakeFiles({
  'small.yaml': `${small}seed: 0x1F\n`,
  'unseeded.yaml': small,
  'heir.yaml': 'extends: small.yaml\n',
  'broken.yaml': 'name: [\n',
});

/** Checks the text of an experiment whose scenario has the seed 0x1F. */
export function resolved(text: string): ResolvedExperiment {
  return resolveExperiment(text, experimentFile, { registries: fakeRegistries, files, columns: ['point', 'mean'] });
}

/** The experiment that a text makes. */
export function experimentOf(text: string) {
  const read = resolved(text);
  if (!read.ok) throw new Error(read.problems.map(formatProblem).join('\n'));
  return read.experiment;
}

/** What the author of an experiment reads; empty when nothing is wrong. */
export function complaints(text: string): string[] {
  const read = resolved(text);
  return read.ok ? [] : read.problems.map(formatProblem);
}
