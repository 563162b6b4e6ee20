/* What commands share that run every side of something with the same seeds. */

export const usualReplicates = 20;
export const mostReplicates = 10_000;
export const mostThreads = 1024;
