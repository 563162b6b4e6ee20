import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textWidth } from '../../src/cli/text-width.ts';
import { screenOf, tinyScenario, usualEnvironment, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
beforeAll(() => {
  place = workplace();
});
afterAll(() => place.remove());

type Environment = Record<string, string>;

/** What a person sees on a terminal of `columns`; 0 for a file. */
async function screen(args: readonly string[], columns: number, environment: Environment = usualEnvironment) {
  const { code, text } = await screenOf([...args, '--out', place.results, '--no-report'], columns, environment);
  expect([0, 3]).toContain(code);
  return text;
}

/** Lines that may be as long as they are: paths are to be copied. */
const isPath = (line: string) => /^(Tables|Report|Without the attack): /.test(line);

const mark = '\u001b';
const expectations = 'expect: [{ metric: epochs, above: 10 }, { metric: epochs, below: 10 }]\n';

describe('the screen of a run', () => {
  it('shows losses, skill and rewards of the topic, with their course on a scale that is stated', async () => {
    const text = await screen(['run', place.scenario], 80, { ...usualEnvironment, NO_COLOR: '1' });
    expect(text).toMatch(
      /^eth: log10 loss in epochs 0 to 11; skill is naive - combined\n {10,}mean {2}over time +from, to$/m,
    );
    for (const name of ['combined', 'naive', 'skill']) {
      expect(text).toMatch(new RegExp(`^  ${name} +-?[\\d.]+ +[▁▂▃▄▅▆▇█ ]{8,12}  +-?[\\d.]+ to -?[\\d.]+$`, 'm'));
    }
    const [, ...shares] =
      /rewards, [\d ]+ ALLO: inferers ([\d.]+) %, forecasters ([\d.]+) %, reputers ([\d.]+) %/.exec(text) ?? [];
    expect(shares.reduce((sum, share) => sum + Number(share), 0)).toBeCloseTo(100, 0);
    expect(text).toMatch(/\.\.\. all \d+ metrics in summary\.json/);
    expect(text.split('\n').length).toBeLessThanOrEqual(26);
  });
  it('fits terminals of any width, and a file is as if it were 80 wide', async () => {
    const attacked = path.join(place.folder, 'attacked.yaml');
    writeFileSync(attacked, `${tinyScenario}attacks: [{ attack: sybil, start: 4, identities: 2 }]\n${expectations}`);
    for (const columns of [20, 30, 40, 60, 80, 0]) {
      const lines = (await screen(['run', attacked], columns)).split('\n').filter((line) => !isPath(line));
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns || 80);
      expect(lines.join(' ')).toContain('NOT MET');
    }
  });
  it('says in colours only what it also says in words, and in none where they are not wanted', async () => {
    const judged = path.join(place.folder, 'judged.yaml');
    writeFileSync(judged, tinyScenario + expectations);
    const coloured = await screen(['run', judged], 80);
    expect(coloured).toContain(`${mark}[31mNOT MET${mark}[39m`);
    const plain = await screen(['run', judged], 80, { ...usualEnvironment, NO_COLOR: '1' });
    expect(plain).toBe(
      coloured
        .split(mark)
        .map((part, p) => (p === 0 ? part : part.replace(/^\[\d+m/, '')))
        .join('')
        .replace(/^(\S+ \S+: ).*$/m, plain.split('\n')[0]),
    );
    expect(plain).not.toContain(mark);
    expect(await screen(['run', judged], 0)).not.toContain(mark);
  });
  it('draws with letters where there is no UTF-8', async () => {
    const text = await screen(['run', place.scenario], 80, { LANG: 'C', TERM: 'xterm' });
    expect(text).toMatch(/^ {2}combined +-?[\d.]+ +[_.\-~=+*# ]{8,}/m);
    expect(text).not.toMatch(/[▁-█]/);
  });
  it('has a line per topic where there are several, all on one scale', async () => {
    const several = path.join(place.folder, 'several.yaml');
    const [head, topic] = tinyScenario.split('topics:\n');
    writeFileSync(several, `${head}topics:\n${topic}${topic.replace('name: eth', 'name: btc')}`);
    const text = await screen(['run', several], 80);
    expect(text).toMatch(
      /^Means by topic: log10 loss; skill is naive - combined, bars from \S+ to \S+; who\n? *earned/m,
    );
    for (const name of ['eth', 'btc']) {
      expect(text).toMatch(new RegExp(`^  ${name}( +-?[\\d.]+){3} +[▁▂▃▄▅▆▇█ ]+( +[\\d.]+){3}$`, 'm'));
    }
  });
  it('shows the hub chain where there is no topic', async () => {
    const macro = path.resolve('scenarios/mainnet-four-years.yaml');
    const text = await screen(['run', macro], 80);
    expect(text).toMatch(/^ {2}emission, ALLO +2 591 224 {2}[▁▂▃▄▅▆▇█]{8,} +1\.08M to 3\.\d+M$/m);
    expect(text.split('\n').length).toBeLessThanOrEqual(26);
  });
});
