import { nearestWord } from '../config/nearest-word.ts';
import { filesBelow, filesIn, pathExists } from '../io/run-folder.ts';
import { SelectionError } from '../run/selection-error.ts';

/** A scenario that gets a page. */
export interface SiteScenario {
  /** Path of its file, from the folder of the project: `scenarios/attacks/sybil.yaml`. */
  readonly file: string;
  /** Its page's folder below `scenarios/` of the site: `attacks/sybil`. */
  readonly page: string;
}

export interface ScenarioChoice {
  /** Parts of paths, `*` standing for any characters; a scenario is chosen by any of them. Empty: all are. */
  readonly only: readonly string[];
  readonly attacks: boolean;
}

const SCENARIOS = 'scenarios';
const ATTACKS = 'scenarios/attacks';
/** Asks about all attacks together: no scenario. */
export const ATTACK_GALLERY = `${ATTACKS}/gallery.yaml`;

/**
 * The scenarios of `scenarios/` and, at any depth, of `scenarios/attacks/`, sorted by path, those of attacks last.
 *
 * @throws SelectionError when a pattern chooses none
 */
export function scenarioFiles(choice: ScenarioChoice): SiteScenario[] {
  const own = filesIn(SCENARIOS)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${SCENARIOS}/${name}`);
  const attacks = choice.attacks && pathExists(ATTACKS) ? filesBelow(ATTACKS, '.yaml') : [];
  const files = [...own, ...attacks.map((name) => `${ATTACKS}/${name}`)].filter((file) => file !== ATTACK_GALLERY);
  const all = files.map((file) => ({ file, page: file.slice(SCENARIOS.length + 1).replace(/\.yaml$/, '') }));
  const chosen = choice.only.map((text) => {
    const pattern = asPattern(text);
    const found = all.filter(({ page }) => pattern.test(page));
    if (found.length > 0) return found;
    const names = all.map(({ page }) => page);
    throw new SelectionError(
      `--only is "${text}"; expected one of the ${all.length} scenarios, such as ${names.slice(0, 3).join(', ')}.`,
      nearestWord(text, names),
    );
  });
  return chosen.length === 0 ? all : all.filter((each) => chosen.some((found) => found.includes(each)));
}

/** `base*` is a whole name in any folder that begins with `base`; `attacks/*` are all attacks. */
function asPattern(text: string): RegExp {
  const escaped = text
    .replace(/\.yaml$/, '')
    .replace(/^scenarios\//, '')
    .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|/)${escaped.replaceAll('*', '.*')}$`);
}
