import { z } from 'zod';
import { attacks, hubChainParameters, profileNames } from '../../../sim/index.ts';
import { amountSchema, nameSchema } from '../../config/common-schema.ts';
import { mostReplicates } from '../../config/experiment/experiment-schema.ts';
import { expectations } from '../../config/messages.ts';
import { choiceSchema, failing, groupSchema, numberSchema } from '../../config/parameter-schema.ts';

/** Ways to slash, the first of which is none. */
export const slashingModes: readonly string[] =
  hubChainParameters.find(({ name }) => name === 'slashing.mode')?.choices ?? [];

/** The schema of gallery files. What an attack's block may hold beside its name is checked with the scenario. */
export function gallerySchema() {
  const texts = {
    network: { text: 'a scenario file, relative to this one' },
    set: { text: 'a group of paths in the scenario with their values, such as topics.0.inferers.0.count: 8' },
    block: { text: 'an attack as in a scenario, such as { attack: sybil, identities: 4 }' },
  };
  const size = groupSchema('a size of the network', {
    name: nameSchema('What it is called in charts: small.'),
    set: z
      .record(z.string(), z.unknown(), failing(texts.set))
      .meta({ description: 'What is set in the scenario for this size: paths with values.' }),
  });
  const block = z.looseObject({ attack: choiceSchema(Object.keys(attacks)) }, failing(texts.block));
  return groupSchema('a gallery', {
    name: nameSchema('Name of the gallery.'),
    network: z.string(failing(texts.network)).min(1, failing(texts.network)).meta({
      description: 'The scenario that is attacked, relative to this file. Attacks of its own are left out.',
    }),
    sizes: list(size, 'size').meta({ description: 'Sizes of the network, from small to large.' }),
    profiles: list(choiceSchema(profileNames), 'profile').meta({ description: 'Versions of the protocol.' }),
    slashing: list(choiceSchema(slashingModes), 'way to slash').default(['none']).meta({
      description: 'How reputers lose stake for low scores (not on chain); none: they do not.',
    }),
    budget: amountSchema('What the owner of each attack may lay out.'),
    replicates: numberSchema({ kind: 'integer', minimum: 1, maximum: mostReplicates, unit: 'seeds per cell' })
      .default(10)
      .meta({ description: 'Seeds that every cell is run with, the same ones everywhere.' }),
    seed: z
      .union([z.string(failing({ text: expectations.seed() })), z.number()])
      .optional()
      .meta({
        description: "Any text, as written here: root of all seeds; the scenario's unless given.",
      }),
    attacks: list(block, 'attack').meta({ description: 'The attacks, each as in a scenario.' }),
  }).meta({ title: 'allora-sim gallery of attacks' });
}

export type GalleryValues = z.output<ReturnType<typeof gallerySchema>>;

function list<Entry extends z.ZodType>(entry: Entry, what: string) {
  const error = failing({ text: expectations.list(what, 1) });
  return z
    .array(entry, error)
    .min(1, error)
    .max(200, failing({ text: `a list of at most 200 entries` }));
}
