/** The rows of a batch that have the same code, in their order, for every code that occurs; without codes all rows under 0. */
export function rowsByCode(codes: Int32Array | undefined, rows: number): Map<number, Int32Array> {
  if (codes === undefined) return new Map([[0, Int32Array.from({ length: rows }, (_, r) => r)]]);
  const counts = new Map<number, number>();
  let current = -1;
  let run = 0;
  const countRun = (): void => {
    if (run > 0) counts.set(current, (counts.get(current) ?? 0) + run);
  };
  for (let r = 0; r < rows; ++r) {
    if (codes[r] !== current) {
      countRun();
      current = codes[r];
      run = 0;
    }
    ++run;
  }
  countRun();
  const lists = new Map([...counts].map(([code, count]) => [code, { list: new Int32Array(count), used: 0 }]));
  for (let r = 0; r < rows; ++r) {
    const entry = lists.get(codes[r]);
    if (entry !== undefined) entry.list[entry.used++] = r;
  }
  return new Map([...lists].map(([code, { list }]) => [code, list]));
}
