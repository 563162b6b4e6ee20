import { chainMetrics } from '../../../sim/index.ts';
import { experimentJsonSchema } from '../experiment/experiment-json-schema.ts';
import { pageTexts } from '../messages.ts';
import { referencePage } from '../reference-page.ts';
import type { AttackEntry, LossEntry, Registries, TruthEntry } from '../registries.ts';
import { suiteJsonSchema } from '../suite/suite-json-schema.ts';
import { entries, parameterTable } from './entries.ts';
import { closed, keyTable, type Node } from './keys.ts';
import { page, section, table } from './markdown.ts';

/*
 * The pages of docs/reference about what files may say: made from the declarations that check those files.
 */

/** Every page by its path within the documentation. */
export function referencePages(registries: Registries): Readonly<Record<string, string>> {
  return {
    'scenarios.md': referencePage(registries),
    'reference/policies.md': policiesPage(registries),
    'reference/attacks.md': attacksPage(registries),
    'reference/processes.md': processesPage(registries),
    'reference/losses.md': lossesPage(registries),
    'reference/protocol.md': protocolPage(registries),
    'reference/tokenomics.md': tokenomicsPage(registries),
    'reference/metrics.md': metricsPage(registries),
    'reference/experiments.md': experimentsPage(registries),
  };
}

const none = (): readonly string[] => [];

function policiesPage(registries: Registries): string {
  const roles = [
    ['Inferers', registries.infererPolicies],
    ['Forecasters', registries.forecasterPolicies],
    ['Reputers', registries.reputerPolicies],
    ['Delegators', registries.delegatorPolicies],
  ] as const;
  const intro =
    'What actors do. A scenario names a policy per population, its parameters among the other keys: `{ policy: noisy, count: 4, factor: 5 }` ([scenarios.md](../scenarios.md#populations)). [A policy of your own](../guide/write-a-policy.md) is a file and a line.';
  return page('Policies', intro, ...roles.map(([title, registry]) => section(title, entries(registry, none))));
}

function attacksPage({ attacks }: Registries): string {
  const intro =
    'Who attacks, and how: `attacks: [{ attack: sybil, start: 100, identities: 8 }]`. Keys that all attacks share are in [scenarios.md](../scenarios.md#attacks) and explained in [attacks.md](../attacks.md); what each attack comes to is in [attack-catalogue.md](../attack-catalogue.md). [An attack of your own](../guide/write-an-attack.md) is a file and a line.';
  const rows = Object.values(attacks).map(({ name, doc, knowledge }) => [
    `[${name}](#${name})`,
    doc,
    knowledge.join(', '),
  ]);
  const overview = section('All attacks', table(['Attack', 'What it is', 'Knows'], rows));
  return page('Attacks', intro, overview, section('One by one', entries(attacks, attackNotes)));
}

function attackNotes({ number, question, knowledge, needsHub }: AttackEntry): string[] {
  const hub = needsHub === true ? ['It needs the hub chain: no `rewardPerEpoch`.'] : [];
  return [question, `Its keys know: ${knowledge.join(', or ')}.`, ...hub, `Number ${number} of the catalogue.`];
}

function processesPage({ truthProcesses, priceProcesses }: Registries): string {
  const intro =
    'What topics predict (`truth:` of a topic) and what an ALLO costs in fiat (`price:`): a name, or a group of keys with the name under `process` and its parameters beside it. A name with a dot is a key of a group: `calm.volatility` is written `calm: { volatility: 0.01 }`.';
  return page(
    'Processes',
    intro,
    section('Truths', entries(truthProcesses, truthNotes)),
    section('Prices', entries(priceProcesses, none)),
  );
}

