/** Values of a row of the chain table by column; NaN where there is none. */
export type ChainRow = Readonly<Record<string, number>>;

/** Groups whose tokens unlock by a schedule, as the columns `locked_<group>` name them. */
export const LOCKED_GROUPS = [
  { column: 'locked_investors_seed', words: 'locked: investors, seed' },
  { column: 'locked_investors_preseed', words: 'locked: investors, preseed' },
  { column: 'locked_team', words: 'locked: team' },
  { column: 'locked_foundation', words: 'locked: foundation' },
  { column: 'locked_participants', words: 'locked: participants' },
] as const;

/** Something that must be zero in every row. */
interface Identity {
  readonly words: string;
  /** What the left side has too much, ALLO; NaN where the row does not tell. */
  readonly of: (row: ChainRow, before: ChainRow) => number;
}

/** What the ecosystem account holds: the treasury less what may still be minted. */
export function ecosystemBalance(row: ChainRow): number {
  return row.treasury - row.mint_remaining;
}

/** What came into the ecosystem account in the interval of a row, less what left it. */
export function ecosystemGain(row: ChainRow): number {
  return row.minted_interval + (row.fees || 0) + (row.returned || 0) - row.emission;
}

const IDENTITIES: readonly Identity[] = [
  {
    words: 'circulating + locked + treasury = total supply + still to be minted + burnt',
    of: (row) => {
      const locked = LOCKED_GROUPS.reduce((sum, { column }) => sum + row[column], 0);
      return row.circulating + locked + row.treasury - row.total_supply - row.mint_remaining - (row.burnt || 0);
    },
  },
  {
    words: 'change of total supply = minted − burnt',
    of: (row, before) =>
      row.total_supply - before.total_supply - row.minted_interval + ((row.burnt || 0) - (before.burnt || 0)),
  },
  {
    words: 'change of minted so far = minted in the interval',
    of: (row, before) => row.minted - before.minted - row.minted_interval,
  },
  { words: 'staked = bonded + staked in topics', of: (row) => row.staked - row.bonded - row.topic_stake },
  { words: 'emission = to validators + to topics', of: (row) => row.emission - row.to_validators - row.to_topics },
  {
    words: 'change of the ecosystem account = minted + fees + returned − emission (slashed stake may be added)',
    of: (row, before) => {
      const surplus = ecosystemBalance(row) - ecosystemBalance(before) - ecosystemGain(row);
      return surplus < 0 ? surplus : Math.max(0, surplus - (row.slashed || 0));
    },
  },
];

/** How far an identity was off at most. */
export interface IdentityCheck {
  readonly words: string;
  /** Rows that tell. */
  readonly rows: number;
  /** ALLO. */
  readonly largest: number;
  readonly holds: boolean;
}

/** Deviations up to this part of the total supply are rounding of doubles. */
const ROUNDING = 1e-12;

/** Takes the rows one after the other and keeps the largest deviation of each identity. */
export class IdentityChecks {
  readonly #found = IDENTITIES.map(({ words }) => ({ words, rows: 0, largest: 0, holds: true }));

  take(row: ChainRow, before: ChainRow): void {
    IDENTITIES.forEach(({ of }, i) => {
      const difference = Math.abs(of(row, before));
      if (!Number.isFinite(difference)) return;
      const found = this.#found[i];
      ++found.rows;
      found.largest = Math.max(found.largest, difference);
      found.holds &&= !(difference > ROUNDING * row.total_supply);
    });
  }

  /** Of the identities that at least one row tells about. */
  results(): IdentityCheck[] {
    return this.#found.filter(({ rows }) => rows > 0);
  }
}
