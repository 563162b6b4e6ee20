/**
 * Writes generated rows to a file:
 *
 *     npx --no-install tsx test/generated/write-rows.ts OUT.csv --inferers 8 --forecasters 4 --reputers 4 --rows 10
 *       --rule clamped|ratio-std|ratio-mad --seed TEXT --empty 0.2 --extreme
 *     npx --no-install tsx test/generated/write-rows.ts OUT.csv --sortition --participants 20 --seats 6 --rows 50
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { WeightRule } from '../oracle/index.ts';
import { generateSynthesis } from './generate-rows.ts';
import { generateSortitionRows } from './generate-sortition.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inferers: { type: 'string', default: '5' },
    forecasters: { type: 'string', default: '3' },
    reputers: { type: 'string', default: '5' },
    participants: { type: 'string', default: '8' },
    seats: { type: 'string', default: '5' },
    rows: { type: 'string', default: '5' },
    rule: { type: 'string', default: 'clamped' },
    seed: { type: 'string', default: 'rows' },
    empty: { type: 'string', default: '0' },
    extreme: { type: 'boolean', default: false },
    sortition: { type: 'boolean', default: false },
  },
});

const rules: readonly WeightRule[] = ['clamped', 'ratio-std', 'ratio-mad'];
const rule = rules.find((name) => name === values.rule);
const [out] = positionals;
if (out === undefined) throw new Error('give the file to write as the first argument');
if (rule === undefined) throw new Error(`--rule is "${values.rule}"; expected one of ${rules.join(', ')}`);

const rows = Number(values.rows);
if (values.sortition) {
  const options = { participants: Number(values.participants), seats: Number(values.seats), rows, seed: values.seed };
  writeFileSync(out, generateSortitionRows(options));
} else {
  const { csv, statistics } = generateSynthesis({
    inferers: Number(values.inferers),
    forecasters: Number(values.forecasters),
    reputers: Number(values.reputers),
    rows,
    rule,
    seed: values.seed,
    emptyShare: Number(values.empty),
    extreme: values.extreme,
  });
  writeFileSync(out, csv);
  process.stdout.write(`${JSON.stringify(statistics)}\n`);
}
