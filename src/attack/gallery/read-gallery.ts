import { besideFile } from '../../config/files.ts';
import { Findings } from '../../config/findings.ts';
import { shown } from '../../config/messages.ts';
import { firstProblems, type Place } from '../../config/problem.ts';
import { questionOf } from '../../config/question.ts';
import { readDocument } from '../../config/read-document.ts';
import { mostScenarioBytes } from '../../config/scenario-schema.ts';
import type { Path } from '../../config/yaml-document.ts';
import { scenarioFiles } from '../../io/scenario-files.ts';
import { ScenarioError } from '../../run/read-scenario.ts';
import type { Gallery, GalleryEntry } from './gallery.ts';
import { type GalleryValues, gallerySchema } from './gallery-schema.ts';

/**
 * Reads and checks a gallery file. Whether its cells make scenarios that can be run is another matter.
 *
 * @throws ScenarioError when something is wrong in it, each with file, line and column
 */
export function readGallery(file: string): Gallery {
  const read = scenarioFiles.readText(file, mostScenarioBytes);
  if ('reason' in read) throw new ScenarioError([{ file, line: 1, column: 1, path: '', message: read.reason }]);
  return resolveGallery(read.text, file);
}

/**
 * The same for the text of a gallery file.
 *
 * @param file its name in messages, and the place that the network's file is relative to
 * @throws ScenarioError
 */
export function resolveGallery(text: string, file: string): Gallery {
  const kind = { what: 'a gallery', keys: 'network, attacks and more' };
  const read = readDocument<GalleryValues>(text, file, gallerySchema(), kind);
  if (!read.ok) throw new ScenarioError(read.problems);
  const { value, written, place, textAt } = read;
  const findings = new Findings(written, place);
  const attacks = entriesOf(value, place);
  unique(
    value.sizes.map(({ name }) => name),
    (n) => ['sizes', n, 'name'],
    findings,
  );
  unique(value.profiles, (n) => ['profiles', n], findings);
  unique(value.slashing, (n) => ['slashing', n], findings);
  unique(
    attacks.map(({ name }) => name),
    (n) => findings.written(['attacks', n, 'name'], ['attacks', n, 'attack']),
    findings,
  );
  if (findings.problems.length > 0) throw new ScenarioError(firstProblems(findings.problems, [file]));
  return {
    name: value.name,
    question: questionOf(text),
    text,
    network: besideFile(file, value.network),
    sizes: value.sizes.map(({ name, set }, s) => ({
      name,
      set: Object.entries(set).map(([path, setting]) => ({
        path,
        value: setting,
        place: place(['sizes', s, 'set'], path),
      })),
    })),
    profiles: value.profiles,
    slashing: value.slashing,
    budget: value.budget,
    replicates: value.replicates,
    seed: value.seed === undefined ? undefined : (textAt(['seed']) ?? String(value.seed)),
    attacks,
    places: {
      profiles: value.profiles.map((_, n) => place(['profiles', n])),
      slashing: value.slashing.map((_, n) => place(['slashing', n])),
    },
  };
}

function entriesOf({ attacks, budget }: GalleryValues, place: (path: Path) => Place): GalleryEntry[] {
  return attacks.map((block, a) => {
    const name = typeof block.name === 'string' ? block.name : block.attack;
    return { name, attack: block.attack, block: { budget, ...block, name }, place: place(['attacks', a]) };
  });
}

function unique(names: readonly string[], at: (n: number) => Path, findings: Findings): void {
  names.forEach((name, n) => {
    if (names.indexOf(name) === n) return;
    findings.add(at(n), (path) => `${path} is ${shown(name)}, which stands there already; expected every name once.`);
  });
}
