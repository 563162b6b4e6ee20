import type { TableDeclaration } from './column.ts';

const allo = 'ALLO';
const loss = 'log10 loss';

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
    { name: 'spent', type: 'float64', unit: allo, doc: 'paid for registrations and payloads in the nonce' },
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
  ],
};

/** Words of the column `phase`, in the order of their codes. */
export const attackPhases = ['absent', 'waiting', 'attacking', 'over'] as const;
