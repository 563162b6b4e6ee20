import { describe, expect, it } from 'vitest';
import { toAllo } from '../../sim/chain/amounts.ts';
import { auditMoney } from '../../sim/chain/audit-money.ts';
import { account, createLedger, move } from '../../sim/chain/ledger.ts';
import {
  advanceMoney,
  bonded,
  circulating,
  createMoney,
  EmissionStoppedError,
  type Money,
  measureValidators,
  mintRemaining,
  recalculateNow,
  setEmissionEnabled,
  staked,
  tokenomicsProblem,
  treasury,
} from '../../sim/chain/money.ts';
import { allo, oneValidator, protocol, tokenomics, type Values } from './money-values.ts';

function mainnet(different: Values = {}, rules: Values = {}): Money {
  return createMoney(createLedger(), tokenomics('mainnet', different), protocol(rules), oneValidator);
}

const month = 471_300;

/** Consumers, who are participants, pay a fee. */
function payFee(money: Money, amount: bigint): void {
  move(money.ledger, account.participants, account.ecosystem, amount, 'consumer-fee');
}

describe('createMoney', () => {
  it('issues 785 500 000 ALLO on mainnet, all but what is to be minted', () => {
    const money = mainnet();
    expect(money.ledger.supply).toBe(allo(785_500_000));
    expect(mintRemaining(money)).toBe(allo(214_500_000));
    expect(money.ledger.supply + mintRemaining(money)).toBe(allo(1_000_000_000));
    expect(auditMoney(money)).toEqual([]);
  });

  it('starts with 200 500 000 ALLO in circulation: participants’ and the foundation’s unlocked part', () => {
    expect(circulating(mainnet())).toBe(allo(200_500_000));
  });

  it('bonds validators out of the participants’ account and shares of what the groups hold freely', () => {
    const money = mainnet();
    // 0.4 of 74 M, 0.25 of 125.5 M, and the validator's million.
    expect(bonded(money)).toBe(allo(29_600_000) + allo(31_375_000) + allo(1_000_000));
    expect(money.ledger.balance[account.team]).toBe(allo(175_000_000));
  });

  it('refuses a network in which nobody stakes, and validators who bond more than there is', () => {
    const start = (stake: bigint) => () =>
      createMoney(createLedger(), tokenomics('mainnet'), protocol(), [{ name: 'v', stake, commission: 0 }]);
    expect(start(0n)).toThrow(/nothing is bonded/);
    expect(start(allo(76_000_000))).toThrow(/own bonds are 76000000 ALLO; expected at most the 75000000 ALLO/);
    expect(() => createMoney(createLedger(), tokenomics('mainnet'), protocol(), [])).toThrow(/nothing is bonded/);
  });

  it('goes on from a later month when told to', () => {
    const money = mainnet({ startMonth: 12, startMinted: 10_000_000, startRate: 0.02 });
    expect(money.ledger.supply).toBe(allo(795_500_000));
    expect(money.ledger.balance[account.participants] + money.holders.bonded[4]).toBe(allo(84_000_000));
    advanceMoney(money, 1);
    expect(money.emission.rate).toBe(0.1 * money.emission.target + 0.9 * 0.02);
    expect(auditMoney(money)).toEqual([]);
  });
});

describe('tokenomicsProblem', () => {
  it('wants shares of supply that add up to 1, and no more locked than there is', () => {
    expect(tokenomicsProblem(tokenomics('mainnet'))).toBeUndefined();
    expect(tokenomicsProblem(tokenomics('mainnet', { teamPercentOfTotalSupply: 0.2 }))).toBe(
      'The shares of maxSupply add up to 1.025; expected 1.',
    );
    expect(tokenomicsProblem(tokenomics('mainnet', { lockedFoundationPercentage: 0.3 }))).toMatch(/at most 0.225/);
    expect(tokenomicsProblem(tokenomics('mainnet', { startMinted: 3e8 }))).toMatch(/at most 214500000/);
  });
});

