import type { OfferedScenario, ScenarioBundle } from '../contract.ts';
import { byId, element, say } from '../shared/dom.ts';
import { EngineClient } from './engine-client.ts';
import type { SchemaNode } from './json-schema-node.ts';
import { RunControl } from './run-control.ts';
import { ScenarioEditor } from './scenario-editor.ts';
import { fromFragment } from './share.ts';
import { offerSharing, safeName } from './sharing.ts';
import { listenToKeys } from './shortcuts.ts';

const usualScenario = 'scenarios/baseline.yaml';

const select = byId<HTMLSelectElement>('scenario');
let bundle: ScenarioBundle = { scenarios: [], files: {}, canSave: false };
/** What paths in the scenario are relative to. */
let file = usualScenario;
let checkId = 0;
/** The resolved scenario of the run, to tell changes that matter from changes of comments. */
let loaded: string | undefined;

const client = new EngineClient({
  schema: ({ schema }) => {
    editor.schema = schema as SchemaNode;
    void openFromAddress();
  },
  checked: ({ id, problems, resolved }) => {
    if (id !== checkId) return;
    if (problems.length > 0) {
      editor.showProblems(problems);
      say(
        `The scenario has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}${loaded === undefined ? '' : '; the last valid one stays'}.`,
      );
      ready();
      return;
    }
    editor.accept(resolved);
    const now = JSON.stringify(resolved);
    if (now === loaded) {
      say('');
      return;
    }
    const isFirst = loaded === undefined;
    loaded = now;
    restart(isFirst);
  },
  loaded: async (message) => {
    await run.loaded(message);
    ready();
  },
  rows: (message) => run.rows(message),
  stepped: (message) => run.stepped(message),
  done: (message) => run.done(message),
  failed: (message) => {
    run.failed(message);
    ready();
  },
});
const run = new RunControl((message) => client.send(message));
const editor = new ScenarioEditor((yaml) => {
  checkId += 1;
  client.send({ kind: 'check', id: checkId, file, yaml });
});

/** A scenario that has changed runs from the start: at once if the one before was running or done. */
function restart(isFirst: boolean): void {
  const again = byId<HTMLInputElement>('again').checked;
  const starts = !isFirst && again && (run.state === 'running' || run.state === 'done');
  const says = starts
    ? 'The scenario has changed: it runs anew from the start.'
    : 'The scenario has changed: back at the start.';
  run.load(starts, isFirst ? '' : says);
}

function open(yaml: string, from: string, question: string, name: string): void {
  file = from;
  loaded = undefined;
  byId('question').textContent = question;
  byId<HTMLInputElement>('save-name').value = safeName(`${name}-changed`);
  editor.open(yaml);
}

function openOffered({ file: from, question, name }: OfferedScenario): void {
  select.value = from;
  open(bundle.files[from] ?? '', from, question, name);
}

/** The scenarios to choose from, those of a folder together, by name. */
function offer(scenarios: readonly OfferedScenario[]): void {
  const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
  for (const folder of new Set(scenarios.map(({ file }) => folderOf(file)))) {
    const group = element('optgroup', { label: folder === '' ? 'scenarios' : folder });
    const inside = scenarios.filter(({ file }) => folderOf(file) === folder);
    inside.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { file, name } of inside) group.append(element('option', { value: file }, name));
    select.append(group);
  }
}

/** What the address names: a scenario that came with a link, one of those offered, or the usual one. */
async function openFromAddress(): Promise<void> {
  const wanted = new URLSearchParams(location.hash.slice(1)).get('scenario');
  const offered =
    bundle.scenarios.find((one) => one.file === wanted || one.name === wanted) ??
    bundle.scenarios.find((one) => one.file === usualScenario) ??
    bundle.scenarios[0];
  try {
    const shared = await fromFragment(location.hash);
    if (shared !== undefined) {
      if (select.options[0]?.value !== '') select.prepend(element('option', { value: '' }, 'from the link'));
      select.value = '';
      open(shared.yaml, shared.file, '', shared.file.replace(/^.*\//, '').replace(/\.yaml$/, ''));
      return;
    }
  } catch (error) {
    byId('shared').textContent = (error as Error).message;
  }
  if (offered !== undefined) openOffered(offered);
  else {
    say('');
    ready();
  }
}

function ready(): void {
  document.documentElement.dataset.ready = 'playground';
}

async function start(): Promise<void> {
  byId('needs-server').classList.add('gone');
  byId('playground').hidden = false;
  document.documentElement.dataset.state = 'idle';
  try {
    const answer = await fetch('scenarios.json');
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    bundle = (await answer.json()) as ScenarioBundle;
  } catch (error) {
    byId('failure').textContent = `The scenarios could not be loaded: ${(error as Error).message}.`;
  }
  offer(bundle.scenarios);
  select.addEventListener('change', () => {
    const chosen = bundle.scenarios.find((one) => one.file === select.value);
    if (chosen !== undefined) openOffered(chosen);
  });
  addEventListener('hashchange', () => void openFromAddress());
  offerSharing(() => ({ yaml: editor.text, file }), bundle.canSave);
  listenToKeys(run);
  client.send({ kind: 'open', files: bundle.files });
}

void start();
