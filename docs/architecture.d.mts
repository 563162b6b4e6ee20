/** What is read of a rule of dependency-cruiser. */
interface Rule {
  readonly from: { readonly path: string };
  readonly to: { readonly path: string; readonly pathNot?: readonly string[] };
}
interface Rules {
  readonly forbidden: readonly Rule[];
}
export function foldersOf(
  rules: Rules,
  base: string,
): readonly { readonly name: string; readonly mayUse: readonly string[] }[];
export function architectureSvg(rules: Rules): string;
