import { type AttackCommandOptions, attackCommand } from './attack.ts';
import { catalogueCommand } from './attack-catalogue.ts';
import { type GalleryCommandOptions, galleryCommand } from './attack-gallery.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, WrongInputError } from './exit-code.ts';
import { ofOneAttack } from './of-one-attack.ts';

/** What `attack` is asked for: one attack, a gallery of many, or the catalogue of all. */
export interface AttackKindOptions extends AttackCommandOptions, GalleryCommandOptions {
  readonly gallery?: boolean | undefined;
  readonly catalogue?: boolean | undefined;
}

export async function attackOfKind(options: AttackKindOptions, context: CommandContext): Promise<ExitCode> {
  const { gallery = false, catalogue = false } = options;
  if (!gallery && !catalogue) return attackCommand(options, context);
  const kind = gallery ? '--gallery' : '--catalogue';
  const others: readonly (keyof AttackKindOptions)[] = gallery ? [...ofOneAttack, 'catalogue'] : ofOneAttack;
  const given = others.find((name) => isGiven(options[name]));
  if (given !== undefined)
    throw new WrongInputError(`--${given} does nothing with ${kind}; expected one of them alone.`);
  return gallery ? galleryCommand(options, context) : catalogueCommand(options.scenario, context);
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
}
