import { type EpochTask, timeOneSize } from './epoch.ts';

/* The process that measures one size for epoch.ts: a task as JSON in, its timing as JSON out. */
process.stdout.write(JSON.stringify(timeOneSize(JSON.parse(process.argv[2]) as EpochTask)));