describe('the emission', () => {
  it('is about 1.075 M ALLO in the first month of mainnet, a quarter of it for validators', () => {
    const money = mainnet();
    advanceMoney(money, month);
    const emitted = money.ledger.moved['emission-to-topics'] + money.ledger.moved['emission-to-validators'];
    // 0.025 x 214.5 M x 0.2005, less what is no whole number of uallo a block.
    expect(toAllo(emitted)).toBeCloseTo(1_075_181.25, 5);
    expect(toAllo(money.ledger.moved['emission-to-validators'])).toBeCloseTo(1_075_181.25 / 4, 5);
    expect(money.emission.minted).toBe(emitted);
    expect(treasury(money)).toBe(allo(214_500_000) - emitted);
  });

  it('is held by the cap when little is staked', () => {
    const money = mainnet({ 'stakedShare.participants': 0, 'stakedShare.foundation': 0 });
    advanceMoney(money, 1);
    // rho 0.3: stakers get 0.25 + 0.75 x 0.3 of it.
    expect(money.emission.rate).toBe(0.0095 / 0.475);
    expect(money.emission.target).toBeGreaterThan(money.emission.cap);
  });

  it('is paid out of fees before anything is minted, at the same rate', () => {
    const [plain, paying] = [mainnet(), mainnet()];
    advanceMoney(plain, 10);
    advanceMoney(paying, 10);
    const perBlock = plain.emission.perBlock;
    payFee(paying, perBlock * 3n + 1n);
    for (const money of [plain, paying]) advanceMoney(money, 14);
    expect(paying.emission.perBlock).toBe(perBlock);
    expect(plain.emission.minted).toBe(14n * perBlock);
    expect(paying.emission.minted).toBe(11n * perBlock - 1n);
    expect(paying.ledger.balance[account.ecosystem]).toBe(0n);
  });

  it('moves a tenth of the way to its target a month, from the first month’s own', () => {
    const money = mainnet();
    advanceMoney(money, 1);
    const first = money.emission.rate;
    expect(first).toBe(money.emission.target);
    advanceMoney(money, month + 1);
    expect(money.emission.rate).toBe(0.1 * money.emission.target + 0.9 * first);
  });

  it('reaches validators one block later', () => {
    const money = mainnet();
    advanceMoney(money, 1);
    const toValidators = money.ledger.balance[account.fee_collector];
    expect(toValidators).toBe(money.emission.perBlock / 4n);
    expect(measureValidators(money)[0].rewards).toBe(0n);
    advanceMoney(money, 2);
    // 2 % for the community.
    expect(measureValidators(money)[0].rewards).toBe((toValidators * 98n) / 100n);
  });

  it('makes validators’ bonds grow from month to month', () => {
    const money = mainnet();
    advanceMoney(money, 3 * month);
    const [{ own }] = measureValidators(money);
    expect(own).toBeGreaterThan(allo(1_000_000));
    expect(own).toBeLessThan(allo(1_200_000));
  });
});

describe('reputers’ share of the topic rewards', () => {
  /** Pays topics' rewards so far, a fifth of them to reputers, in the block that is done. */
  function payTopics(money: Money): void {
    const { emission, ledger } = money;
    const paid = ledger.balance[account.rewards];
    move(ledger, account.rewards, account.participants, paid, 'inferer-reward');
    emission.topicRewards += paid;
    emission.reputerRewards += paid / 5n;
  }

  it('is that of the month, 0 when nothing was paid, and 0.3 in the first', () => {
    const money = mainnet();
    advanceMoney(money, 1_000);
    expect(money.emission.reputerShare).toBe(0.3);
    payTopics(money);
    advanceMoney(money, month + 1);
    expect(money.emission.reputerShare).toBeCloseTo(0.2, 15);
    advanceMoney(money, 2 * month + 1);
    expect(money.emission.reputerShare).toBe(0);
  });

  it('is that of a month’s last block in older versions: 0 but by luck', () => {
    const money = mainnet({}, { measuredReputerShare: 'of-one-block' });
    advanceMoney(money, 1_000);
    payTopics(money);
    advanceMoney(money, month + 1);
    expect(money.emission.reputerShare).toBe(0);
    expect(money.emission.cap).toBe(0.0095 / 0.25);
    advanceMoney(money, 2 * month);
    payTopics(money);
    advanceMoney(money, 2 * month + 1);
    expect(money.emission.reputerShare).toBeCloseTo(0.2, 15);
  });

  it('stays as it is given when it is constant', () => {
    const money = mainnet({ initialReputerShare: 0.4 }, { measuredReputerShare: 'constant' });
    advanceMoney(money, 5 * month);
    expect(money.emission.reputerShare).toBe(0.4);
  });
});

