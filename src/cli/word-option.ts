import { nearestWord } from '../config/nearest-word.ts';
import { WrongInputError } from './exit-code.ts';
import { single } from './single.ts';

/** The word that an option gives, one of those known; undefined when it was not given. @throws WrongInputError */
export function wordOption<Word extends string>(
  option: string,
  given: string | undefined,
  words: readonly Word[],
): Word | undefined {
  const text = single(option, given);
  if (text === undefined) return undefined;
  const word = words.find((known) => known === text);
  if (word !== undefined) return word;
  const nearest = nearestWord(text, words);
  const question = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  throw new WrongInputError(`--${option} is "${text}"; expected one of ${words.join(', ')}.${question}`);
}
