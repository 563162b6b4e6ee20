import type { ColumnDeclaration, TableDeclaration } from './column.ts';
import { detectors } from './detectors/list.ts';

const allo = 'ALLO';
const loss = 'log10 loss';

function real(name: string, unit: string, doc: string): ColumnDeclaration {
  return { name, type: 'float64', unit, doc };
}

/** Amounts are those since the attack's row before, unless they are of now. */
const moneyColumns: readonly ColumnDeclaration[] = [
  real('fees', allo, 'paid for registrations, payloads, and into topics since the row before'),
  real('tips', allo, 'paid for room in blocks since the row before'),
  real('bribes', allo, 'paid to others for what they do since the row before'),
  real('rent', allo, 'paid for the use of others’ tokens since the row before'),
  real('slashed', allo, 'own stake that was taken since the row before (not on chain)'),
  real('escrow', allo, 'set aside for promises now'),
  real(
    'capital',
    allo,
    'locked now: own stake of its reputers until it is paid out, tokens placed or held ready, escrow',
  ),
  real('capital_cost', allo, 'what the capital could have earned elsewhere since the row before'),
  real('work_cost', allo, 'cost of the work that its keys did for the nonce'),
  real('work_saved', allo, 'what the same keys would have paid for honest work, less that'),
  real('outside', allo, 'earned outside the network since the row before, by moving the combined inference or else'),
  real('income', allo, 'rewards of its keys in all topics since the row before, and what tokens that it placed earned'),
  real(
    'net',
    allo,
    'income and what was earned outside, less what was paid and taken and the cost of capital and work',
  ),
];

const controlColumns: readonly ColumnDeclaration[] = [
  real(
    'shift',
    'standard deviations of the error without the attack',
    'combined inference less that without the attack, over the root mean square of the latter’s error up to then',
  ),
  real('honest_stake', allo, 'stake that honest reputers hold'),
  real('reward_share', 'share', 'its keys’ part of the rewards for the nonce'),
  real('consensus_share', 'share', 'its reputers’ part of the adjusted stake, which is listened to'),
  real('listening', '1', 'mean listening coefficient of its reputers, after the nonce closed'),
  {
    name: 'honest_missed',
    type: 'int32',
    unit: 'submissions',
    doc: 'honest submissions for the nonce that did not arrive, less those without the attack',
  },
];

/** What each detector says, of this run and of that without the attack. */
const detectorColumns: readonly ColumnDeclaration[] = detectors.flatMap(({ name, unit, doc }) => [
  real(name, unit, doc),
  real(`control_${name}`, unit, 'the same without the attack'),
]);

/** The table `attacks`: one row per attack and nonce of the topic that it attacks, against the paired run without it. */
export const attackTable: TableDeclaration = {
  name: 'attacks',
  doc: 'one row per attack and nonce, against the run without the attackers’ keys',
  columns: [
    { name: 'attack', type: 'dictionary', unit: '', doc: 'name of the attack in the scenario' },
    { name: 'topic', type: 'dictionary', unit: '', doc: 'topic attacked' },
    { name: 'owner', type: 'dictionary', unit: '', doc: 'who holds the attack’s keys' },
    { name: 'epoch', type: 'int32', unit: 'epochs', doc: 'number of the nonce within its topic, from 0' },
    { name: 'block', type: 'int32', unit: 'blocks', doc: 'block at which the nonce opened' },
    {
      name: 'phase',
      type: 'dictionary',
      unit: '',
      doc: 'absent: no keys yet; waiting: keys act honestly; attacking; over',
    },
    { name: 'keys', type: 'int32', unit: 'keys', doc: 'keys registered' },
    { name: 'seats', type: 'int32', unit: 'keys', doc: 'keys with a seat in the nonce' },
    { name: 'stake', type: 'float64', unit: allo, doc: 'stake that its reputers hold' },
    { name: 'spent', type: 'float64', unit: allo, doc: 'fees, tips, bribes and rent paid since the row before' },
    { name: 'earned', type: 'float64', unit: allo, doc: 'rewards of its keys for the nonce' },
    { name: 'earned_per_key', type: 'float64', unit: 'ALLO per key', doc: 'the same per registered key' },
    {
      name: 'honest_per_key',
      type: 'float64',
      unit: 'ALLO per key',
      doc: 'mean reward of honest keys in the roles of the attack, in the same mix of roles',
    },
    { name: 'honest_reward', type: 'float64', unit: allo, doc: 'rewards of all honest keys' },
    { name: 'control_honest_reward', type: 'float64', unit: allo, doc: 'the same without the attack' },
    {
      name: 'dilution',
      type: 'float64',
      unit: 'share',
      doc: 'part of their reward that honest keys lose to the attack',
    },
    { name: 'weight', type: 'float64', unit: 'share', doc: 'its keys’ share of the weight in the combined inference' },
    { name: 'combined_loss', type: 'float64', unit: loss, doc: 'true loss of the combined inference' },
    { name: 'control_combined_loss', type: 'float64', unit: loss, doc: 'the same without the attack' },
    { name: 'damage', type: 'float64', unit: loss, doc: 'combined loss less that without the attack' },
    real('strength', 'share', 'how hard it acts: 0 as an honest owner would, 1 as its parameters say'),
    ...moneyColumns,
    ...controlColumns,
    ...detectorColumns,
  ],
};

/** Words of the column `phase`, in the order of their codes. */
export const attackPhases = ['absent', 'waiting', 'attacking', 'over'] as const;
