import type { AttackSection } from './content.ts';
import { figure, leftOutNote } from './figures.ts';
import { escapeHtml } from './html.ts';

/** The charts of one attack over the epochs, under headings of their own. */
export function attackFigures({ attack, groups, leftOut }: AttackSection, id: string): string {
  const name = `${attack.attack} on ${attack.topic}`;
  const parts = groups
    .filter(({ charts }) => charts.length > 0)
    .map(
      (group) => `<h3 id="${group.id}">${escapeHtml(`${name}: ${group.title}`)}</h3>
<div class="charts">${group.charts.map(figure).join('\n')}</div>`,
    );
  return `<div id="${id}">${parts.join('\n')}
${leftOutNote(leftOut)}</div>`;
}
