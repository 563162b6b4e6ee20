import { dirname, join } from 'node:path';
import type { Registries } from '../config/registries.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import type { HelpOf } from './reference-pages.ts';
import { single } from './single.ts';

/** Kinds of files that there is a schema of. */
const schemaKinds = ['scenario', 'experiment', 'suite'] as const;
type SchemaKind = (typeof schemaKinds)[number];

export interface SchemaCommandOptions {
  readonly of: string;
  readonly markdown?: boolean | undefined;
  readonly reference?: string | undefined;
}

/**
 * Prints the JSON Schema of a kind of files, or the reference page about scenario files; or writes all pages of the reference
 * into a folder.
 */
export async function schemaCommand(
  { of, markdown = false, reference }: SchemaCommandOptions,
  { stdout }: CommandContext,
  helpOf: HelpOf,
): Promise<ExitCode> {
  if (reference !== undefined) {
    await writeReference(single('reference', reference), helpOf);
    return exitCode.done;
  }
  const kind = single('of', of);
  if (!isKind(kind)) {
    const { nearestWord } = await import('../config/nearest-word.ts');
    const nearest = nearestWord(kind, schemaKinds);
    const question = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    throw new WrongInputError(`--of is "${kind}"; expected one of ${schemaKinds.join(', ')}.${question}`);
  }
  if (markdown && kind !== 'scenario') throw new WrongInputError('--markdown is of scenario files only.');
  const { simRegistries } = await import('../config/sim-registries.ts');
  if (markdown) {
    const { referencePage } = await import('../config/reference-page.ts');
    stdout.write(referencePage(simRegistries));
  } else {
    stdout.write(`${JSON.stringify(await schemas[kind](simRegistries), null, 2)}\n`);
  }
  return exitCode.done;
}

async function writeReference(folder: string, helpOf: HelpOf): Promise<void> {
  const [{ allReferencePages }, { writeWholeFile, ensureFolder }] = await Promise.all([
    import('./reference-pages.ts'),
    import('../io/run-folder.ts'),
  ]);
  for (const [name, text] of Object.entries(await allReferencePages(helpOf))) {
    const file = join(folder, name);
    ensureFolder(dirname(file));
    writeWholeFile(file, text);
  }
}

function isKind(word: string): word is SchemaKind {
  return (schemaKinds as readonly string[]).includes(word);
}

/** Loaded only when needed. */
const schemas: Readonly<Record<SchemaKind, (registries: Registries) => Promise<unknown>>> = {
  scenario: async (registries) => (await import('../config/json-schema.ts')).jsonSchema(registries),
  experiment: async (registries) =>
    (await import('../config/experiment/experiment-json-schema.ts')).experimentJsonSchema(registries),
  suite: async (registries) => (await import('../config/suite/suite-json-schema.ts')).suiteJsonSchema(registries),
};
