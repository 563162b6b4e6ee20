import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditMoney } from '../../sim/chain/audit-money.ts';
import { GenesisError } from '../../sim/chain/genesis-error.ts';
import { account, createLedger, move } from '../../sim/chain/ledger.ts';
import {
  advanceMoney,
  createMoney,
  EmissionStoppedError,
  type Money,
  measureValidators,
  setEmissionEnabled,
} from '../../sim/chain/money.ts';
import { moneyRules } from '../../sim/chain/money-rules.ts';
import { type PlainMoney, plainMoney, stepBlock } from './money-by-block.ts';
import { protocol, tokenomics } from './money-values.ts';

/** What happens between two advances: the topics' side pays fees, tips, stakes; somebody turns the switch. */
interface Move {
  readonly gap: number;
  readonly kind: 'nothing' | 'fee' | 'gas' | 'stake' | 'on' | 'off';
  readonly amount: bigint;
}

const kinds = ['nothing', 'nothing', 'nothing', 'fee', 'fee', 'gas', 'stake', 'on', 'off'] as const;

const amounts = fc.oneof(fc.bigInt(0n, 50n), fc.bigInt(0n, 10n ** 21n), fc.bigInt(0n, 10n ** 26n));

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({ gap: fc.integer({ min: 1, max: 60 }), kind: fc.constantFrom(...kinds), amount: amounts }),
  { minLength: 1, maxLength: 12 },
);

const setting = fc.record({
  preset: fc.constantFrom('mainnet', 'snapshot'),
  blocksPerMonth: fc.integer({ min: 1, max: 40 }),
  fEmission: fc.constantFrom(0.025, 0.3, 1),
  maximumMonthlyPercentageYield: fc.constantFrom(0.0095, 1),
  oneMonthSmoothingDegree: fc.constantFrom(0.01, 0.1, 1),
  validatorsVsAlloraPercentReward: fc.constantFrom(0, 0.25, 1 / 3, 1),
  communityTax: fc.constantFrom(0, 0.02, 1),
  // A supply of a few uallo up to the real one: rounding shows in small ones.
  maxSupply: fc.constantFrom(2e-16, 7e-15, 1e-9, 1e9),
  startMonth: fc.constantFrom(0, 5, 11, 30),
  startRate: fc.constantFrom(0, 0.02, 0.9),
  emissionStart: fc.constantFrom(1, 1, 7, 55),
  emissionEnabled: fc.boolean(),
  exhaustion: fc.constantFrom('cut', 'stops-the-chain'),
  ownShares: fc.array(fc.constantFrom(0, 1e-6, 0.01, 0.1, 0.3), { minLength: 0, maxLength: 3 }),
  commissions: fc.tuple(fc.constantFrom(0, 0.05, 1 / 3, 1), fc.constantFrom(0, 0.1), fc.constantFrom(0, 1)),
});

const accounts = [
  'ecosystem',
  'fee_collector',
  'distribution',
  'community_pool',
  'bonded',
  'rewards',
  'investors_seed',
  'investors_preseed',
  'team',
  'foundation',
  'participants',
] as const;

function picture(money: Money) {
  return {
    ...Object.fromEntries(accounts.map((name) => [name, money.ledger.balance[account[name]]])),
    minted: money.emission.minted,
    rate: money.emission.rate,
    perBlock: money.emission.perBlock,
    exhaustedAt: money.emission.exhaustedAt,
    toTopics: money.emission.toTopicsLastBlock,
    validators: measureValidators(money).map(({ own, delegated, rewards }) => [own, delegated, rewards]),
    pool: money.validators.poolParts,
  };
}

function plainPicture(money: PlainMoney) {
  return {
    ...Object.fromEntries(accounts.map((name) => [name, money.balance[name]])),
    minted: money.minted,
    rate: money.rate,
    perBlock: money.perBlock,
    exhaustedAt: money.exhaustedAt,
    toTopics: money.toTopicsLastBlock,
    validators: money.validators.map(({ own, delegated, earned }) => [own, delegated, earned / 10n ** 18n]),
    pool: money.pool,
  };
}

function apply(money: Money, plain: PlainMoney, { kind, amount }: Move): void {
  const held = money.ledger.balance[account.participants];
  const paid = amount < held ? amount : held;
  const to = { fee: 'ecosystem', gas: 'fee_collector', stake: 'staking' } as const;
  if (kind === 'on' || kind === 'off') {
    setEmissionEnabled(money, kind === 'on');
    plain.enabled = kind === 'on';
  } else if (kind !== 'nothing') {
    const reason = { fee: 'consumer-fee', gas: 'gas', stake: 'stake' } as const;
    move(money.ledger, account.participants, account[to[kind]], paid, reason[kind]);
    plain.balance.participants -= paid;
    if (kind === 'stake') {
      money.topicStake += paid;
      plain.topicStake += paid;
    } else plain.balance[to[kind]] += paid;
  }
}

describe('advanceMoney', () => {
  const seen = { months: 0, exhausted: 0, stopped: 0, switched: 0 };

  it('equals a plain loop over blocks, to the uallo, whatever happens between', () => {
    fc.assert(
      fc.property(setting, moves, (values, sequence) => {
        const { preset, exhaustion, ownShares, commissions, ...different } = values;
        const rules = tokenomics(preset, different);
        // A share of what participants hold.
        const participants = moneyRules(rules, protocol()).allocation[4];
        const stakes = ownShares.map((share) => (participants * BigInt(Math.round(share * 1e6))) / 1_000_000n);
        const starts = stakes.map((stake, v) => ({ name: `v${v}`, stake, commission: commissions[v] }));
        let money: Money;
        try {
          money = createMoney(
            createLedger(),
            rules,
            protocol({ measuredReputerShare: 'constant', emissionAtExhaustion: exhaustion }),
            starts,
          );
        } catch (error) {
          // Nothing staked.
          expect(error).toBeInstanceOf(GenesisError);
          fc.pre(false);
          return;
        }
        const plain = plainMoney(money.rules, stakes, money.validators.commission, values.emissionEnabled);
        expect(picture(money)).toEqual(plainPicture(plain));
        for (const step of sequence) {
          const until = money.block + step.gap;
          let stopped = false;
          try {
            advanceMoney(money, until);
          } catch (error) {
            if (!(error instanceof EmissionStoppedError)) throw error;
            stopped = true;
            while (plain.stoppedAt < 0) stepBlock(plain);
            expect(error.block).toBe(plain.stoppedAt);
            ++seen.stopped;
          }
          if (!stopped) while (plain.block < until) stepBlock(plain);
          expect(auditMoney(money)).toEqual([]);
          expect(picture(money)).toEqual(plainPicture(plain));
          if (stopped) return;
          expect(plain.stoppedAt).toBe(-1);
          apply(money, plain, step);
          if (step.kind === 'off' || step.kind === 'on') ++seen.switched;
        }
        seen.months += money.block / values.blocksPerMonth;
        if (plain.exhaustedAt >= 0) ++seen.exhausted;
      }),
      { numRuns: 300 },
    );
    // It met what it is about.
    expect(seen.months).toBeGreaterThan(1_000);
    expect(seen.exhausted).toBeGreaterThan(5);
    expect(seen.stopped).toBeGreaterThan(5);
    expect(seen.switched).toBeGreaterThan(100);
  });
});
