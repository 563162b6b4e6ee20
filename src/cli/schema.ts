import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode } from './exit-code.ts';

/** Prints the JSON Schema of scenario files, or the reference page about them. */
export async function schemaCommand(
  { markdown = false }: { readonly markdown?: boolean | undefined },
  { stdout }: CommandContext,
): Promise<ExitCode> {
  const { simRegistries } = await import('../config/sim-registries.ts');
  if (markdown) {
    const { referencePage } = await import('../config/reference-page.ts');
    stdout.write(referencePage(simRegistries));
  } else {
    const { jsonSchema } = await import('../config/json-schema.ts');
    stdout.write(`${JSON.stringify(jsonSchema(simRegistries), null, 2)}\n`);
  }
  return exitCode.done;
}
