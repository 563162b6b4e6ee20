/** Letters that a name on a chart may have. */
const LONGEST = 26;

/**
 * Names as they stand on charts: shortened in the middle, without the characters that Vega reads as a path into an object,
 * and still different from one another.
 */
export function labels(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const plain = name.replaceAll(/[.[\]\\'"\n]/g, '·');
    const half = (LONGEST - 1) / 2;
    const short =
      plain.length <= LONGEST ? plain : `${plain.slice(0, Math.ceil(half))}…${plain.slice(-Math.floor(half))}`;
    let label = short === '' ? '(no name)' : short;
    for (let n = 2; used.has(label); ++n) label = `${short} (${n})`;
    used.add(label);
    return label;
  });
}
