import { beforeAll, describe, expect, it } from 'vitest';
import { checkDirections } from '../../src/setup/directions.mjs';
import { plantedProject } from './planted-project.ts';

function directions(files: Readonly<Record<string, string>>): ReturnType<typeof checkDirections> {
  const { folder, remove } = plantedProject(files);
  try {
    return checkDirections(folder);
  } finally {
    remove();
  }
}

const one = 'export const one = 1;\n';
const uses = (file: string): string => `import { one } from '${file}';\n\nexport const two = one + one;\n`;

describe('the direction rules', () => {
  it('accept what the folder table allows, and have seen every module', () => {
    const result = directions({
      'sim/index.ts': "export { two } from './protocol/two.ts';\n",
      'sim/math/one.ts': one,
      'sim/protocol/two.ts': uses('../math/one.ts'),
      'src/cli/three.ts': "import { two } from '../../sim/index.ts';\n\nexport const three = two + 1;\n",
      'test/protocol/two.ts': uses('../../sim/math/one.ts'),
    });
    expect(result.problem).toBeUndefined();
    expect(result.violations).toEqual([]);
    expect(result.modules).toBeGreaterThanOrEqual(5);
  });

  const planted: [what: string, violation: string][] = [
    ['src/ entering sim/ deep', 'src-enters-sim-deep: src/cli/deep.ts leans on sim/math/one.ts'],
    ['src/ taking a type from deep in sim/', 'src-enters-sim-deep: src/cli/deep-type.ts leans on sim/math/type.ts'],
    ['sim/ importing src/', 'sim-looks-out: sim/engine/outside.ts leans on src/io/one.ts'],
    ['the oracle importing sim/', 'oracle-tests-too: test/oracle/peek.test.ts leans on sim/math/one.ts'],
    ['math leaning on the protocol', 'sim-math: sim/math/upward.ts leans on sim/protocol/one.ts'],
    ['sim/ using a package', 'sim-packages: sim/engine/package.ts leans on '],
    ['seedrandom outside sim/random', 'sim-seedrandom-outside-random: sim/engine/seed.ts leans on '],
    ['the recorder leaning on the report', 'src-record: src/record/two.ts leans on src/report/one.ts'],
    ['files touched outside src/io', 'files-outside-io: src/cli/files.ts leans on fs'],
    ['a cycle', 'cycle: sim/state/one.ts leans on sim/state/two.ts'],
    ['an import that leads nowhere', 'unresolvable: sim/state/nowhere.ts leans on ./missing.ts'],
  ];
  let found: string[] = [];
  beforeAll(() => {
    found = directions({
      'sim/math/one.ts': one,
      'sim/math/type.ts': 'export type One = 1;\n',
      'sim/protocol/one.ts': one,
      'src/io/one.ts': one,
      'src/report/one.ts': one,
      'src/cli/deep.ts': uses('../../sim/math/one.ts'),
      'src/cli/deep-type.ts': "import type { One } from '../../sim/math/type.ts';\n\nexport const two: One = 1;\n",
      'sim/engine/outside.ts': uses('../../src/io/one.ts'),
      'test/oracle/peek.test.ts': uses('../../sim/math/one.ts'),
      'sim/math/upward.ts': uses('../protocol/one.ts'),
      'sim/engine/package.ts': "import { parse } from 'yaml';\n\nexport const one = parse;\n",
      'sim/engine/seed.ts': "import seedrandom from 'seedrandom';\n\nexport const one = seedrandom;\n",
      'src/record/two.ts': uses('../report/one.ts'),
      'src/cli/files.ts': "import { readFileSync } from 'node:fs';\n\nexport const one = readFileSync;\n",
      'sim/state/one.ts': `${uses('./two.ts')}${one}`,
      'sim/state/two.ts': uses('./one.ts'),
      'sim/state/nowhere.ts': uses('./missing.ts'),
    }).violations;
  });
  it.each(planted)('fail on %s', (_what, violation) => {
    expect(found.filter((line) => line.startsWith(violation))).toHaveLength(1);
  });

  it('fail where the check cannot see the sources', () => {
    expect(directions({ 'sim/notes.md': 'Nothing to import here.\n' }).problem).toBeDefined();
  });
});
