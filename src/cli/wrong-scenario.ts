import { WrongInputError } from './exit-code.ts';

/** Does the work; what is wrong in a scenario or a file that it reads becomes wrong input of the command. */
export async function asWrongInput<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && wrongInputs.includes(error.name)) throw new WrongInputError(error.message);
    throw error;
  }
}

/** By name: their modules are loaded only by commands that need them. */
const wrongInputs = ['ScenarioError', 'FileError', 'SelectionError'];
