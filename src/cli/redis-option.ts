import {
  type RedisAddress,
  redisAddress,
  redisAddressForm,
  withoutPassword,
} from '../distributed/bullmq/redis-address.ts';
import type { CommandContext } from './context.ts';
import { WrongInputError } from './exit-code.ts';
import { single } from './single.ts';
import { wholeNumber } from './whole-number.ts';

/** Variable of the environment that holds the address: on the command line everybody on the machine can read it. */
export const redisVariable = 'ALLORA_SIM_REDIS';

/** Seconds that a server may be out of use. */
const usualPatience = 60;
const mostPatience = 7 * 24 * 3600;

/** The server that `--redis` or the environment names. @throws WrongInputError */
export function redisOption(
  given: string | undefined,
  { environment = process.env }: Pick<CommandContext, 'environment'>,
): RedisAddress {
  const option = single('redis', given);
  const text = option ?? environment[redisVariable];
  if (text === undefined || text === '') {
    throw new WrongInputError(`Which Redis? Give --redis or the variable ${redisVariable}: ${redisAddressForm}.`);
  }
  const address = redisAddress(text);
  if (address !== undefined) return address;
  const name = option === undefined ? redisVariable : '--redis';
  throw new WrongInputError(`${name} is "${withoutPassword(text)}"; expected ${redisAddressForm}.`);
}

/** `--patience`, seconds. @throws WrongInputError */
export function patienceOption(given: string | undefined): number {
  return wholeNumber('patience', given, mostPatience) ?? usualPatience;
}
