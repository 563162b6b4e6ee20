import { describe, expect, it } from 'vitest';
import type { Topic } from '../../sim/engine/topic.ts';
import type { AttackScenario, ParameterValue, Scenario } from '../../sim/index.ts';
import { attack, forecasters, hubScenario, inferers, reputers, runHub } from '../engine/small-scenario.ts';

/* A window of 12 blocks with room for 2 messages each: 24. 8 rivals (6 inferers, 2 forecasters) and 2 inferers of the attack. */
const [window, capacity, rivals, own] = [12, 2, 8, 2];
const room = window * capacity;
const [start, duration] = [6, 5];
const tip = 0.01;

function scenarioWith(values: Readonly<Record<string, ParameterValue>>, plan: Partial<AttackScenario> = {}): Scenario {
  return hubScenario({
    epochs: 14,
    hub: { messagesPerBlock: capacity },
    // Reports are sent in the middle of an epoch, where they take up no room of a window.
    set: { workerSubmissionWindow: window, groundTruthLag: 90 },
    inferers: [inferers('honest', 6)],
    forecasters: [forecasters('ema', 2)],
    reputers: [reputers('honest', 3)],
    attacks: [
      attack('window-flooding', { identities: own, tip, proposerShare: 0, ...values }, { start, duration, ...plan }),
    ],
  });
}

interface Windows {
  /** Rivals and own keys whose payloads were served, by epoch. */
  readonly rivals: number[];
  readonly own: number[];
  readonly tips: number;
}

function windowsOf(scenario: Scenario): Windows {
  const served: Windows = { rivals: [], own: [], tips: 0 };
  const count = ({ nonce }: Topic): void => {
    let mine = 0;
    let theirs = 0;
    for (const { role, group, members } of nonce.payloads) {
      if (role === 'reputers') continue;
      for (let n = 0; n < group.served; ++n) {
        if (role === 'inferers' && members[n] >= 6) ++mine;
        else ++theirs;
      }
    }
    served.rivals[nonce.epoch] = theirs;
    served.own[nonce.epoch] = mine;
  };
  const { world } = runHub(scenario, (_run, done) => {
    if (done !== undefined) count(done);
  });
  return { ...served, tips: world.attackers[0].account.paid[1] };
}

const during = <Value>(values: Value[]): Value[] => values.slice(start, start + duration);

describe('a flood of the window', () => {
  // 2 own payloads are served first.
  const enough = room - own;

  it('that fills all the room its own keys leave keeps every rival out, in its epochs and in no other', () => {
    const { rivals: theirs, own: mine } = windowsOf(scenarioWith({ messages: enough }));
    expect(during(theirs)).toEqual(new Array(duration).fill(0));
    expect(during(mine)).toEqual(new Array(duration).fill(own));
    expect(theirs.slice(2, start)).toEqual(new Array(start - 2).fill(rivals));
    expect(theirs.slice(start + duration)).toEqual(new Array(14 - start - duration).fill(rivals));
  });

  it.each([0, 1, 3, 8])('keeps out one rival less for each of the %i messages that it is short of that', (short) => {
    const { rivals: theirs } = windowsOf(scenarioWith({ messages: enough - short }));
    expect(during(theirs)).toEqual(new Array(duration).fill(short));
  });

  it('costs, per censored payload, the tips of all the room over the number of rivals', () => {
    // 22 messages of 0.01 for 8 payloads: 0.0275 ALLO each; its own keys tip as well, in all epochs.
    const { tips, rivals: theirs } = windowsOf(scenarioWith({ messages: enough }));
    const idle = windowsOf(scenarioWith({ messages: 0 })).tips;
    const censored = during(theirs).reduce((sum, served) => sum + rivals - served, 0);
    expect((tips - idle) / censored).toBeCloseTo((tip * (room - own)) / rivals, 6);
  });

  it('does nothing when played honestly, and floods every other window twice as much when played at random', () => {
    const honest = windowsOf(scenarioWith({ messages: enough }, { play: 'honest' }));
    expect(during(honest.rivals)).toEqual(new Array(duration).fill(rivals));
    expect(honest.tips).toBe(0);
    const random = windowsOf(scenarioWith({ messages: enough }, { play: 'random' }));
    expect([...new Set(during(random.rivals))].sort()).toEqual([0, rivals]);
  });

  it('with proposers of its own also leaves rivals out, without a message', () => {
    const { rivals: theirs } = windowsOf(scenarioWith({ messages: 0, proposerShare: 1, lastBlocks: 5 }));
    expect(during(theirs)).toEqual(new Array(duration).fill(0));
    expect(theirs[start - 1]).toBe(rivals);
  });
});
