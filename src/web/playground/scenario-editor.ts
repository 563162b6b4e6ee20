import type { Document } from 'yaml';
import type { Problem } from '../../config/problem.ts';
import { button, byId, element } from '../shared/dom.ts';
import { type Control, controlsOf } from './controls.ts';
import { ScenarioForm } from './form.ts';
import type { SchemaNode } from './json-schema-node.ts';
import { readScenarioDocument, withValue, writtenValue } from './scenario-document.ts';

/** How long somebody has to be still before what they entered is checked, milliseconds. */
const stillness = 300;

/** A scenario in two views, a form and a text, which are always about the same document. */
export class ScenarioEditor {
  readonly #area = byId<HTMLTextAreaElement>('yaml');
  readonly #form: ScenarioForm;
  readonly #check: (yaml: string) => void;
  #text = '';
  #schema: SchemaNode = {};
  #resolved: unknown;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param check is given the text a little after it has changed */
  constructor(check: (yaml: string) => void) {
    this.#check = check;
    this.#form = new ScenarioForm(byId('form'), (control, value) => this.#change(control, value));
    this.#area.addEventListener('input', () => {
      this.#text = this.#area.value;
      this.#showForm();
      this.#soon();
    });
    byId('form').addEventListener('submit', (event) => event.preventDefault());
    byId('show-form').addEventListener('click', () => this.#view('form'));
    byId('show-text').addEventListener('click', () => this.#view('text'));
    const explain = byId<HTMLInputElement>('explain');
    explain.addEventListener('change', () => byId('form').classList.toggle('explained', explain.checked));
  }

  set schema(schema: SchemaNode) {
    this.#schema = schema;
  }

  get text(): string {
    return this.#text;
  }

  /** Another scenario. It is checked at once. */
  open(text: string): void {
    this.#text = text;
    this.#area.value = text;
    this.#resolved = undefined;
    clearTimeout(this.#timer);
    this.#check(text);
  }

  /** The scenario is valid and comes to this. */
  accept(resolved: unknown): void {
    this.#resolved = resolved;
    this.#showForm();
    this.showProblems([]);
  }

  showProblems(problems: readonly Problem[]): void {
    this.#form.showProblems(problems);
    const items = problems.map((problem) =>
      element(
        'li',
        {},
        button(lineOf(problem), () => this.#goTo(problem), { class: 'plain' }),
      ),
    );
    byId('problems').replaceChildren(...items);
  }

  #change(control: Control, value: unknown): void {
    const { path, allows } = control;
    const drop = allows === undefined ? undefined : (key: string) => !allows(String(value), key);
    this.#text = withValue(this.#text, path, value, this.#resolved, drop);
    this.#area.value = this.#text;
    if (allows !== undefined) this.#showForm();
    this.#soon();
  }

  #showForm(): void {
    const document: Document.Parsed | undefined = readScenarioDocument(this.#text);
    // Without a document there is nothing that a control could change.
    byId('form').inert = document === undefined;
    if (document !== undefined) this.#form.show(controlsOf(this.#schema, writtenValue(document), this.#resolved));
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(this.#text), stillness);
  }

  #view(shown: 'form' | 'text'): void {
    byId('form').hidden = shown !== 'form';
    byId('text').hidden = shown !== 'text';
    byId('show-form').setAttribute('aria-pressed', String(shown === 'form'));
    byId('show-text').setAttribute('aria-pressed', String(shown === 'text'));
  }

  /** The place in the text that a problem is about. */
  #goTo({ line, column }: Problem): void {
    this.#view('text');
    const lines = this.#text.split('\n');
    const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const from = before + column - 1;
    this.#area.focus();
    this.#area.setSelectionRange(from, before + (lines[line - 1] ?? '').length);
    this.#area.scrollTop = (this.#area.scrollHeight / Math.max(lines.length, 1)) * Math.max(line - 6, 0);
  }
}

function lineOf({ line, column, message, suggestion }: Problem): string {
  return `${line}:${column} ${message}${suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`}`;
}
