import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { readSuite } from '../../src/config/suite/read-suite.ts';
import { planPoints, readExperiment } from '../../src/experiment/plan.ts';
import { command } from '../cli/command.ts';
import { freshCheckout } from './commands.ts';
import { type Block, blocksOf, marked, pages } from './markdown.ts';

/** What a YAML block is, by its keys. */
function kindOf({ text }: Block): 'scenario' | 'experiment' | 'suite' | 'part' {
  const keys = Object.keys(parse(text) ?? {});
  if (keys.includes('scenarios')) return 'suite';
  if (keys.includes('scenario') || keys.includes('replicates') || keys.includes('stop')) return 'experiment';
  return keys.includes('topics') || keys.includes('months') ? 'scenario' : 'part';
}

/** Files that the guides write name policies and attacks that there are only there. */
const blocks = pages
  .flatMap((page) => blocksOf(page))
  .filter((block) => block.language === 'yaml' && marked(block, 'file') === undefined);
const { folder, remove } = freshCheckout('docs/guide/write-a-scenario.md');
afterAll(remove);

const ofKind = (kind: ReturnType<typeof kindOf>): [where: string, block: Block][] =>
  blocks.filter((block) => kindOf(block) === kind).map((block) => [`${block.page}:${block.line}`, block]);

async function expectDone(args: readonly string[]): Promise<void> {
  const { code, stderr } = await command(args);
  expect(code, stderr).toBe(0);
}

describe('YAML blocks of the documentation', () => {
  it('are some', () => {
    expect(ofKind('scenario').length).toBeGreaterThan(2);
    expect(ofKind('experiment').length).toBeGreaterThan(1);
    expect(ofKind('suite').length + ofKind('part').length).toBeGreaterThan(1);
  });

  it.each(ofKind('scenario'))('that are scenarios run: %s', async (_, { text }) => {
    const file = path.join(folder, 'scenario-of-a-page.yaml');
    writeFileSync(file, text);
    await expectDone(['run', file, '--epochs', '4', '--no-report', '--out', path.join(folder, 'results')]);
  });

  it.each(ofKind('part'))('that are parts of scenarios are valid in a whole one: %s', async (_, { text }) => {
    const file = path.join(folder, 'part-of-a-page.yaml');
    writeFileSync(file, `name: part\nextends: scenarios/baseline.yaml\n${text}`);
    await expectDone(['validate', file]);
  });

  it.each(ofKind('experiment'))('that are experiments, or parts of them, can be planned: %s', async (_, { text }) => {
    const given = parse(text);
    const rest = {
      name: 'part',
      scenario: '../specialists.yaml',
      factors: [{ path: 'topics.0.inferers.0.count', values: [5, 6] }],
    };
    const file = path.join(folder, 'scenarios/experiments/of-a-page.yaml');
    mkdirSync(path.dirname(file), { recursive: true });
    // A scenario of the same page lies two folders further up.
    const isOfPage = given.scenario !== undefined && !given.scenario.startsWith('../');
    const scenario = isOfPage ? { scenario: `../../${given.scenario}` } : {};
    writeFileSync(file, JSON.stringify({ ...rest, ...given, ...scenario }));
    const { experiment, places } = await readExperiment(file);
    expect((await planPoints(experiment, { places })).length).toBeGreaterThan(1);
  });

  it.each(ofKind('suite'))('that are suites are well formed: %s', (_, { text }) => {
    const read = readSuite(text, 'suite.yaml', simRegistries);
    expect(read.ok ? [] : read.problems).toEqual([]);
  });
});