function truthNotes({ regimes, domain }: TruthEntry): string[] {
  return [
    ...(regimes.length > 1 ? [`Regimes: ${regimes.map((name) => `\`${name}\``).join(', ')}.`] : []),
    ...(domain === undefined ? [] : [pageTexts.truthsLie[domain]]),
  ];
}

function lossesPage({ lossFunctions }: Registries): string {
  const intro = `How inferences are judged: \`loss:\` of a topic, a name, or a group of keys with the name under \`method\` and its parameters beside it.\n\n${pageTexts.formula}`;
  return page('Losses', intro, section('All losses', entries(lossFunctions, lossNotes)));
}

function lossNotes({ domain, allowNegative }: LossEntry): string[] {
  return [
    ...(allowNegative === true ? [pageTexts.reportedRaw] : []),
    ...(domain === undefined ? [] : [pageTexts.lossNeeds[domain]]),
  ];
}

function protocolPage({ profiles, topicParameters, protocolParameters }: Registries): string {
  return page(
    'Parameters of the protocol',
    `Rules of the network, under [\`protocol:\`](../scenarios.md#protocol) of a scenario, and of a topic, among its keys. ${pageTexts.profileDefaults}`,
    section('Parameters of a topic', parameterTable(topicParameters, profiles)),
    section('Parameters of all topics and of the hub chain', parameterTable(protocolParameters, profiles)),
  );
}

function tokenomicsPage({ tokenomicsParameters, tokenomicsPresets, macroParameters }: Registries): string {
  return page(
    'Parameters of tokenomics',
    `Supply, emission and vesting, under [\`tokenomics:\`](../scenarios.md#tokenomics) of a scenario. ${pageTexts.presets}`,
    section('Tokenomics', parameterTable(tokenomicsParameters, tokenomicsPresets)),
    section('Macro mode', parameterTable(macroParameters), `Under \`macro:\`. ${pageTexts.macro}`),
  );
}

/** Which metrics a summary holds when. Names say what a metric is about, but for those of the hub chain. */
const metricGroups: readonly {
  readonly title: string;
  readonly when: string;
  readonly has: (name: string) => boolean;
}[] = [
  {
    title: 'Of an attack',
    when: 'One value per topic attacked, in runs with attacks.',
    has: (name) => name.startsWith('attack_'),
  },
  { title: 'Of all topics', when: 'One value per run with topics.', has: (name) => name.startsWith('overall_') },
  {
    title: 'Of the hub chain',
    when: 'One value per run with a hub chain, and in macro mode.',
    has: (name) => chainMetrics.some((one) => one.name === name),
  },
];

function metricsPage({ metrics }: Registries): string {
  const group = (title: string, when: string, has: (name: string) => boolean): string => {
    const rows = metrics.filter(({ name }) => has(name)).map(({ name, unit, doc }) => [`\`${name}\``, unit, doc]);
    return section(title, table(['Metric', 'Unit', 'Meaning'], rows), when);
  };
  return page(
    'Metrics',
    'Numbers of `summary.json`, and columns of the tables of sweeps and comparisons. `expect`, experiments and suites name them. A metric that is not defined for a run (no epoch was judged, say) is `null`. Losses are log10 where the loss function is never negative.',
    group('Of a topic', 'One value per topic.', (name) => !metricGroups.some(({ has }) => has(name))),
    ...metricGroups.map(({ title, when, has }) => group(title, when, has)),
  );
}

function experimentsPage(registries: Registries): string {
  const keys = (node: Node | undefined): string => keyTable(node ?? {}, []);
  const experiment = experimentJsonSchema(registries) as Node;
  const factor = experiment.properties?.factors.items;
  const suite = suiteJsonSchema(registries) as Node;
  const root = (node: Node | undefined): Node => ({ ...node, properties: closed(node?.properties) });
  return page(
    'Experiments and suites',
    'Keys of the files that `sweep` and `check` read. What they mean together: [experiments.md](../experiments.md), [checking.md](../checking.md).',
    section('An experiment', keys(root(experiment))),
    section('A factor of an experiment', keys(factor)),
    section('A suite', keys(root(suite))),
    section('A scenario of a suite', keys(root(suite.properties?.scenarios.items))),
    section('A rule of a suite', keys(suite.properties?.metrics.items)),
  );
}
