import { jsonSchema } from './json-schema.ts';
import { pageTexts } from './messages.ts';
import { closed, firstBranch, keysOf, keyTable, type Node, namesIn } from './reference/keys.ts';
import { section, table } from './reference/markdown.ts';
import type { Registries, ValueSet } from './registries.ts';

/**
 * The page about scenario files, in Markdown: every key with its range and meaning, read from the JSON Schema. What the names in
 * them stand for (policies, truths, parameters) are the other pages of the reference.
 */
export function referencePage(registries: Registries): string {
  const root = jsonSchema(registries) as Node;
  const topic = root.properties?.topics.items as Node;
  const list = (key: string): Node | undefined => root.properties?.[key];
  const parts = [
    pageTexts.intro,
    section('The file', keyTable({ ...root, properties: closed(root.properties) }, [], ['name'])),
    section('extends', pageTexts.extending),
    section('protocol', setList('Version', registries.profiles, registries.defaultProfile), pageTexts.protocol),
    section(
      'tokenomics',
      setList('Preset', registries.tokenomicsPresets, registries.defaultTokenomics),
      pageTexts.tokenomics,
    ),
    section('topics', keyTable(topic, namesIn(registries.topicParameters)), pageTexts.topics),
    section('Populations', keysOf(topic.properties?.reputers, registries.reputerPolicies), pageTexts.people),
    section('validators', keyTable(firstBranch(list('validators')), []), pageTexts.validators),
    section('delegators', keysOf(list('delegators'), registries.delegatorPolicies), pageTexts.delegators),
    section('price', pageTexts.price),
    section('hub', keyTable(list('hub') as Node, []), pageTexts.hub),
    section('months', pageTexts.months),
    section('attacks', keysOf(list('attacks'), registries.attacks), pageTexts.attacks),
    section('record', keyTable(list('record') as Node, []), pageTexts.record),
    section('expect', keyTable(root.properties?.expect.items as Node, []), pageTexts.expecting),
  ];
  return `${parts.join('\n\n')}\n`;
}

function setList(what: string, sets: Readonly<Record<string, ValueSet>>, byDefault: string): string {
  const rows = Object.entries(sets).map(([name, { doc }]) => [
    `\`${name}\`${name === byDefault ? ' (default)' : ''}`,
    doc,
  ]);
  return table([what, 'What it is'], rows);
}
