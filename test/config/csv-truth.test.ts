import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvSeries } from '../../src/config/csv-series.ts';
import { fakeFiles, sha256 } from './fake-files.ts';
import { complaints, resolvedOf, small, withTopicLine } from './resolve.ts';

describe('csvSeries', () => {
  it('reads a column by its name, whatever else there is', () => {
    const text = 'day,truth,note\r\n1, 2.5 ,"a, b"\r\n\r\n2,-1e-3,"two\nlines"\r\n3,+.5,\r\n';
    expect(csvSeries(text, 'truth')).toEqual({ values: Float64Array.of(2.5, -0.001, 0.5) });
  });
  it('reads what it would write, number for number', () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(numbers, (values) => {
        const text = `n,x\n${values.map((value, n) => `${n},${value}`).join('\n')}`;
        expect(csvSeries(text, 'x')).toEqual({ values: Float64Array.from(values, (value) => Number(String(value))) });
      }),
      { seed: 1 },
    );
  });
  it('reads more rows than it makes room for at first', () => {
    const text = `x\n${Array.from({ length: 3000 }, (_, n) => n).join('\n')}\n`;
    const read = csvSeries(text, 'x');
    expect('values' in read && [read.values.length, read.values[2999]]).toEqual([3000, 2999]);
  });
  const wrong: [what: string, text: string, line: number, column: number, message: string][] = [
    ['nothing', '', 1, 1, 'the file is empty; expected a row of column names and at least one row of numbers.'],
    ['a header only', 'x,y\n', 1, 1, 'the file has a row of column names only; expected at least one row of numbers.'],
    ['a word', 'n,x\n1,2\n2,abc\n', 3, 3, 'x is "abc"; expected a finite number.'],
    ['an empty cell', 'n,x\n1,\n', 2, 3, 'x is empty; expected a finite number.'],
    ['infinity', 'n,x\n1,Infinity\n', 2, 3, 'x is "Infinity"; expected a finite number.'],
    ['a number too large for a double', 'x\n1e999\n', 2, 1, 'x is "1e999"; expected a finite number.'],
    ['NaN', 'x\nnan\n', 2, 1, 'x is "nan"; expected a finite number.'],
    ['a hexadecimal number', 'x\n0x1F\n', 2, 1, 'x is "0x1F"; expected a finite number.'],
    ['a cell after a quoted one', 'n,x\n"a ""b"", c",no\n', 2, 14, 'x is "no"; expected a finite number.'],
    ['a cell after a quoted line break', 'n,x\n"a\nb",no\n', 3, 4, 'x is "no"; expected a finite number.'],
    ['a row that is too short', 'n,x\n1,2\n3\n', 3, 1, 'the row has 1 cell; expected 2, as in the first.'],
    ['a row that is too long', 'n,x\n1,2,3\n', 2, 5, 'the row has 3 cells; expected 2, as in the first.'],
    [
      'a quote that stays open',
      'n,x\n1,"2\n',
      2,
      3,
      'a quote begins here that is not closed or not escaped; expected matching quotes.',
    ],
  ];
  it.each(wrong)('refuses %s and says where', (_what, text, line, column, message) => {
    expect(csvSeries(text, 'x')).toEqual({ line, column, message });
  });
  it('takes what a loss can judge only', () => {
    expect(csvSeries('x\n0\n1\n1.5\n', 'x', 'probability')).toEqual({
      ...{ line: 4, column: 1 },
      message: 'x is "1.5"; expected a number from 0 to 1, as the loss needs.',
    });
    expect(csvSeries('x\n7\n-1\n', 'x', 'not-negative')).toEqual({
      ...{ line: 3, column: 1 },
      message: 'x is "-1"; expected a finite number of at least 0, as the loss needs.',
    });
  });
  it('tells which columns there are when the one asked for is not there, or there twice', () => {
    expect(csvSeries('truth,other\n1,2\n', 'trth')).toEqual({
      ...{ header: ['truth', 'other'], times: 0, suggestion: 'truth' },
    });
    expect(csvSeries('x,x\n1,2\n', 'x')).toMatchObject({ times: 2 });
  });
});

const csv = (keys: string) =>
  small.replace('{ process: gbm-return, volatility: 0.2 }', `{ process: csv, ${keys} }`).concat('epochs: 3\n');
const data = 'day,eth,btc\n1,0.5,7\n2,0.25,8\n3,0.125,9\n';
const files = fakeFiles({ 'data/eth.csv': data, 'broken.csv': 'eth\n1\nx\n3\n', 'latin.csv': Uint8Array.of(0xe4) });

