/* Small helpers for pages that are made of plain elements. */

/** What may stand in an element; nothing is put in for `undefined` and `false`. */
export type Content = Node | string | undefined | false;

type Values = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/**
 * An element with attributes and content. Texts are never read as markup.
 *
 * @param values attributes by their names in HTML (`true`: there without a value; `false` and `undefined`: not there);
 *   functions are listeners, `onclick` and the like
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  values: Values = {},
  ...content: readonly Content[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'function') made.addEventListener(name.replace(/^on/, ''), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const piece of content) if (piece !== undefined && piece !== false) made.append(piece);
  return made;
}

/** A button of a form that sends nothing. */
export function button(text: string, onclick: () => void, values: Values = {}): HTMLButtonElement {
  return element('button', { type: 'button', ...values, onclick }, text);
}

/** The element of the page with this id. @throws when there is none */
export function byId<Wanted extends HTMLElement = HTMLElement>(id: string): Wanted {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found as Wanted;
}

/** A control below its label. @param id of the control */
export function field(label: string, id: string, control: HTMLElement, hint = ''): HTMLDivElement {
  control.id = id;
  const explained = hint === '' ? undefined : element('span', { class: 'hint', id: `${id}-hint` }, hint);
  if (explained !== undefined) control.setAttribute('aria-describedby', explained.id);
  return element('div', { class: 'field' }, element('label', { for: id }, label), control, explained);
}

/** A choice of words. */
export function choice(
  options: readonly { readonly value: string; readonly text: string }[],
  chosen: string,
  onchange: (value: string) => void,
): HTMLSelectElement {
  const made = element('select', { onchange: () => onchange(made.value) });
  for (const { value, text } of options) {
    made.append(element('option', { value, selected: value === chosen }, text));
  }
  return made;
}

/** Tells those who hear the page; the element with id `said` is a live region. */
export function say(text: string): void {
  byId('said').textContent = text;
}

/** Whether the page is shown on a dark ground. */
export const isDark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;
