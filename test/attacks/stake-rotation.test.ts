import { describe, expect, it } from 'vitest';
import type { AttackScenario, ParameterValue, Scenario } from '../../sim/index.ts';
import {
  attack,
  type HubRun,
  hubScenario,
  reputers,
  runHub,
  smallTopic,
  withTopics,
} from '../engine/small-scenario.ts';

const tokens = 900;
const start = 4;

/** A topic with many fees and the topic attacked, with few, in one of which a token earns more than in the other. */
function scenarioWith(
  values: Readonly<Record<string, ParameterValue>> = {},
  plan: Partial<AttackScenario> = {},
  removeStakeDelayWindow = 60,
): Scenario {
  const set = { removeStakeDelayWindow };
  const rotation = attack('stake-rotation', { tokens, every: 3, ...values }, { start, ...plan });
  const scenario = hubScenario({ epochs: 24, set, attacks: [rotation] });
  const like = { rewardPerEpoch: null, reputers: [reputers('honest', 3)] } as const;
  return withTopics(scenario, [
    smallTopic('topic', 'v0.17', set, { ...like, funding: { initial: 1, perEpoch: 0 } }),
    smallTopic('rich', 'v0.17', set, { ...like, funding: { initial: 100, perEpoch: 0 } }),
  ]);
}

/** What it has placed on each reputer, topic by topic. */
function placedIn({ world }: HubRun): number[] {
  const { treasury } = world.attackers[0];
  if (treasury === undefined) throw new Error('the attacker has no treasury');
  return [0, 1].flatMap((t) => [0, 1, 2].map((x) => treasury.placedOn(t, x)));
}

/** The same after each nonce of the topic attacked. */
function path(scenario: Scenario): { readonly placed: number[][]; readonly run: HubRun } {
  const placed: number[][] = [];
  const run = runHub(scenario, (now, done) => {
    if (done?.name === 'topic') placed.push(placedIn(now));
  });
  return { placed, run };
}

const equal = [300, 300, 300, 0, 0, 0];

describe('stake rotation', () => {
  it('first places its tokens as an honest delegator of the topic, and leaves them there until it starts', () => {
    const { placed } = path(scenarioWith({}, { start: 12 }));
    for (const one of placed.slice(0, 8)) expect(one).toEqual(equal);
  });

  it('played honestly leaves them there for good', () => {
    const { placed } = path(scenarioWith({}, { play: 'honest' }));
    for (const one of placed) expect(one).toEqual(equal);
  });

  it('goes to the one place where a token earned most, once stake has come back', () => {
    const { placed } = path(scenarioWith());
    const last = placed[placed.length - 1];
    expect(last.slice(0, 3)).toEqual([0, 0, 0]);
    expect(Math.max(...last.slice(3))).toBeGreaterThan(tokens * 0.9);
  });

  it('moves the part that it is told to', () => {
    const { placed } = path(scenarioWith({ part: 0.5, every: 100 }));
    // The first look knows no yields yet: nothing is asked back before the second.
    for (const one of placed) expect(one).toEqual(equal);
    const moved = path(scenarioWith({ part: 0.5, every: 16 })).placed;
    expect(moved[moved.length - 1].slice(0, 3)).toEqual([150, 150, 150]);
  });

  it('waits for its tokens as long as unbonding takes', () => {
    const { placed, run } = path(scenarioWith({}, {}, 100_000));
    // Nothing but what it has earned meanwhile is placed anew.
    for (const one of placed[placed.length - 1]) expect(one).toBeLessThan(1);
    expect(run.chain.leaving).toBe(900n * 10n ** 18n);
  });

  it('earns more than the loyal one where topics differ, and than one who goes anywhere', () => {
    const income = (scenario: Scenario): number => runHub(scenario).world.attackers[0].account.placedIncome;
    const [own, honest] = [income(scenarioWith()), income(scenarioWith({}, { play: 'honest' }))];
    expect(honest).toBeGreaterThan(0);
    expect(own).toBeGreaterThan(1.2 * honest);
    expect(own).toBeGreaterThan(income(scenarioWith({}, { play: 'random' })));
  });
});
