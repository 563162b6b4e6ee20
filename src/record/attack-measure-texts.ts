/** What a measure of an attack is called, and what it means. */
export interface MeasureText {
  /** As in the column `measure` of `measures.arrow`. */
  readonly measure: string;
  /** A few words, for tables. */
  readonly label: string;
  /** One sentence or two. */
  readonly doc: string;
}

/** Measures that are made of several metrics or several sides, and are no metric of a run themselves. */
export const derivedMeasures = [
  'roi',
  'forgone_reward',
  'cost',
  'cost_of_corruption',
  'profit_from_corruption_margin',
  'griefing_factor',
  'sybil_gain',
] as const;
export type DerivedMeasure = (typeof derivedMeasures)[number];

const detectors: readonly (readonly [name: string, words: string])[] = [
  ['excess_correlation', 'correlation'],
  ['listening_drift', 'listening'],
  ['one_out_outliers', 'one-out'],
  ['reward_entropy', 'entropy'],
];

/** The measures that a reader sees first, in their order: money, damage, control, detection, recovery. */
export const attackMeasureTexts: readonly MeasureText[] = [
  {
    measure: 'roi',
    label: 'return on investment',
    doc: 'ALLO that an ALLO laid out brings beyond the control: (net of the attack less net of the control) / the larger of their outlays. Without an attack there is neither.',
  },
  {
    measure: 'attack_net',
    label: 'net profit',
    doc: 'Income and outside profit less all that is laid out; the difference to honest play is what the attack brings its owner.',
  },
  { measure: 'attack_income', label: 'income', doc: 'Rewards of its keys, and what its placed tokens earn.' },
  {
    measure: 'forgone_reward',
    label: '  forgone honest reward',
    doc: 'What the same keys and tokens earn when they are used honestly, and the attack gives up for its own income.',
  },
  { measure: 'attack_outside', label: 'outside profit', doc: 'What it earns outside the network.' },
  {
    measure: 'attack_outlay',
    label: 'outlay',
    doc: 'All it lays out: fees, tips, bribes, rent, slashed stake, work, and what locked tokens could earn elsewhere.',
  },
  { measure: 'attack_capital', label: 'capital locked', doc: 'Most tokens locked or promised at a time.' },
  { measure: 'cost', label: 'outlay + capital', doc: 'Outlay and capital together: what its owner must have.' },
  {
    measure: 'cost_of_corruption',
    label: 'cost of corruption',
    doc: 'Outlay and capital per standard deviation (of the honest network’s error) by which the combined inference is moved, taken as if the shift were proportional to the cost.',
  },
  {
    measure: 'profit_from_corruption_margin',
    label: 'profit from corruption',
    doc: 'Outside profit less outlay and capital; below 0 corruption costs more than it brings.',
  },
  {
    measure: 'attack_victims_loss',
    label: 'victims’ loss',
    doc: 'Reward of honest keys without the attack less with it.',
  },
  {
    measure: 'attack_targets_loss',
    label: '  whom it aims at',
    doc: 'Of that what the inferers lose whom it aims at, in epochs in which it acts.',
  },
  {
    measure: 'griefing_factor',
    label: 'griefing factor',
    doc: 'ALLO that victims lose (those whom it aims at, if any) for each that the attacker loses against honest play; free: the attacker loses nothing.',
  },
  {
    measure: 'sybil_gain',
    label: 'Sybil gain',
    doc: 'Income of the attack over that of a single identity with the same stake and skill.',
  },
  { measure: 'attack_dilution', label: 'honest dilution', doc: 'Part of their reward that honest keys lose.' },
  {
    measure: 'attack_damage',
    label: 'accuracy damage',
    doc: 'Combined loss less that without the attack; positive: harm.',
  },
  { measure: 'attack_damage_worst', label: '  worst decile', doc: 'The same in the worst tenth of epochs.' },
  {
    measure: 'attack_shift',
    label: 'shift of inference',
    doc: 'Mean displacement of the combined inference, in standard deviations of the honest network’s error.',
  },
  { measure: 'attack_weight', label: 'share of weight', doc: 'Of the combined inference, held by its keys.' },
  { measure: 'attack_reward_share', label: 'share of reward', doc: 'Of the topic’s rewards, paid to its keys.' },
  {
    measure: 'attack_consensus_share',
    label: 'share of consensus',
    doc: 'Of the stake that is listened to, held by its reputers.',
  },
  ...detectors.flatMap(([name, words]): MeasureText[] => [
    {
      measure: `attack_detect_${name}`,
      label: `detected, ${words}`,
      doc: `Epochs from the start until the detector ${name} raises its alarm, in the mean over the runs in which it does.`,
    },
    {
      measure: `attack_power_${name}`,
      label: `  power, ${words}`,
      doc: `Share of epochs of the attack in which the detector ${name} raises its alarm, at 1 % false alarms.`,
    },
  ]),
  { measure: 'attack_recovery', label: 'recovery', doc: 'Epochs after its end until the damage is nearly gone.' },
  { measure: 'attack_persistence', label: 'persistence', doc: 'Epochs for which the damage outlasts the attack.' },
];
