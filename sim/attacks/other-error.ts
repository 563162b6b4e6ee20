import type { Inferer, InfererView } from '../policies/policy.ts';

/**
 * What a mind answers when it errs otherwise than it would: model, bias and experience stay its own.
 *
 * @param error in place of the standard normal error of the view, which is left as it was
 */
export function inferWithError(mind: Inferer, view: InfererView, error: number): number {
  const { error: usual } = view;
  view.error = error;
  const inference = mind.infer(view);
  view.error = usual;
  return inference;
}
