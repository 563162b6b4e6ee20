/**
 * A mind that does as another but for what is given: its memory and its silence stay its own. Minds are plain objects whose
 * functions do not lean on `this`.
 */
export function overlay<Mind extends object>(mind: Mind, changes: Partial<Mind>): Mind {
  return { ...mind, ...changes };
}
