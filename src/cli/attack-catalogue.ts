import type { CatalogueScenario } from '../attack/catalogue.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { interruptible } from './interruptible.ts';
import { asWrongInput } from './wrong-scenario.ts';

/**
 * Prints the catalogue of attacks as Markdown: every attack, and what the scenarios below a folder find when their
 * expectations are evaluated over all their seeds.
 */
export async function catalogueCommand(folder: string, context: CommandContext): Promise<ExitCode> {
  return interruptible(context, (interrupted) => catalogue(folder, context, interrupted));
}

async function catalogue(
  folder: string,
  { stdout, stderr }: CommandContext,
  interrupted: () => boolean,
): Promise<ExitCode> {
  const [{ cataloguePage }, { filesBelow, pathExists }, { simRegistries }] = await Promise.all([
    import('../attack/catalogue.ts'),
    import('../io/run-folder.ts'),
    import('../config/sim-registries.ts'),
  ]);
  const scenarios: CatalogueScenario[] = [];
  const files = pathExists(folder) && !folder.endsWith('.yaml') ? filesBelow(folder, '.yaml') : [];
  for (const file of files) {
    const found = await evaluated(`${folder.replace(/\/$/, '')}/${file}`, interrupted);
    if (found === 'interrupted') return exitCode.interrupted;
    if (found === undefined) continue;
    stderr.write(
      `${found.file}: ${found.findings.every(({ met }) => met === true) ? 'as expected' : 'NOT as expected'}\n`,
    );
    scenarios.push(found);
  }
  if (scenarios.length === 0) {
    throw new WrongInputError(
      `attack --catalogue: ${folder} holds no scenarios with attacks; expected a folder that does.`,
    );
  }
  const attacks = Object.values(simRegistries.attacks);
  stdout.write(cataloguePage(attacks, scenarios, `npm run -s sim -- attack ${folder} --catalogue`));
  const asExpected = scenarios.every(({ findings }) => findings.every(({ met }) => met === true));
  return asExpected ? exitCode.done : exitCode.difference;
}

/** What a scenario's runs say; undefined for a file that is no scenario with attacks, such as one of a gallery. */
async function evaluated(
  file: string,
  interrupted: () => boolean,
): Promise<CatalogueScenario | undefined | 'interrupted'> {
  const [
    { readScenario },
    { runUnit, unitOf },
    { noProgress },
    { checkExpectations },
    { questionLine },
    { summaryMetrics },
  ] = await Promise.all([
    import('../run/read-scenario.ts'),
    import('../run/run-unit.ts'),
    import('../run/run-to-end.ts'),
    import('../expect/check.ts'),
    import('../config/question.ts'),
    import('../../sim/index.ts'),
  ]);
  const { readWholeText } = await import('../io/run-folder.ts');
  const text = readWholeText(file);
  if (!/^attacks:/m.test(text) || /^network:/m.test(text)) return undefined;
  const runnable = await asWrongInput(() => readScenario(file));
  const watch = { progress: noProgress, interrupted };
  const metrics = await runUnit(unitOf(runnable, runnable.scenario.seed), watch);
  const verdicts = metrics && (await checkExpectations(runnable, metrics, watch));
  if (verdicts === undefined) return 'interrupted';
  return {
    file,
    question: questionLine(text).replace(/^# */, '').trim(),
    attacks: runnable.scenario.attacks.map(({ attack }) => attack),
    findings: verdicts.map((verdict) => ({
      ...verdict,
      unit: summaryMetrics.find(({ name }) => name === verdict.metric)?.unit ?? '',
    })),
  };
}
