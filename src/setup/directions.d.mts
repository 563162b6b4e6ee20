/** What the direction rules found: how many modules they saw, which imports break a rule, and why they proved nothing. */
export function checkDirections(
  root: string,
  rules?: string,
): { modules: number; violations: string[]; problem: string | undefined };
