import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const beside = (place: string): string => fileURLToPath(new URL(place, import.meta.url));

/** Whether this very file is part of a build, `dist/src/explore`, and not of the sources. */
const isBuilt = extname(import.meta.url) === '.js';

/** Folder of the bundled pages: those of the build that this file is part of, or from the sources the last one. */
export const pagesFolder = beside(isBuilt ? '../../web' : '../../dist/web');

/** Scenarios that come with the program. */
export const ownScenarios = beside(isBuilt ? '../../../scenarios' : '../../scenarios');
