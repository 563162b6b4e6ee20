import type { Output } from './context.ts';

/** Variables of the environment that say what a terminal can show. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the reader of an output sees. */
export interface Terminal {
  /** Characters in a line. */
  readonly columns: number;
  /** Whether colours are shown; they only emphasise what is also said in words. */
  readonly coloured: boolean;
  /** Whether block elements and other characters beyond ASCII are shown. */
  readonly unicode: boolean;
  /** Whether a line can be drawn over: progress bars need it. */
  readonly animated: boolean;
}

/** Of files and pipes, whatever the terminal: what is written there is the same everywhere. */
const usualColumns = 80;
/** Longer lines are hard to read; shorter ones hold nothing. */
const mostColumns = 120;
const leastColumns = 20;

/**
 * What an output shows. `NO_COLOR` (anything but empty) turns colours off, `FORCE_COLOR` turns them on where nobody asked
 * for none; characters beyond ASCII need a UTF-8 locale. A dumb terminal has neither, nor progress bars.
 */
export function terminalOf(output: Output, environment: Environment = process.env): Terminal {
  const isTerminal = output.isTTY === true;
  const dumb = isTerminal && environment.TERM === 'dumb';
  const { columns = usualColumns } = output;
  return {
    columns: isTerminal && columns > 0 ? Math.min(mostColumns, Math.max(leastColumns, columns)) : usualColumns,
    coloured: areColoursShown(isTerminal && !dumb, environment),
    unicode: !dumb && isUtf8(environment),
    animated: isTerminal && !dumb,
  };
}

function areColoursShown(byItself: boolean, { NO_COLOR = '', FORCE_COLOR = '' }: Environment): boolean {
  if (NO_COLOR !== '') return false;
  if (FORCE_COLOR === '') return byItself;
  return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
}

/** The first of these that is set counts (POSIX); Windows has none of them and shows all characters. */
function isUtf8({ LC_ALL = '', LC_CTYPE = '', LANG = '' }: Environment): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  return /utf-?8/i.test(locale) || (locale === '' && process.platform === 'win32');
}
