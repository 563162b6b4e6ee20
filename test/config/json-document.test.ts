import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/config/json-document.ts';
import { toJson } from '../../src/config/scenario-yaml.ts';
import { readYaml, type YamlSource } from '../../src/config/yaml-document.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { projectRoot } from '../support/built.ts';

const file = 'x.json';

function source(read: ReturnType<typeof readYaml>): YamlSource {
  if ('problems' in read) throw new Error(read.problems[0].message);
  return read.source;
}

/** Every path in a value. */
function pathsIn(value: unknown, above: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [above];
  const steps = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [above, ...[...steps].flatMap((step) => pathsIn((value as never)[step], [...above, step]))];
}

const scenarioJson = async (): Promise<string> =>
  toJson((await readScenario(path.join(projectRoot, 'scenarios/baseline.yaml'))).scenario) as string;

describe('a document that a program wrote as JSON', () => {
  it('says the same, and the same of each place in it, as when it is read as YAML', async () => {
    const text = await scenarioJson();
    const fast = source(readJson(text, file));
    const slow = source(readYaml(text, file));
    expect(fast.value).toEqual(slow.value);
    const paths = pathsIn(slow.value);
    expect(paths.length).toBeGreaterThan(100);
    for (const at of [...paths, ['nothing', 'here']]) {
      expect(fast.textAt(at)).toBe(slow.textAt(at));
      expect(fast.place(at)).toEqual(slow.place(at));
      expect(fast.place(at.slice(0, -1), String(at.at(-1)))).toEqual(slow.place(at.slice(0, -1), String(at.at(-1))));
    }
  });

  it('says the same whatever stands in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { minKeys: 1 }), (value) => {
        const text = JSON.stringify(value);
        expect(readJson(text, file)).toEqual({
          source: { value: JSON.parse(text), place: expect.any(Function), textAt: expect.any(Function) },
        });
        expect(source(readJson(text, file)).value).toEqual(source(readYaml(text, file)).value);
      }),
    );
  });

  it('keeps numbers as they are written', () => {
    expect(source(readJson('{"a": 1.50, "b": 1e2}', file)).textAt(['a'])).toBe('1.50');
    expect(source(readJson('{"a": 1.50, "b": 1e2}', file)).textAt(['b'])).toBe('1e2');
  });

  it('is read in less than a quarter of the time of YAML', async () => {
    const text = await scenarioJson();
    const quickest = (read: typeof readJson): number => {
      const times = Array.from({ length: 20 }, () => {
        const begin = performance.now();
        source(read(text, file)).textAt(['seed']);
        return performance.now() - begin;
      });
      return Math.min(...times);
    };
    expect(quickest(readJson) / quickest(readYaml)).toBeLessThan(0.25);
  });

  it.each([
    ['YAML', 'name: x\n'],
    ['cut off', '{"name": "x", "topics": ['],
    ['one word', '"x"'],
    ['empty', ''],
    ['null', 'null'],
    ['nested without end', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['nested a little too deeply', '{"a":'.repeat(51) + 1 + '}'.repeat(51)],
  ])('is read as YAML when it is something else: %s', (_what, text) => {
    const [fast, slow] = [readJson(text, file), readYaml(text, file)];
    if ('problems' in slow) expect(fast).toEqual(slow);
    else expect(source(fast).value).toEqual(slow.source.value);
  });

  it('may be nested as deeply as YAML may', () => {
    const text = '{"a":'.repeat(50) + 1 + '}'.repeat(50);
    expect(source(readJson(text, file)).value).toEqual(source(readYaml(text, file)).value);
  });

  it('has its last value of a key that stands there twice, at the beginning of the file', () => {
    const read = source(readJson('{"a": 1,\n "a": 2}', file));
    expect(read.value).toEqual({ a: 2 });
    expect(read.place(['a'])).toEqual({ file, line: 1, column: 1 });
    expect(read.textAt(['a'])).toBeUndefined();
  });

  it('may have keys that mean something to JavaScript', () => {
    const read = source(readJson('{"__proto__": {"x": 1}}', file));
    expect(Object.keys(read.value as object)).toEqual(['__proto__']);
    expect(read.textAt(['__proto__', 'x'])).toBe('1');
    expect(read.textAt(['toString'])).toBeUndefined();
  });
});
