import type { Attack, AttackMoment, AttackSetting, Treasury } from './attack.ts';
import { falseReputer } from './false-reports.ts';
import { leanParameter, noiseParameter } from './reputer-parameters.ts';
import { identitiesParameter } from './shared-parameters.ts';

/**
 * Borrowed tokens delegated to one's own reputers, which look as popular as their stake is large: delegated stake counts in
 * the network's losses, in the consensus and in seats as own stake does. It asks what influence costs by the ALLO and epoch,
 * and whether moving the tokens from key to key pays against the delay with which they come back.
 *
 * The chain takes no commission: of a reputer's reward r its delegators get floor(r D / S), D of its stake S being delegated,
 * so that delegating to oneself dodges nothing; but an owner's delegated tokens are paid out where own stake compounds. The
 * network's answer is the delay of removals, in which tokens still count where they were, and rent runs on.
 *
 * Before it starts, and where it is played honestly, the same tokens lie with honest reputers in proportion to their stake.
 *
 * Simplified: rent is due for every closed nonce of the topic on all tokens borrowed, placed or on their way; what they earn
 * is not placed again.
 */
export const selfDelegation: Attack = {
  name: 'self-delegation',
  number: 22,
  doc: 'Borrowed tokens delegated to the owner’s own reputers, and moved around.',
  question: 'What does rented influence cost and bring, and does delegating to oneself dodge anything?',
  source: 'catalogue of attacks, 22: self-delegation; opentensor BIT-0009; x/emissions/keeper, delegate stake',
  knowledge: ['public'],
  needsHub: true,
  parameters: [
    identitiesParameter(2, 'reputers'),
    {
      name: 'stakePerIdentity',
      kind: 'number',
      default: 1000,
      exclusiveMinimum: 0,
      maximum: 1e9,
      unit: 'ALLO',
      doc: 'Own stake of each key.',
    },
    {
      name: 'tokens',
      kind: 'number',
      default: 500_000,
      exclusiveMinimum: 0,
      maximum: 1e9,
      unit: 'ALLO',
      doc: 'What it has borrowed to delegate.',
    },
    {
      name: 'ownPart',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1,
      unit: 'share of the tokens',
      doc: 'What it delegates to its own keys; the rest lies with honest reputers.',
    },
    {
      name: 'moveEvery',
      kind: 'integer',
      default: 0,
      minimum: 0,
      maximum: 100_000,
      unit: 'epochs',
      doc: 'After how many epochs the tokens go to the next of its keys; 0: never, all keys have a part.',
    },
    {
      name: 'rent',
      kind: 'number',
      default: 0.00001,
      minimum: 0,
      maximum: 1,
      unit: 'ALLO per ALLO and epoch',
      doc: 'What borrowing costs.',
    },
    leanParameter(0.3),
    noiseParameter,
  ],
  keys: ({ identities }) => ({ inferers: 0, forecasters: 0, reputers: Number(identities) }),
  single: (values) => ({
    ...values,
    identities: 1,
    stakePerIdentity: Number(values.stakePerIdentity) * Number(values.identities),
  }),
  treasury: ({ tokens }) => Number(tokens),
  create: (values, setting) => {
    const { strength, population } = setting;
    return {
      stakePerReputer: () => Number(values.stakePerIdentity),
      reputer: (_index, birth) =>
        falseReputer({
          noise: Number(values.noise),
          lean: Number(values.lean),
          common: birth.common(population),
          strength,
        }),
      act: delegating(setting, {
        keys: Number(values.identities),
        tokens: Number(values.tokens),
        ownPart: Number(values.ownPart),
        moveEvery: Number(values.moveEvery),
        rent: Number(values.rent),
      }),
    };
  },
};

interface DelegationPlan {
  readonly keys: number;
  readonly tokens: number;
  readonly ownPart: number;
  readonly moveEvery: number;
  readonly rent: number;
}

/** Tokens that differ by less, ALLO, are where they should be. */
const dust = 1e-6;

/** What becomes of the borrowed tokens after each nonce. */
function delegating(setting: AttackSetting, plan: DelegationPlan): (moment: AttackMoment) => void {
  const { strength, firstReputer } = setting;
  const wanted = new Float64Array(setting.reputers);
  let borrowed = 0;
  /** What the present division was made for: who is to have what part. */
  let division = '';
  return (moment) => {
    const { next, treasury } = moment;
    if (treasury === undefined) return;
    if (!moment.isRegistered('reputers', 0)) {
      wanted.fill(0);
      division = '';
      moveTokens(treasury, wanted);
      return;
    }
    if (borrowed === 0) borrowed = Math.min(plan.tokens, treasury.free);
    if (!moment.pay('rent', plan.rent * borrowed)) {
      wanted.fill(0);
      moveTokens(treasury, wanted);
      return;
    }
    const own = strength(next) * plan.ownPart;
    const turn = own > 0 && plan.moveEvery > 0 ? Math.floor((next - setting.start) / plan.moveEvery) : -1;
    const asked = `${own} ${turn}`;
    if (asked !== division) {
      division = asked;
      if (own > 0 && setting.play === 'random') divideAtRandom(treasury, setting, next, borrowed, wanted);
      else {
        divideAmongHonest(treasury, (1 - own) * borrowed, wanted);
        for (let n = 0; n < plan.keys; ++n) {
          const part = turn < 0 ? 1 / plan.keys : turn % plan.keys === n ? 1 : 0;
          wanted[firstReputer + n] = part * own * borrowed;
        }
      }
    }
    moveTokens(treasury, wanted);
  };
}

/** In proportion to the stake that others have on them. */
function divideAmongHonest(treasury: Treasury, tokens: number, wanted: Float64Array): void {
  const { home } = treasury;
  let sum = 0;
  for (let x = 0; x < wanted.length; ++x) {
    const others = !treasury.isOwn(home, x) && treasury.isRegistered(home, x);
    wanted[x] = others ? treasury.stakeOn(home, x) - treasury.placedOn(home, x) : 0;
    sum += wanted[x];
  }
  for (let x = 0; x < wanted.length; ++x) wanted[x] *= sum > 0 ? tokens / sum : 0;
}

/** All to one reputer, whoever it is. */
function divideAtRandom(
  treasury: Treasury,
  { draws }: AttackSetting,
  epoch: number,
  tokens: number,
  wanted: Float64Array,
): void {
  let chosen = -1;
  let highest = -1;
  for (let x = 0; x < wanted.length; ++x) {
    wanted[x] = 0;
    const lot = draws.own.uniform(epoch, x);
    if (!treasury.isRegistered(treasury.home, x) || lot < highest) continue;
    chosen = x;
    highest = lot;
  }
  if (chosen >= 0) wanted[chosen] = tokens;
}

/** Asks back what is too much, and places what is free where it is wanted. */
function moveTokens(treasury: Treasury, wanted: Float64Array): void {
  const { home } = treasury;
  for (let x = 0; x < wanted.length; ++x) {
    const excess = treasury.placedOn(home, x) - wanted[x];
    if (excess > dust) treasury.askBack(home, x, excess);
  }
  for (let x = 0; x < wanted.length; ++x) {
    const missing = Math.min(wanted[x] - treasury.placedOn(home, x), treasury.free);
    if (missing > dust) treasury.place(home, x, missing);
  }
}
