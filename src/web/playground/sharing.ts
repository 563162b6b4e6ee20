import type { SavedScenario, SaveScenario } from '../contract.ts';
import { byId } from '../shared/dom.ts';
import { withValue } from './scenario-document.ts';
import { mostLinkCharacters, type Shared, toFragment } from './share.ts';

/** The buttons that hand a scenario on: as a link, as text, as a file, to the explorer. */
export function offerSharing(current: () => Shared, canSave: boolean): void {
  const name = byId<HTMLInputElement>('save-name');
  const fileName = (): string => `${safeName(name.value)}.yaml`;
  byId('save').textContent = canSave ? 'Save as scenario' : 'Download under this name';
  byId('copy-link').addEventListener('click', () => void copyLink(current()));
  byId('copy-yaml').addEventListener('click', () => void copy(current().yaml, 'The YAML is copied.'));
  byId('download').addEventListener('click', () => {
    download(fileName(), current().yaml);
    tell(`${fileName()} is downloaded.`);
  });
  byId('save').addEventListener('click', () => {
    if (canSave) void save({ name: name.value.trim(), yaml: named(current().yaml, name.value) });
    else {
      download(fileName(), current().yaml);
      tell(`Nothing can be saved from this page: ${fileName()} is downloaded instead.`);
    }
  });
}

/** The scenario under its new name, so that its runs do not land among those of the one that it was made from. */
function named(yaml: string, name: string): string {
  try {
    return withValue(yaml, ['name'], safeName(name), undefined);
  } catch {
    // What is no YAML is refused with its line, as it stands.
    return yaml;
  }
}

function tell(text: string): void {
  byId('shared').textContent = text;
}

async function copyLink(shared: Shared): Promise<void> {
  const link = new URL(location.href);
  // What stands in the query is for this browser alone.
  link.search = '';
  link.hash = await toFragment(shared);
  if (link.href.length > mostLinkCharacters) {
    tell(
      `The link would have ${link.href.length} characters; more than ${mostLinkCharacters} get lost on the way. Download the YAML instead.`,
    );
    return;
  }
  history.replaceState(null, '', link.hash);
  await copy(link.href, `The link is copied (${link.href.length} characters), and stands in the address.`);
}

async function copy(text: string, says: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell(says);
  } catch {
    tell('The browser does not let this page copy: take it from the address or from the text.');
  }
}

function download(fileName: string, yaml: string): void {
  const url = URL.createObjectURL(new Blob([yaml], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function save(scenario: SaveScenario): Promise<void> {
  const problem = await saveOrSay(scenario);
  if (problem !== undefined) tell(`Not saved: ${problem} The YAML can be downloaded instead.`);
}

async function saveOrSay(scenario: SaveScenario): Promise<string | undefined> {
  try {
    const answer = await fetch('api/scenarios', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(scenario),
    });
    const saved = (await answer.json()) as SavedScenario;
    if ('problem' in saved) return saved.problem;
    if (!answer.ok) return `the server answered ${answer.status}.`;
    tell(`Saved as ${saved.path}.`);
    return undefined;
  } catch {
    return 'the server does not answer.';
  }
}

/** A file name that every system takes. */
export function safeName(name: string): string {
  const plain = name
    .trim()
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 100);
  return plain === '' ? 'scenario' : plain;
}
