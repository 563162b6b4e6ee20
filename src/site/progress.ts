import type { SiteScenario } from './scenario-files.ts';
import type { ScenarioOutcome } from './scenario-task.ts';

/** Who tells how far the site has come. */
export interface SiteProgress {
  /** @param done how far the run at a place of the list has come, from 0 to 1 */
  start(scenarios: readonly SiteScenario[], done: (place: number) => number): void;
  took(place: number, outcome: ScenarioOutcome): void;
  gallery(done: number, total: number): void;
  say(line: string): void;
  stop(): void;
}

interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Milliseconds between two looks at what is running. */
const LOOK = 500;
/** Runs that the last line names. */
const MOST_NAMED = 4;

/** A line for each scenario when it is done; on a terminal also a last line that says what is running. */
export function siteProgress(screen: Screen): SiteProgress {
  let scenarios: readonly SiteScenario[] = [];
  let partOf: (place: number) => number = () => 0;
  const ended = new Set<number>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let nextTenth = 1;
  let last = '';
  const clear = (): void => {
    if (last !== '') screen.write('\r\u001b[K');
    last = '';
  };
  const showLast = (line: string): void => {
    if (screen.isTTY !== true) return;
    clear();
    last = line.slice(0, (screen.columns ?? 80) - 1);
    screen.write(last);
  };
  const say = (line: string): void => {
    clear();
    screen.write(`${line}\n`);
  };
  return {
    say,
    start(all, done) {
      scenarios = all;
      partOf = done;
      if (screen.isTTY !== true) return;
      timer = setInterval(() => showLast(running(scenarios, ended, partOf)), LOOK);
    },
    took(place, outcome) {
      ended.add(place);
      const count = `[${ended.size}/${scenarios.length}] ${scenarios[place].page}`;
      if (outcome.status === 'done') {
        say(`${count}: ${outcome.existing ? 'recorded before' : 'run'}, ${outcome.seconds.toFixed(1)} s`);
      } else if (outcome.status === 'failed') say(`${count}: FAILED: ${outcome.error}`);
    },
    gallery(done, total) {
      showLast(`Attack gallery: ${done} of ${total} runs`);
      if (screen.isTTY === true || done < (nextTenth * total) / 10) return;
      nextTenth = Math.floor((10 * done) / total) + 1;
      say(`Attack gallery: ${done} of ${total} runs`);
    },
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}

/** "12 of 81 done; running: thousand-topics 40 %, baseline 3 %". */
function running(
  scenarios: readonly SiteScenario[],
  ended: ReadonlySet<number>,
  partOf: (place: number) => number,
): string {
  const busy = scenarios
    .map(({ page }, place) => ({ page, place, part: partOf(place) }))
    .filter(({ place, part }) => part > 0 && !ended.has(place))
    .map(({ page, part }) => `${page} ${Math.floor(100 * part)} %`);
  const names = busy.length === 0 ? '' : `; running: ${busy.slice(0, MOST_NAMED).join(', ')}`;
  return `${ended.size} of ${scenarios.length} done${names}`;
}
