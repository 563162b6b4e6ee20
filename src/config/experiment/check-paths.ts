import type { Findings } from '../findings.ts';
import { isPathStep } from '../overrides.ts';
import type { Path } from '../yaml-document.ts';
import type { Factor } from './experiment.ts';
import { experimentMessages, reasonsNotToSet } from './experiment-messages.ts';
import type { WrittenSetting } from './fixed-settings.ts';

/** A path of the scenario that is set, and by whom. */
interface SetPath {
  readonly path: string;
  /** Where it stands in the experiment file. */
  readonly at: Path;
  readonly owner: string;
}

/** Paths lead somewhere, none is set twice, and none undoes what was set before it. */
export function checkPaths(set: readonly WrittenSetting[], factors: readonly Factor[], findings: Findings): void {
  const paths: SetPath[] = set.map(({ path, at }) => ({ path, at, owner: 'set' }));
  factors.forEach((factor, f) => {
    factor.paths.forEach((path, p) => {
      const list: Path = ['factors', f, 'path', p];
      const at = findings.wrote(list) ? list : ['factors', f, 'path'];
      paths.push({ path, at, owner: `factors.${f}` });
    });
  });
  const before = new Map<string, SetPath>();
  for (const one of paths) {
    const steps = one.path.split('.').map(plainStep);
    if (!steps.every(isPathStep)) findings.add(one.at, (at) => experimentMessages.noPath(at, one.path));
    else if (Object.hasOwn(reasonsNotToSet, steps[0] as string)) {
      findings.add(one.at, (at) => experimentMessages.notToSet(at, one.path, reasonsNotToSet[steps[0] as string]));
    } else {
      clash(one, steps.join('.'), before, findings);
      before.set(steps.join('.'), one);
    }
  }
}

/** 007 and 7 are the same entry of a list. */
function plainStep(step: string): string {
  return /^\d+$/.test(step) ? step.replace(/^0+(?=\d)/, '') : step;
}

function clash({ path, at }: SetPath, plain: string, before: ReadonlyMap<string, SetPath>, findings: Findings): void {
  const same = before.get(plain);
  if (same !== undefined) {
    findings.add(at, (shown) => experimentMessages.pathTwice(shown, path, same.owner));
    return;
  }
  for (const [known, { path: undone, owner }] of before) {
    if (!known.startsWith(`${plain}.`)) continue;
    findings.add(at, (shown) => experimentMessages.undone(shown, path, undone, owner));
    return;
  }
}
