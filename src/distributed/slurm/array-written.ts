import { join } from 'node:path';
import { shellWord } from './array-script.ts';

/** An array was written and is left to a person to submit: the sweep ends here, as it was asked to. The message says how to go on. */
export class ArrayWritten extends Error {
  override readonly name = 'ArrayWritten';
  /** The script. */
  readonly script: string;
  readonly runs: number;

  /** @param folder of the array */
  constructor(folder: string, runs: number) {
    const script = join(folder, 'array.sbatch');
    super(
      `Wrote ${runs} runs as a job array. To submit it:\n\n  sbatch ${shellWord(script)}\n\n` +
        'Then give the same sweep command again: it waits for the array and collects its results.\n',
    );
    this.script = script;
    this.runs = runs;
  }
}
