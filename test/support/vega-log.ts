import { type LoggerInterface, logger, parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** A logger for Vega and Vega-Lite that collects every warning and error. */
export function collectingLogger(complaints: string[]): LoggerInterface {
  const collect = (...messages: readonly unknown[]): LoggerInterface => {
    complaints.push(messages.map(String).join(' '));
    return log;
  };
  const log: LoggerInterface = Object.assign(logger(0), { warn: collect, error: collect });
  return log;
}

/** What Vega-Lite and Vega complain about when they compile and draw a specification: nothing, of a sound one. */
export async function warningsOf(spec: object): Promise<string[]> {
  const complaints: string[] = [];
  const log = collectingLogger(complaints);
  const compiled = compile(spec as TopLevelSpec, { logger: log });
  const view = new View(parse(compiled.spec), { renderer: 'none', logger: log });
  await view.runAsync();
  const svg = await view.toSVG();
  view.finalize();
  return svg.includes('NaN') ? [...complaints, 'NaN in the drawing'] : complaints;
}
