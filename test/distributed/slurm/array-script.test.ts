import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { arrayScript } from '../../../src/distributed/slurm/array-script.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const parts = {
  jobName: 'noise-0123456789abcdef',
  folder: '/shared/results/.slurm/0123456789abcdef',
  runs: 40,
  tasks: 10,
  jobs: 2,
  sbatch: ['--partition=short', '--comment=two "words"'],
  program: ['/usr/bin/node', '/opt/allora-sim/dist/src/cli/main.js'],
};

describe('the script of a job array', () => {
  it('says what a person would write', () => {
    const lines = arrayScript(parts).split('\n');
    expect(lines[0]).toBe('#!/bin/bash');
    expect(lines.filter((line) => !/^# |^#$|^#!|^$/.test(line))).toEqual([
      '#SBATCH --job-name=noise-0123456789abcdef',
      '#SBATCH --array=0-9',
      '#SBATCH --cpus-per-task=2',
      '#SBATCH --output=/shared/results/.slurm/0123456789abcdef/logs/%a.out',
      '#SBATCH --open-mode=append',
      '#SBATCH --requeue',
      '#SBATCH --partition=short',
      '#SBATCH "--comment=two \\"words\\""',
      'exec /usr/bin/node /opt/allora-sim/dist/src/cli/main.js worker --array /shared/results/.slurm/0123456789abcdef --jobs 2',
    ]);
  });

  it('hands on paths that a shell would take apart', () => {
    const folder = "/a b/$HOME/it's 50%";
    const file = path.join(temporaryFolder(), 'array.sbatch');
    const script = arrayScript({ ...parts, folder, program: [process.execPath, '-p', 'process.argv.slice(1)', '--'] });
    writeFileSync(file, script);
    expect(execFileSync('bash', [file], { encoding: 'utf8' })).toContain(`"/a b/$HOME/it's 50%"`);
    expect(script).toContain(`#SBATCH "--output=/a b/$HOME/it's 50%%/logs/%a.out"\n`);
  });
});