describe('a truth from a file', () => {
  it('comes with the numbers, and names the file as it lies beside the resolved scenario', async () => {
    const { scenario, inputs } = await resolvedOf(csv('file: ./data/eth.csv, column: eth'), {}, files);
    const hash = sha256(data);
    const truth = { process: 'csv', file: 'eth.csv', column: 'eth', sha256: hash, onExhaustion: 'error' };
    expect(scenario.topics[0].truth).toEqual(truth);
    expect(inputs.series).toEqual({ 'eth.csv#eth': Float64Array.of(0.5, 0.25, 0.125) });
    expect(inputs.files).toEqual([{ name: 'eth.csv', path: 'data/eth.csv', sha256: hash }]);
  });
  it('resolves to the same again from the copies', async () => {
    const { scenario, yaml, inputs } = await resolvedOf(csv('file: data/eth.csv, column: eth'), {}, files);
    const again = await resolvedOf(yaml, {}, fakeFiles({ 'eth.csv': data }));
    expect({ scenario: again.scenario, yaml: again.yaml }).toEqual({ scenario, yaml });
    expect(again.inputs.series).toEqual(inputs.series);
  });
  it('shares a file between columns, and keeps files of one name apart', async () => {
    const topic = (name: string, file: string, column: string) =>
      small
        .slice(small.indexOf('  - name: eth'))
        .replace('name: eth', `name: ${name}`)
        .replace('gbm-return, volatility: 0.2', `csv, file: ${file}, column: ${column}`);
    const text = `name: x\nepochs: 3\ntopics:\n${topic('a', 'data/eth.csv', 'eth')}${topic('b', 'data/eth.csv', 'btc')}${topic('c', 'more/ETH.csv', 'eth')}`;
    const more = fakeFiles({ 'data/eth.csv': data, 'more/ETH.csv': 'eth\n4\n5\n6\n' });
    const { scenario, inputs, yaml } = await resolvedOf(text, {}, more);
    expect(scenario.topics.map(({ truth }) => truth.file)).toEqual(['eth.csv', 'eth.csv', 'ETH-2.csv']);
    expect(Object.keys(inputs.series)).toEqual(['eth.csv#eth', 'eth.csv#btc', 'ETH-2.csv#eth']);
    expect(inputs.files.map(({ name }) => name)).toEqual(['eth.csv', 'ETH-2.csv']);
    const copies = fakeFiles({ 'eth.csv': data, 'ETH-2.csv': 'eth\n4\n5\n6\n' });
    expect((await resolvedOf(yaml, {}, copies)).scenario).toEqual(scenario);
  });
  it('is relative to the file that names it', async () => {
    const both = fakeFiles({
      'sub/base.yaml': csv('file: eth.csv, column: eth'),
      'sub/eth.csv': data,
    });
    const { inputs } = await resolvedOf('extends: sub/base.yaml\n', {}, both);
    expect(inputs.files).toMatchObject([{ name: 'eth.csv', path: 'sub/eth.csv' }]);
  });
  it('may be set from the command line, relative to the scenario', async () => {
    const set = ['topics.0.truth.process=csv', 'topics.0.truth.file=data/eth.csv', 'topics.0.truth.column=btc'];
    const text = small.replace('{ process: gbm-return, volatility: 0.2 }', 'ar1');
    const { inputs } = await resolvedOf(text, { set, epochs: '2' }, files);
    expect(inputs.series).toEqual({ 'eth.csv#btc': Float64Array.of(7, 8, 9) });
  });
  it('may begin again when it is at its end', async () => {
    const { inputs } = await resolvedOf(
      `${csv('file: data/eth.csv, column: eth, onExhaustion: loop')}`,
      {
        epochs: '50',
      },
      files,
    );
    expect(inputs.series['eth.csv#eth']).toHaveLength(3);
  });
  it('needs a row per epoch of its own topic, whose epochs may be shorter than those of the first', async () => {
    const text = csv('file: data/eth.csv, column: eth').replace(
      'topics:\n',
      `topics:\n${small.slice(small.indexOf('  - name')).replace('eth', 'first').replace('    inferers:', '    epochLength: 90\n    inferers:')}`,
    );
    expect(await complaints(text, { epochs: '2' }, files)).toEqual([]);
    expect(await complaints(text, {}, files)).toEqual([
      'small.yaml:12:34 topics.1.truth.file is "data/eth.csv", which has 3 rows; expected at least 5, one per epoch, or onExhaustion: loop.',
    ]);
  });
  const cases: [what: string, text: string, complaint: string][] = [
    [
      'a file that is not named',
      csv('column: eth'),
      'small.yaml:4:12 topics.0.truth.file is missing; expected text: The file.',
    ],
    [
      'a file that is not there',
      csv('file: nope.csv, column: eth'),
      'small.yaml:4:34 topics.0.truth.file is "nope.csv", which cannot be read: there is no such file.',
    ],
    [
      'a file that is no text',
      csv('file: latin.csv, column: eth'),
      'small.yaml:4:34 topics.0.truth.file is "latin.csv", which cannot be read: the file is not text in UTF-8.',
    ],
    [
      'a column that is not there',
      csv('file: data/eth.csv, column: ehh'),
      'small.yaml:4:56 topics.0.truth.column is "ehh"; expected a column of data/eth.csv: one of day, eth, btc. Did you mean "eth"?',
    ],
    [
      'a column that is not there by default',
      csv('file: data/eth.csv'),
      'small.yaml:4:12 topics.0.truth.column is "truth"; expected a column of data/eth.csv: one of day, eth, btc.',
    ],
    [
      'a cell that is no number',
      csv('file: broken.csv, column: eth'),
      'broken.csv:3:1 eth is "x"; expected a finite number.',
    ],
    [
      'too few rows',
      csv('file: data/eth.csv, column: eth').replace('epochs: 3', 'epochs: 4'),
      'small.yaml:4:34 topics.0.truth.file is "data/eth.csv", which has 3 rows; expected at least 4, one per epoch, or onExhaustion: loop.',
    ],
    [
      'data that are not what they were',
      csv('file: data/eth.csv, column: eth, sha256: abc'),
      `small.yaml:4:69 topics.0.truth.sha256 is "abc"; data/eth.csv has ${sha256(data)}: the data are not what they were.`,
    ],
    [
      'truths that the loss cannot judge',
      withTopicLine('loss: bce', csv('file: data/eth.csv, column: btc')),
      'data/eth.csv:2:7 btc is "7"; expected a number from 0 to 1, as the loss needs.',
    ],
  ];
  it.each(cases)('is refused where it is wrong: %s', async (_what, text, complaint) => {
    expect(await complaints(text, {}, files)).toEqual([complaint]);
  });
});
