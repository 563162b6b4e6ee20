import { element } from '../shared/dom.ts';
import type { Control } from './controls.ts';

/** A control of the form on the page. */
export interface ControlElement {
  readonly control: Control;
  readonly node: HTMLElement;
  /** Shows another value, unless somebody is typing here. */
  update(control: Control): void;
  showProblem(text: string): void;
}

/** Hands on what was entered; undefined: the parameter is to be left out. */
export type OnChange = (control: Control, value: unknown) => void;

/** Id of the control of a path. */
export function idOf(path: Control['path']): string {
  return `control-${path.join('-')}`;
}

/** Label, unit, range, help and, for numbers, a slider beside the field. */
export function controlElement(first: Control, onChange: OnChange): ControlElement {
  let control = first;
  const id = idOf(first.path);
  const name = String(first.path.at(-1));
  const help = element('p', { class: 'help note', id: `${id}-help` }, first.doc);
  const problem = element('p', { class: 'problem', id: `${id}-problem`, hidden: true });
  const input = inputOf(first);
  input.id = id;
  input.setAttribute('aria-describedby', `${help.id} ${id}-unit ${problem.id}`);
  const slider = sliderOf(first, name);
  const range = rangeText(first);
  const node = element(
    'div',
    { class: 'control' },
    element(
      'div',
      { class: 'line' },
      element(
        'span',
        {},
        element('label', { for: id }, name),
        element('span', { class: 'unit', id: `${id}-unit` }, range),
      ),
      input,
      slider,
    ),
    help,
    problem,
  );
  const change = (): void => {
    const value = valueIn(input, control);
    if (value !== unreadable) onChange(control, value);
  };
  input.addEventListener(input.type === 'text' || input.type === 'number' ? 'input' : 'change', change);
  slider?.addEventListener('input', () => {
    (input as HTMLInputElement).value = slider.value;
    change();
  });
  const update = (next: Control): void => {
    control = next;
    node.classList.toggle('by-default', !next.isWritten);
    const text = textOf(next);
    if (input instanceof HTMLInputElement && input.type === 'checkbox') input.checked = next.value === true;
    else if (document.activeElement !== input && input.value !== text) input.value = text;
    if (slider !== undefined && document.activeElement !== slider) slider.value = text;
  };
  update(first);
  return {
    get control() {
      return control;
    },
    node,
    update,
    showProblem(text) {
      problem.textContent = text;
      problem.hidden = text === '';
      if (text === '') input.removeAttribute('aria-invalid');
      else input.setAttribute('aria-invalid', 'true');
    },
  };
}

function textOf({ value }: Control): string {
  return value === null || value === undefined ? '' : String(value);
}

function inputOf(control: Control): HTMLInputElement | HTMLSelectElement {
  const { kind, choices, minimum, maximum } = control;
  if (kind === 'choice') {
    const select = element('select');
    for (const word of choices) select.append(element('option', { value: word }, word));
    return select;
  }
  if (kind === 'boolean') return element('input', { type: 'checkbox' });
  if (kind === 'text') return element('input', { type: 'text', autocomplete: 'off', spellcheck: 'false' });
  const step = kind === 'integer' ? 1 : 'any';
  const placeholder = control.nullable ? 'none' : undefined;
  return element('input', { type: 'number', step, min: minimum, max: maximum, placeholder, autocomplete: 'off' });
}

/** Upper bounds beyond are there against mistakes, and say nothing to somebody who looks for a value. */
const telling = 1000;

function rangeText({ unit, minimum, maximum, isOpenBelow, isOpenAbove }: Control): string {
  const low = minimum === undefined ? '' : `${isOpenBelow ? 'above' : 'from'} ${minimum}`;
  const isFar = maximum === undefined || maximum > telling;
  const high = isFar ? '' : `${isOpenAbove ? 'below' : 'to'} ${maximum}`;
  const inUnit = unit === '' ? '' : unit;
  return [inUnit, [low, high].filter((part) => part !== '').join(' ')].filter((part) => part !== '').join(', ');
}

/** A slider without natural ends reaches to so many times the value. */
const spread = 4;

/** A slider for a number that is easier to move than to type; only what people change first has one. */
function sliderOf(control: Control, name: string): HTMLInputElement | undefined {
  const { kind, isMain, value, minimum, maximum, isOpenBelow } = control;
  if (!isMain || (kind !== 'number' && kind !== 'integer') || typeof value !== 'number') return undefined;
  const isNarrow = minimum !== undefined && maximum !== undefined && maximum - minimum <= 1;
  const most = isNarrow
    ? maximum
    : Math.min(roundUp(spread * Math.max(Math.abs(value), 1e-3)), maximum ?? Number.POSITIVE_INFINITY);
  const least = Math.max(
    minimum ?? -most,
    value < 0 ? -most : minimum !== undefined && minimum < 0 ? 0 : (minimum ?? 0),
  );
  const step =
    kind === 'integer' ? Math.max(1, Math.round((most - least) / 200)) : Number(((most - least) / 200).toPrecision(1));
  const from = isOpenBelow ? least + step : least;
  return element('input', { type: 'range', min: from, max: most, step, 'aria-label': `${name}, slider` });
}

/** The next of 1, 2, 5, 10, 20 ... */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [1, 2, 5, 10].find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
  return Number((digit * power).toPrecision(3));
}

const unreadable = Symbol('unreadable');

function valueIn(input: HTMLInputElement | HTMLSelectElement, { kind, nullable, path }: Control): unknown {
  if (input instanceof HTMLInputElement && input.type === 'checkbox') return input.checked;
  if (kind === 'number' || kind === 'integer') {
    if (input.value === '') return input.validity.badInput ? unreadable : nullable ? null : undefined;
    return Number(input.value);
  }
  if (input.value === '' && path.at(-1) !== 'owner') return undefined;
  return input.value;
}
