import { createBareWorld, stepBare } from './bare-world.ts';
import { blockOf } from './calendar.ts';
import { stepHub } from './hub/hub-steps.ts';
import { createHubWorld } from './hub/hub-world.ts';
import type { RunInputs } from './inputs.ts';
import type { Scenario } from './scenario.ts';
import type { Topic } from './topic.ts';
import type { World } from './world.ts';

/** Whether the scenario fixes every topic's reward, so that there is no hub chain. */
export function hasFixedRewards({ topics }: Scenario): boolean {
  return topics.every(({ rewardPerEpoch }) => rewardPerEpoch !== null);
}

/**
 * Sets a scenario up, with the first events in the calendar.
 *
 * @throws GenesisError when actors are to hold more tokens than there are for them
 */
export function createWorld(scenario: Scenario, inputs: RunInputs = {}): World {
  return hasFixedRewards(scenario) ? createBareWorld(scenario, inputs) : createHubWorld(scenario, inputs);
}

/**
 * Handles the next event.
 *
 * @returns the topic whose nonce was done, which its `nonce` and desk tell about; undefined: none was
 */
export function step(world: World): Topic | undefined {
  return world.hub === undefined ? stepBare(world) : stepHub(world, world.hub);
}

/** Whether nothing more happens in the present block. */
export function isBlockDone({ calendar, block, hub }: World): boolean {
  if (hub !== undefined && (hub.closing !== undefined || hub.queueAt < hub.queue.length)) return false;
  return calendar.size === 0 || blockOf(calendar, calendar.heap[0]) > block;
}
