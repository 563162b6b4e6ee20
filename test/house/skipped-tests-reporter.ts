import type { Reporter, TestModule } from 'vitest/node';

/** In continuous integration (CI=true) a skipped or postponed test fails the run: a green run has run everything. */
export class SkippedTestsReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[]): void {
    if (process.env.CI !== 'true') return;
    const skipped: string[] = [];
    for (const module of testModules) {
      for (const test of module.children.allTests('skipped'))
        skipped.push(`${module.relativeModuleId}: ${test.fullName}`);
    }
    if (skipped.length === 0) return;
    process.stderr.write(
      `\nSkipped tests fail the run when CI=true:\n${skipped.map((name) => `  ${name}\n`).join('')}`,
    );
    process.exitCode = 1;
  }
}
