// Who may lean on whom. `npm test` runs these rules over sim, src, test, bench and notebooks.

/** In `sim/`, what each folder may lean on besides itself. Declaring parameters and reading them is open to all. */
const simFolders = {
  math: [],
  random: ['math'],
  protocol: ['math'],
  chain: ['math', 'protocol'],
  state: ['math'],
  policies: ['math', 'random', 'protocol'],
  attacks: ['policies', 'parameters', 'state', 'math', 'random', 'protocol'],
  processes: ['math', 'random'],
  parameters: ['math', 'random'],
  metrics: ['state', 'protocol', 'math'],
};

/** In `src/`, what each folder may lean on besides itself and `sim/index.ts`. */
const srcFolders = {
  io: [],
  config: ['io'],
  record: ['io'],
  report: ['io', 'record', 'statistics'],
  conform: ['io'],
  run: ['io', 'config', 'record'],
  statistics: [],
  expect: ['io', 'config', 'run', 'statistics'],
  experiment: ['io', 'config', 'record', 'run', 'statistics'],
  distributed: ['io', 'config', 'record', 'run', 'experiment'],
  compare: ['io', 'config', 'record', 'run', 'statistics', 'experiment'],
  attack: ['io', 'config', 'record', 'run', 'statistics', 'experiment'],
  suite: ['io', 'config', 'record', 'run', 'statistics', 'experiment'],
  export: ['io', 'config', 'record', 'run'],
  library: ['io', 'config', 'run'],
  web: ['config', 'report', 'statistics'],
  explore: ['io', 'config', 'record', 'run', 'report', 'compare', 'web'],
  site: ['io', 'config', 'record', 'run', 'report', 'compare', 'attack', 'experiment', 'expect', 'explore', 'web'],
};

const folderRules = (base, folders, open) =>
  Object.entries(folders).map(([folder, mayUse]) => ({
    name: `${base}-${folder}`,
    comment: `${base}/${folder} may lean on ${mayUse.length > 0 ? mayUse.join(', ') : 'nothing else'} in ${base}/.`,
    severity: 'error',
    from: { path: `^${base}/${folder}/` },
    to: { path: `^${base}/`, pathNot: [...[folder, ...mayUse].map((name) => `^${base}/${name}/`), ...open] },
  }));

module.exports = {
  forbidden: [
    ...folderRules('sim', simFolders, ['^sim/parameters/(declaration|number-of)\\.ts$']),
    ...folderRules('src', srcFolders, []),
    {
      name: 'sim-looks-out',
      comment: 'sim/ never looks out: it is handed what it needs.',
      severity: 'error',
      from: { path: '^sim/' },
      to: { path: '^(src|test|bench|scenarios|notebooks|results)/' },
    },
    {
      name: 'sim-packages',
      comment: 'The only package that sim/ uses is seedrandom, in sim/random.',
      severity: 'error',
      from: { path: '^sim/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(@types/)?seedrandom/' },
    },
    {
      name: 'sim-seedrandom-outside-random',
      comment: 'seedrandom is used by sim/random alone.',
      severity: 'error',
      from: { path: '^sim/', pathNot: '^sim/random/' },
      to: { path: 'node_modules/(@types/)?seedrandom/' },
    },
    {
      name: 'sim-node',
      comment: 'sim/ runs in browsers too.',
      severity: 'error',
      from: { path: '^sim/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'src-enters-sim-deep',
      comment: 'src/ enters sim/ through sim/index.ts and nowhere else.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^sim/', pathNot: '^sim/index\\.ts$' },
    },
    {
      name: 'src-looks-at-tests',
      comment: 'src/ does not lean on tests, benchmarks or notebooks.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|notebooks)/' },
    },
    {
      name: 'notebooks-read-results',
      comment: 'Notebooks read what the program has recorded; of its code they use colours and statistics.',
      severity: 'error',
      from: { path: '^notebooks/' },
      to: { path: '^(sim|src|test|bench)/', pathNot: '^src/(statistics|report/(palette|theme)\\.ts$)' },
    },
    {
      name: 'queue-packages',
      comment:
        'The packages behind queues are optional: src/distributed/bullmq alone knows them, and loads them when needed.',
      severity: 'error',
      from: { path: '^(src|sim)/', pathNot: '^src/distributed/bullmq/' },
      to: { path: 'node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'files-outside-io',
      comment: 'src/io is the only place that touches files.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(io|setup)/' },
      to: { dependencyTypes: ['core'], path: '^(node:)?fs(/promises)?$' },
    },
    {
      name: 'setup-stands-alone',
      comment: 'src/setup runs before anything is installed: Node only.',
      severity: 'error',
      from: { path: '^src/setup/' },
      to: { dependencyTypesNot: ['core'], pathNot: '^src/setup/' },
    },
    {
      name: 'web-runs-in-browsers',
      comment: 'src/web runs in browsers: nothing of Node.',
      severity: 'error',
      from: { path: '^src/web/', pathNot: 'vite\\.config\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'oracle-is-independent',
      comment: 'The second implementation shares nothing with the first.',
      severity: 'error',
      from: { path: '^test/(oracle|generated)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(sim|src)/' },
    },
    {
      name: 'oracle-tests-too',
      comment: 'test/oracle imports nothing from sim/, its own tests included.',
      severity: 'error',
      from: { path: '^test/oracle/' },
      to: { path: '^(sim|src)/' },
    },
    {
      name: 'cycle',
      comment: 'No file leans on itself by a detour.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'unresolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
