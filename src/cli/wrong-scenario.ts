import { WrongInputError } from './exit-code.ts';

/**
 * Does the work; what is wrong in a scenario or a file that it reads becomes wrong input of the command.
 *
 * @param scenario file of the scenario that the work runs
 */
export async function asWrongInput<T>(work: () => Promise<T>, scenario = ''): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.name === 'GenesisError') {
      throw new WrongInputError(`${scenario}:1:1 ${error.message}`);
    }
    if (error instanceof Error && wrongInputs.includes(error.name)) throw new WrongInputError(error.message);
    throw error;
  }
}

/** By name: their modules are loaded only by commands that need them. */
const wrongInputs = ['ScenarioError', 'FileError', 'SelectionError'];
