import type { Problem } from '../../config/problem.ts';
import { element } from '../shared/dom.ts';
import { type ControlElement, controlElement, idOf, type OnChange } from './control-element.ts';
import { allControls, type Control, type ControlGroup } from './controls.ts';

/** The form of a scenario: made anew only when other values are to be shown than before. */
export class ScenarioForm {
  readonly #place: HTMLElement;
  readonly #onChange: OnChange;
  readonly #elements = new Map<string, ControlElement>();
  /** Controls under "More parameters" that have not been asked for. */
  #byId = new Map<string, Control>();
  #signature = '';

  constructor(place: HTMLElement, onChange: OnChange) {
    this.#place = place;
    this.#onChange = onChange;
  }

  show(group: ControlGroup): void {
    const controls = allControls(group);
    this.#byId = new Map(controls.map((control) => [idOf(control.path), control]));
    const signature = signatureOf(group, controls);
    if (signature === this.#signature) {
      for (const [id, { update }] of this.#elements) update(this.#byId.get(id) as Control);
      return;
    }
    this.#signature = signature;
    const focused = document.activeElement?.id;
    const open = new Set([...this.#place.querySelectorAll('details[open]')].map(({ id }) => id));
    this.#elements.clear();
    this.#place.replaceChildren(...this.#contentOf(group, open));
    if (focused !== undefined && this.#byId.has(focused)) document.getElementById(focused)?.focus();
  }

  /** Puts problems beside the controls that they are about. @returns those that have none */
  showProblems(problems: readonly Problem[]): Problem[] {
    for (const { showProblem } of this.#elements.values()) showProblem('');
    return problems.filter(({ path, message, suggestion }) => {
      const shown = this.#elements.get(idOf(path.split('.')));
      const question = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
      shown?.showProblem(`${message}${question}`);
      return shown === undefined;
    });
  }

  #contentOf(group: ControlGroup, open: ReadonlySet<string>): HTMLElement[] {
    const main = group.controls.filter(({ isMain }) => isMain).map((control) => this.#element(control));
    const inside = group.groups.filter(hasMain).map((one) => this.#fieldset(one, open));
    const rest = group.controls.filter(({ isMain }) => !isMain);
    const groups = group.groups.filter((one) => !hasMain(one));
    return [...main, ...inside, ...this.#more(group, rest, groups, open)];
  }

  #fieldset(group: ControlGroup, open: ReadonlySet<string>): HTMLElement {
    const content = this.#contentOf(group, open);
    const isFurtherTopic = group.path.length === 2 && group.path[0] === 'topics' && group.path[1] !== 0;
    if (!isFurtherTopic) return element('fieldset', {}, element('legend', {}, group.title), ...content);
    const id = `topic-${group.path[1]}`;
    const fieldset = element('fieldset', { 'aria-label': group.title }, ...content);
    return element('details', { id, open: open.has(id) }, element('summary', {}, group.title), fieldset);
  }

  /** What is not changed often is made when somebody opens it. */
  #more(
    { path }: ControlGroup,
    controls: readonly Control[],
    groups: readonly ControlGroup[],
    open: ReadonlySet<string>,
  ): HTMLElement[] {
    if (controls.length + groups.length === 0) return [];
    const id = `more-${path.join('-')}`;
    const details = element('details', { id, open: open.has(id) }, element('summary', {}, 'More parameters'));
    const fill = (): void => {
      details.removeEventListener('toggle', fill);
      const now = controls.map((control) => this.#element(this.#byId.get(idOf(control.path)) ?? control));
      details.append(...now, ...groups.map((one) => this.#plainFieldset(one)));
    };
    if (open.has(id)) fill();
    else details.addEventListener('toggle', fill);
    return [details];
  }

  /** A group without main parameters, whole. */
  #plainFieldset(group: ControlGroup): HTMLElement {
    const inside = group.groups.map((one) => this.#plainFieldset(one));
    const controls = group.controls.map((control) => this.#element(this.#byId.get(idOf(control.path)) ?? control));
    return element('fieldset', {}, element('legend', {}, group.title), ...controls, ...inside);
  }

  #element(control: Control): HTMLElement {
    const made = controlElement(control, this.#onChange);
    this.#elements.set(idOf(control.path), made);
    return made.node;
  }
}

function hasMain(group: ControlGroup): boolean {
  return allControls(group).some(({ isMain }) => isMain);
}

/** What the form looks like, whatever the values are. */
function signatureOf(group: ControlGroup, controls: readonly Control[]): string {
  const titles = (one: ControlGroup): string => `${one.title}(${one.groups.map(titles).join()})`;
  const looks = controls.map(({ path, kind, choices }) => `${path.join('.')}:${kind}:${choices.length}`);
  return `${titles(group)}${looks.join(';')}`;
}
