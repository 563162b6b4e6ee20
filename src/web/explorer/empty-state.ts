import { element } from '../shared/dom.ts';

/** What stands in place of the table when nothing has been recorded. */
export function emptyState(root: string): HTMLElement[] {
  return [
    element('h1', {}, 'No runs yet'),
    element('p', {}, 'Nothing is recorded in ', element('code', {}, root), '. This makes a first run:'),
    element('pre', {}, 'allora-sim run scenarios/baseline.yaml'),
    element('p', {}, 'In a checkout of the sources, the same command is:'),
    element('pre', {}, 'npm run -s sim -- run scenarios/baseline.yaml'),
    element(
      'p',
      {},
      'Then choose “Refresh” above. Or run a scenario in this browser, without recording it: ',
      element('a', { href: './playground.html' }, 'playground'),
      '.',
    ),
  ];
}