describe('exhaustion', () => {
  /** A treasury that cannot last a month. */
  const spendthrift = { fEmission: 1, maximumMonthlyPercentageYield: 1, oneMonthSmoothingDegree: 0.01, startRate: 0.9 };

  it('cuts the emission to what is left, then to nothing, and to what fees bring', () => {
    const money = mainnet({ ...spendthrift, startMinted: 214_000_000 });
    advanceMoney(money, month);
    const { emission, ledger } = money;
    expect(emission.minted).toBe(allo(214_500_000));
    expect(treasury(money)).toBe(0n);
    expect(emission.exhaustedAt).toBe(Number(allo(500_000) / emission.perBlock) + 2);
    expect(emission.toTopicsLastBlock).toBe(0n);
    payFee(money, 100n);
    advanceMoney(money, month + 1);
    expect(emission.toTopicsLastBlock).toBe(75n);
    expect(ledger.supply).toBe(allo(1_000_000_000));
    expect(auditMoney(money)).toEqual([]);
  });

  it('stops the chain in older versions, and says in which block', () => {
    const money = mainnet({ ...spendthrift, startMinted: 214_000_000 }, { emissionAtExhaustion: 'stops-the-chain' });
    let stopped: unknown;
    try {
      advanceMoney(money, month);
    } catch (error) {
      stopped = error;
    }
    expect(stopped).toBeInstanceOf(EmissionStoppedError);
    const { block, message } = stopped as EmissionStoppedError;
    expect(block).toBe(Number(allo(500_000) / money.emission.perBlock) + 1);
    expect(money.block).toBe(block - 1);
    expect(message).toMatch(/^Block \d+: the emission is .* ALLO, but the treasury holds and may mint .* ALLO only/);
  });
});

describe('the switch', () => {
  it('keeps the emission off, and makes up for the rate when it is turned on', () => {
    const money = mainnet({ emissionEnabled: false });
    advanceMoney(money, month + 100);
    expect(money.emission.minted).toBe(0n);
    expect(money.emission.perBlock).toBe(0n);
    setEmissionEnabled(money, true);
    advanceMoney(money, month + 101);
    expect(money.emission.rate).toBe(money.emission.target);
    expect(money.emission.minted).toBe(money.emission.perBlock);
    setEmissionEnabled(money, false);
    advanceMoney(money, month + 110);
    expect(money.emission.minted).toBe(money.emission.perBlock);
  });

  it('lets the emission begin at a chosen block', () => {
    const money = mainnet({ emissionStart: 11 });
    advanceMoney(money, 10);
    expect(money.emission.minted).toBe(0n);
    advanceMoney(money, 12);
    expect(money.emission.minted).toBe(2n * money.emission.perBlock);
  });
});

describe('recalculateNow', () => {
  it('takes the present state and a further step of smoothing', () => {
    const money = mainnet();
    advanceMoney(money, month + 1);
    const { rate } = money.emission;
    payFee(money, allo(10_000_000));
    recalculateNow(money);
    // More in the treasury, as much less in circulation.
    const free = toAllo(circulating(money)) / 1e9;
    expect(money.emission.target).toBeCloseTo((0.025 * toAllo(treasury(money)) * free) / toAllo(staked(money)), 12);
    expect(money.emission.rate).toBe(0.1 * money.emission.target + 0.9 * rate);
  });
});

describe('holders', () => {
  it('stake what becomes free at the cliff', () => {
    const money = mainnet();
    advanceMoney(money, 12 * month);
    const before = staked(money);
    advanceMoney(money, 12 * month + 1);
    // 0.75 of a third of 485.5 M, and a little.
    expect(toAllo(staked(money) - before)).toBeGreaterThan(121_375_000);
    expect(toAllo(staked(money) - before)).toBeLessThan(125_000_000);
    expect(auditMoney(money)).toEqual([]);
  });
});

describe('auditMoney', () => {
  it('says what does not hold', () => {
    const money = mainnet();
    advanceMoney(money, 100);
    money.ledger.balance[account.bonded] += 1n;
    const [sum, bonds] = auditMoney(money);
    expect(sum).toMatch(/^the sum of all accounts is \d+ uallo, expected \d+$/);
    expect(bonds).toMatch(/^the account of bonded tokens is/);
    money.ledger.balance[account.bonded] -= 1n;
    money.emission.minted += 1n;
    expect(auditMoney(money).join('\n')).toMatch(/what was minted is/);
  });
});
