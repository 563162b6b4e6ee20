import type { RunControl } from './run-control.ts';

/** Where keys mean something else already. */
const fields = 'input, select, textarea, button, a, summary, [contenteditable]';

/** Keys that work while no field has the focus. */
export function listenToKeys(run: RunControl): void {
  const actions: Readonly<Record<string, () => void>> = {
    ' ': () => run.toggle(),
    '.': () => run.step(1),
    ',': () => run.step(10),
    e: () => run.toEnd(),
    r: () => run.reset(),
    p: () => run.togglePin(),
  };
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target, repeat } = event;
    if (ctrlKey || metaKey || altKey || (target instanceof Element && target.closest(fields) !== null)) return;
    const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
    if (action === undefined || (repeat && key !== '.' && key !== ',')) return;
    event.preventDefault();
    action();
  });
}
