import { type LoggerInterface, logger } from 'vega';

/** A logger for Vega and Vega-Lite that collects every warning and error. */
export function collectingLogger(complaints: string[]): LoggerInterface {
  const collect = (...messages: readonly unknown[]): LoggerInterface => {
    complaints.push(messages.map(String).join(' '));
    return log;
  };
  const log: LoggerInterface = Object.assign(logger(0), { warn: collect, error: collect });
  return log;
}
