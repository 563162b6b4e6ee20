import { toFragment } from '../playground/share.ts';
import { button, element, say } from '../shared/dom.ts';
import type { ListedRecord } from './records.ts';
import { builtReport, fileAddress } from './server.ts';

const reportLink = (path: string, of: string): HTMLElement =>
  element(
    'a',
    {
      class: 'button quiet',
      href: fileAddress(path),
      target: '_blank',
      rel: 'noopener',
      'aria-label': `Report of ${of}`,
    },
    'Report',
  );

/** What can be done with a record: its report, its path, the playground. @param root folder of all results */
export function actions(record: ListedRecord, root: string): HTMLElement {
  const { kind, state, path, hasReport } = record;
  const of = `${record.name} ${record.id}`;
  const made = element('span', { class: 'actions' });
  if (hasReport) made.append(reportLink(`${path}/report.html`, of));
  else if (state === 'complete') made.append(buildButton(path, of));
  const copy = button('Copy path', () => void copied(`${root}/${path}`, copy), {
    class: 'quiet',
    'aria-label': `Copy path of ${of}`,
  });
  made.append(copy);
  if (kind === 'run' && state === 'complete') {
    const open = button('Playground', () => void intoPlayground(record, open), {
      class: 'quiet',
      'aria-label': `Open ${of} in the playground`,
    });
    made.append(open);
  }
  return made;
}

function buildButton(path: string, of: string): HTMLElement {
  const build = button('Build report', () => void built(), { class: 'quiet', 'aria-label': `Build report of ${of}` });
  const built = async (): Promise<void> => {
    build.disabled = true;
    build.textContent = 'Building …';
    try {
      const link = reportLink(await builtReport(path), of);
      build.replaceWith(link);
      link.focus();
      say('The report is there.');
    } catch (error) {
      build.disabled = false;
      build.textContent = 'Build report';
      complain(error, build);
    }
  };
  return build;
}

async function copied(text: string, pressed: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied: ${text}`);
    pressed.textContent = 'Copied';
    setTimeout(() => {
      pressed.textContent = 'Copy path';
    }, 1500);
  } catch {
    // A browser may refuse; then it can be copied by hand.
    const shown = element('input', { type: 'text', readonly: true, value: text, 'aria-label': 'Path' });
    pressed.replaceWith(shown);
    shown.select();
    shown.focus();
  }
}

/** Takes the scenario of a run to the playground, to be changed and run again there. */
async function intoPlayground({ path, name }: ListedRecord, pressed: HTMLButtonElement): Promise<void> {
  try {
    const answer = await fetch(fileAddress(`${path}/scenario.yaml`));
    if (!answer.ok) throw new Error('The scenario of this run cannot be read.');
    const fragment = await toFragment({ yaml: await answer.text(), file: `scenarios/${name}.yaml` });
    location.assign(`./playground.html#${fragment}`);
  } catch (error) {
    complain(error, pressed);
  }
}

/** Says beside a button why what it is for did not work. */
function complain(error: unknown, pressed: HTMLElement): void {
  const text = error instanceof Error ? error.message : String(error);
  if (pressed.nextElementSibling?.matches('.problem')) pressed.nextElementSibling.remove();
  pressed.after(element('span', { class: 'problem' }, text));
  say(text);
}
