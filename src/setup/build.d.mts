/** Builds `dist/` when a source has changed; hands back a message when that fails, otherwise undefined. */
export function ensureBuild(root: string): string | undefined;
export function isBuilt(root: string): boolean;
